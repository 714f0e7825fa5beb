using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Files.Pickle;

/// <summary>
/// Reads the part of Python's pickle format that plain data need, and refuses the rest. A pickle is a program for a stack machine; this one
/// builds numbers, texts, bytes, tuples, lists and dictionaries, and runs nothing: its <see cref="PickleUse"/> says what stands for a call.
/// It never descends into what it built, so nested and cyclic values cost it nothing.
/// </summary>
internal sealed class PickleMachine
{
    private const int MaxNameBytes = 256;
    private const int MaxProtocol = 5;

    private readonly byte[] _pickle;
    private readonly PickleUse _use;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private int _position;

    private PickleMachine(byte[] pickle, PickleUse use) => (_pickle, _use) = (pickle, use);

    /// <summary>Reads a pickle.</summary>
    /// <param name="pickle">The pickle's bytes.</param>
    /// <param name="use">What may be in it.</param>
    /// <returns>
    /// Null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, an array of bytes or of objects (a tuple),
    /// a list, <see cref="PickleDictionary"/>, <see cref="PickleGlobal"/>, or what the use makes.
    /// </returns>
    /// <exception cref="DeepWonderException">The use's own.</exception>
    public static object? Read(byte[] pickle, PickleUse use) => new PickleMachine(pickle, use).Run();

    private object? Run()
    {
        for (int followed = 0; followed < _use.MaxInstructions; followed++)
        {
            PickleOpcode opcode = (PickleOpcode)Take(1)[0];
            if (opcode == PickleOpcode.Stop)
            {
                return Pop();
            }

            if (!_use.Allows(opcode) || !(PushConstant(opcode) || UseMemo(opcode) || Build(opcode) || Call(opcode)))
            {
                string name = Enum.IsDefined(opcode) ? opcode.ToString() : $"0x{(byte)opcode:X2}";
                throw _use.Unsafe($"the pickle instruction {name}");
            }
        }

        throw _use.Invalid($"goes on after {_use.MaxInstructions} pickle instructions");
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
            case PickleOpcode.Long1: Push(Number(Take(Take(1)[0]))); return true;
            case PickleOpcode.BinFloat: Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); return true;
            case PickleOpcode.ShortBinUnicode: Push(Text(Take(Take(1)[0]))); return true;
            case PickleOpcode.BinUnicode: Push(Text(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); return true;
            case PickleOpcode.ShortBinBytes: Push(Take(Take(1)[0]).ToArray()); return true;
            case PickleOpcode.BinBytes: Push(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))).ToArray()); return true;
            case PickleOpcode.BinBytes8: Push(Take(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))).ToArray()); return true;
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
            case PickleOpcode.Global: Push(Global(Line(), Line())); return true;
            case PickleOpcode.StackGlobal: Push(NamedGlobal(PopMany(2))); return true;
            case PickleOpcode.BinPersId: Push(_use.Persistent(Pop())); return true;
            case PickleOpcode.Reduce: Push(Reduce(PopMany(2))); return true;
            case PickleOpcode.Build: _use.SetState(state: Pop(), target: Peek()); return true;
            default: return false;
        }
    }

    private PickleGlobal NamedGlobal(object?[] names) =>
        names is [string module, string name]
            ? Global(module, name)
            : throw _use.Invalid("names a Python function by something that is no name");

    private PickleGlobal Global(string module, string name)
    {
        PickleGlobal global = new(module, name);
        return _use.Allows(global) ? global : throw _use.Unsafe($"'{global}'");
    }

    private object Reduce(object?[] call) => _use.Reduce(call[0], call[1]);

    private void RequireProtocol(byte protocol)
    {
        if (protocol is < 2 or > MaxProtocol)
        {
            throw _use.Invalid($"has pickle protocol {protocol}, and 2 to {MaxProtocol} are read");
        }
    }

    private void AppendTo(object?[] items)
    {
        if (Peek() is not List<object?> list)
        {
            throw _use.Invalid("appends to something that is no list");
        }

        list.AddRange(items);
    }

    private void SetItems(object?[] pairs)
    {
        if (pairs.Length % 2 != 0 || Peek() is not PickleDictionary dictionary)
        {
            throw _use.Invalid("sets items of something that is no dictionary");
        }

        for (int i = 0; i < pairs.Length; i += 2)
        {
            dictionary.Items.Add(new(pairs[i], pairs[i + 1]));
        }
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_pickle.Length - _position))
        {
            throw _use.Invalid($"breaks off at byte {_position} of its pickle");
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
            throw _use.Invalid("names a Python function at impossible length");
        }

        _position += end + 1;
        return Text(rest[..end]);
    }

    private string Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return _use.Text.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw _use.Invalid("holds text that is not UTF-8");
        }
    }

    /// <summary>A number in two's complement, of any length.</summary>
    private object Number(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            return _use.LargeNumber(new BigInteger(bytes));
        }

        long value = bytes.IsEmpty || bytes[^1] < 0x80 ? 0 : -1;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private object? Remembered(uint index) =>
        _memo.TryGetValue(index, out object? value) ? value : throw _use.Invalid($"refers to its value {index}, which it does not have");

    private void Push(object? value) => _stack.Add(value);

    private object? Pop() => PopMany(1)[0];

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Underflow();

    private object?[] PopMany(int count)
    {
        if (_stack.Count - count < Floor)
        {
            throw Underflow();
        }

        object?[] taken = new object?[count];
        _stack.CopyTo(_stack.Count - count, taken, 0, count);
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

    private DeepWonderException Underflow() => _use.Invalid("takes values that it never gave");
}
