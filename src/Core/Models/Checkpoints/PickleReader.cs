using System.Buffers.Binary;
using System.Text;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Models.Checkpoints;

/// <summary>
/// Reads the part of Python's pickle format that tensors by name need, and refuses the rest. A pickle is a program for a stack machine;
/// this one can build numbers, strings, tuples, lists and dictionaries, and can call nothing but <see cref="PickleCalls"/>. It never
/// descends into what it built, so nested and cyclic values cost it nothing.
/// </summary>
internal sealed class PickleReader
{
    /// <summary>The longest pickle that is read; the published checkpoints have 4 to 18 kB.</summary>
    public const int MaxBytes = 4 << 20;

    private const int MaxDepth = 1 << 16;
    private const int MaxMemo = 1 << 20;
    private const int MaxNameBytes = 256;
    private const int MaxProtocol = 5;

    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _pickle;
    private readonly PickleCalls _calls;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private int _position;

    private PickleReader(byte[] pickle, string path)
    {
        _pickle = pickle;
        _calls = new PickleCalls(path);
    }

    /// <summary>Reads a pickle.</summary>
    /// <param name="pickle">The pickle's bytes.</param>
    /// <param name="path">The file that errors name.</param>
    /// <returns>Null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, an array (a tuple), a list,
    /// <see cref="PickleDictionary"/>, <see cref="StorageReference"/> or <see cref="TensorReference"/>.</returns>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.CheckpointUnsafe"/> or <see cref="ErrorId.CheckpointInvalid"/>.</exception>
    public static object? Read(byte[] pickle, string path) => new PickleReader(pickle, path).Run();

    private object? Run()
    {
        while (true)
        {
            PickleOpcode opcode = (PickleOpcode)Take(1)[0];
            if (opcode == PickleOpcode.Stop)
            {
                return Pop();
            }

            if (!PushConstant(opcode) && !UseMemo(opcode) && !Build(opcode) && !Call(opcode))
            {
                string name = Enum.IsDefined(opcode) ? opcode.ToString() : $"0x{(byte)opcode:X2}";
                throw _calls.Unsafe($"the pickle instruction {name}");
            }

            if (_stack.Count > MaxDepth || _memo.Count > MaxMemo)
            {
                throw _calls.Invalid("holds more values than any checkpoint of tensors");
            }
        }
    }

    private bool PushConstant(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None: Push(null); return true;
            case PickleOpcode.NewTrue: Push(true); return true;
            case PickleOpcode.NewFalse: Push(false); return true;
            case PickleOpcode.BinInt1: Push((long)Take(1)[0]); return true;
            case PickleOpcode.BinInt2: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); return true;
            case PickleOpcode.BinInt: Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); return true;
            case PickleOpcode.Long1: Push(SmallLong(Take(Take(1)[0]))); return true;
            case PickleOpcode.BinFloat: Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); return true;
            case PickleOpcode.ShortBinUnicode: Push(Text(Take(Take(1)[0]))); return true;
            case PickleOpcode.BinUnicode: Push(Text(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); return true;
            case PickleOpcode.EmptyTuple: Push(Array.Empty<object?>()); return true;
            case PickleOpcode.EmptyList: Push(new List<object?>()); return true;
            case PickleOpcode.EmptyDict: Push(new PickleDictionary()); return true;
            default: return false;
        }
    }

    private bool UseMemo(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.BinPut: _memo[Take(1)[0]] = Peek(); return true;
            case PickleOpcode.LongBinPut: _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Peek(); return true;
            case PickleOpcode.Memoize: _memo[(uint)_memo.Count] = Peek(); return true;
            case PickleOpcode.BinGet: Push(Remembered(Take(1)[0])); return true;
            case PickleOpcode.LongBinGet: Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); return true;
            default: return false;
        }
    }

    private bool Build(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark: _marks.Push(_stack.Count); return true;
            case PickleOpcode.Tuple: Push(PopToMark()); return true;
            case PickleOpcode.Tuple1: Push(PopMany(1)); return true;
            case PickleOpcode.Tuple2: Push(PopMany(2)); return true;
            case PickleOpcode.Tuple3: Push(PopMany(3)); return true;
            case PickleOpcode.Append: AppendTo(PopMany(1)); return true;
            case PickleOpcode.Appends: AppendTo(PopToMark()); return true;
            case PickleOpcode.SetItem: SetItems(PopMany(2)); return true;
            case PickleOpcode.SetItems: SetItems(PopToMark()); return true;
            default: return false;
        }
    }

    private bool Call(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto: RequireProtocol(Take(1)[0]); return true;
            case PickleOpcode.Frame: Take(8); return true;
            case PickleOpcode.Global: Push(_calls.Global(Line(), Line())); return true;
            case PickleOpcode.StackGlobal: Push(NamedGlobal(PopMany(2))); return true;
            case PickleOpcode.BinPersId: Push(_calls.Storage(Pop())); return true;
            case PickleOpcode.Reduce: Push(Reduce(PopMany(2))); return true;
            case PickleOpcode.Build: _calls.SetState(PopMany(2), _stack); return true;
            default: return false;
        }
    }

    private object NamedGlobal(object?[] names) =>
        names is [string module, string name]
            ? _calls.Global(module, name)
            : throw _calls.Invalid("names a Python function by something that is no name");

    private object Reduce(object?[] call) => _calls.Reduce(call[0], call[1]);

    private void RequireProtocol(byte protocol)
    {
        if (protocol is < 2 or > MaxProtocol)
        {
            throw _calls.Invalid($"has pickle protocol {protocol}, and 2 to {MaxProtocol} are read");
        }
    }

    private void AppendTo(object?[] items)
    {
        if (Peek() is not List<object?> list)
        {
            throw _calls.Invalid("appends to something that is no list");
        }

        list.AddRange(items);
    }

    private void SetItems(object?[] pairs)
    {
        if (pairs.Length % 2 != 0 || Peek() is not PickleDictionary dictionary)
        {
            throw _calls.Invalid("sets items of something that is no dictionary");
        }

        for (int i = 0; i < pairs.Length; i += 2)
        {
            dictionary.Items.Add(new(pairs[i], pairs[i + 1]));
        }
    }

    private ReadOnlySpan<byte> Take(uint count)
    {
        if (count > _pickle.Length - _position)
        {
            throw _calls.Invalid($"breaks off at byte {_position} of its pickle");
        }

        ReadOnlySpan<byte> taken = _pickle.AsSpan(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    private string Line()
    {
        ReadOnlySpan<byte> rest = _pickle.AsSpan(_position, Math.Min(_pickle.Length - _position, MaxNameBytes));
        int end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            throw _calls.Invalid("names a Python function at impossible length");
        }

        _position += end + 1;
        return Text(rest[..end]);
    }

    private string Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return s_utf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw _calls.Invalid("holds text that is not UTF-8");
        }
    }

    /// <summary>A two's-complement number of up to eight bytes.</summary>
    private long SmallLong(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            throw _calls.Invalid($"holds a number of {bytes.Length} bytes");
        }

        long value = bytes.IsEmpty || bytes[^1] < 0x80 ? 0 : -1;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private object? Remembered(uint index) =>
        _memo.TryGetValue(index, out object? value) ? value : throw _calls.Invalid($"refers to its value {index}, which it does not have");

    private void Push(object? value) => _stack.Add(value);

    private object? Pop() => PopMany(1)[0];

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Underflow();

    private object?[] PopMany(int count)
    {
        if (_stack.Count - count < Floor)
        {
            throw Underflow();
        }

        object?[] taken = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return taken;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw Underflow();
        }

        object?[] taken = PopMany(_stack.Count - _marks.Peek());
        _marks.Pop();
        return taken;
    }

    /// <summary>Values below the newest mark belong to whoever takes that mark.</summary>
    private int Floor => _marks.Count > 0 ? _marks.Peek() : 0;

    private DeepWonderException Underflow() => _calls.Invalid("takes values that it never gave");
}
