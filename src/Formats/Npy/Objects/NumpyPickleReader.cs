using System.Buffers.Binary;
using System.Text;

namespace DeepWonder3D.Formats.Npy.Objects;

/// <summary>
/// Reads the pickles in which NumPy keeps dictionaries of plain arrays. A pickle is a program for a stack machine; this one builds numbers, texts, tuples,
/// lists, dictionaries and arrays, calls nothing else, and so cannot do harm.
/// </summary>
internal sealed class NumpyPickleReader
{
    private const int MaxValues = 1 << 24;

    private readonly byte[] _pickle;
    private readonly string _path;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<long, object?> _memo = [];
    private int _position;
    private int _values;

    private NumpyPickleReader(byte[] pickle, string path) => (_pickle, _path) = (pickle, path);

    /// <summary>Reads the objects of an array that <c>numpy.save</c> wrote.</summary>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NpyFileInvalid"/>.</exception>
    public static IReadOnlyList<object?> Read(byte[] pickle, string path) =>
        new NumpyPickleReader(pickle, path).Run() is NumpyBuild { Items: { } items } ? items : throw NpyHeader.Invalid(path, "it holds no array of objects");

    private object? Run()
    {
        while (true)
        {
            int opcode = Take(1)[0];
            if (opcode == '.')
            {
                return Pop();
            }

            if (++_values > MaxValues || !(Constant(opcode) || Memo(opcode) || Collect(opcode) || Call(opcode)))
            {
                throw NpyHeader.Invalid(_path, $"its objects need the pickle instruction 0x{opcode:X2}, which plain arrays do not");
            }
        }
    }

    private bool Constant(int opcode)
    {
        switch (opcode)
        {
            case 'N': Push(null); return true;
            case 0x88: Push(true); return true;
            case 0x89: Push(false); return true;
            case 'K': Push((long)Take(1)[0]); return true;
            case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); return true;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); return true;
            case 0x8A: Push(Long(Take(Take(1)[0]))); return true;
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); return true;
            case 0x8C: Push(Encoding.UTF8.GetString(Take(Take(1)[0]))); return true;
            case 'X': Push(Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); return true;
            case 'C': Push(Take(Take(1)[0]).ToArray()); return true;
            case 'B': Push(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))).ToArray()); return true;
            case 0x8E: Push(Take(BinaryPrimitives.ReadInt64LittleEndian(Take(8))).ToArray()); return true;
            case ')': Push(Array.Empty<object?>()); return true;
            case ']': Push(new List<object?>()); return true;
            case '}': Push(new Dictionary<string, object?>()); return true;
            default: return false;
        }
    }

    private bool Memo(int opcode)
    {
        switch (opcode)
        {
            case 'q': _memo[Take(1)[0]] = Peek(); return true;
            case 'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Peek(); return true;
            case 0x94: _memo[_memo.Count] = Peek(); return true;
            case 'h': Push(Remembered(Take(1)[0])); return true;
            case 'j': Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); return true;
            default: return false;
        }
    }

    private bool Collect(int opcode)
    {
        switch (opcode)
        {
            case '(': _marks.Push(_stack.Count); return true;
            case 't': Push(PopToMark()); return true;
            case 0x85: Push(PopMany(1)); return true;
            case 0x86: Push(PopMany(2)); return true;
            case 0x87: Push(PopMany(3)); return true;
            case 'a': ListOf(PopMany(1)); return true;
            case 'e': ListOf(PopToMark()); return true;
            case 's': Set(PopMany(2)); return true;
            case 'u': Set(PopToMark()); return true;
            default: return false;
        }
    }

    private bool Call(int opcode)
    {
        switch (opcode)
        {
            case 0x80: Take(1); return true;
            case 0x95: Take(8); return true;
            case 'c': Push(Global(Line(), Line())); return true;
            case 0x93:
                object?[] names = PopMany(2);
                Push(Global(names[0] as string ?? "", names[1] as string ?? ""));
                return true;
            case 'R':
                object?[] call = PopMany(2);
                Push(NumpyBuild.Reduce(call[0], call[1]) ?? throw NpyHeader.Invalid(_path, "its objects call what plain arrays do not"));
                return true;
            case 'b':
                object? state = Pop();
                if (Peek() is not NumpyBuild build || !build.SetState(state))
                {
                    throw NpyHeader.Invalid(_path, "its objects have a state that plain arrays do not have");
                }

                return true;
            default: return false;
        }
    }

    private string Global(string module, string name) => NumpyBuild.IsKnown(module, name)
        ? "\0" + name
        : throw NpyHeader.Invalid(_path, $"its objects refer to '{new string([.. $"{module}.{name}".Where(c => !char.IsControl(c)).Take(80)])}', which could run code");

    private static long Long(ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        for (int i = Math.Min(bytes.Length, 8) - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return bytes.Length is > 0 and < 8 && (bytes[^1] & 0x80) != 0 ? value - (1L << (8 * bytes.Length)) : value;
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _pickle.Length - _position)
        {
            throw NpyHeader.Invalid(_path, "it ends inside its objects");
        }

        ReadOnlySpan<byte> taken = _pickle.AsSpan(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    private string Line()
    {
        int length = _pickle.AsSpan(_position).IndexOf((byte)'\n');
        string line = Encoding.ASCII.GetString(Take(Math.Max(length, 0)));
        Take(1);
        return line;
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > 0 ? _stack[^1] : throw NpyHeader.Invalid(_path, "its objects are damaged");

    private object? Pop()
    {
        object? top = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object?[] PopMany(int count)
    {
        if (count > _stack.Count)
        {
            throw NpyHeader.Invalid(_path, "its objects are damaged");
        }

        object?[] items = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object?[] PopToMark() => _marks.TryPop(out int mark) && mark <= _stack.Count
        ? PopMany(_stack.Count - mark)
        : throw NpyHeader.Invalid(_path, "its objects are damaged");

    private object? Remembered(long key) => _memo.TryGetValue(key, out object? value) ? value : throw NpyHeader.Invalid(_path, "its objects are damaged");

    private void ListOf(object?[] items)
    {
        if (Peek() is not List<object?> list)
        {
            throw NpyHeader.Invalid(_path, "its objects are damaged");
        }

        list.AddRange(items);
    }

    private void Set(object?[] pairs)
    {
        if (Peek() is not Dictionary<string, object?> dictionary || pairs.Length % 2 != 0)
        {
            throw NpyHeader.Invalid(_path, "its objects are damaged");
        }

        for (int i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] is string key)
            {
                dictionary[key] = pairs[i + 1];
            }
        }
    }
}
