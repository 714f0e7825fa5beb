using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DeepWonder3D.Formats.Npy.Objects;

/// <summary>
/// Writes Python objects as NumPy's object arrays hold them: a pickle (protocol 3) of dictionaries, numbers, texts and plain arrays. Names
/// of NumPy's functions are those that NumPy 1 and 2 both know.
/// </summary>
internal sealed class NumpyPickleWriter
{
    private readonly ArrayBufferWriter<byte> _pickle = new();

    /// <summary>Writes a file that <c>numpy.load(path, allow_pickle=True)</c> reads.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="shape">The array's shape: none for a single object.</param>
    /// <param name="objects">The objects: dictionaries, texts, numbers, truth values, <see cref="NumpyArray"/>s and lists of them.</param>
    public static void Write(Stream stream, int[] shape, IReadOnlyList<object?> objects)
    {
        NpyWriter.WriteHeader(stream, "|O", shape);
        NumpyPickleWriter writer = new();
        writer.Op(0x80).Raw([3]);
        writer.Array(shape, "O8", "|", 63, () => writer.Put(objects));
        writer.Op('.');
        stream.Write(writer._pickle.WrittenSpan);
    }

    private NumpyPickleWriter Op(int opcode)
    {
        _pickle.Write([(byte)opcode]);
        return this;
    }

    private NumpyPickleWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _pickle.Write(bytes);
        return this;
    }

    private NumpyPickleWriter Global(string module, string name) => Op('c').Raw(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));

    private void Put(object? value)
    {
        switch (value)
        {
            case null: Op('N'); break;
            case bool truth: Op(truth ? 0x88 : 0x89); break;
            case int number: PutInt(number); break;
            case double number: PutDouble(number); break;
            case string text: PutText(text); break;
            case NumpyArray array:
                Array(array.Shape, array.Type, array.Type.EndsWith('1') ? "|" : "<", 0, () => PutBytes(array.Bytes));
                break;
            case IReadOnlyDictionary<string, object?> items: PutDictionary(items); break;
            case IReadOnlyList<object?> list: PutList(list); break;
            default: throw new ArgumentException($"A {value.GetType().Name} has no place in a pickle.", nameof(value));
        }
    }

    private void PutInt(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        Op('J').Raw(bytes);
    }

    private void PutDouble(double number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
        Op('G').Raw(bytes);
    }

    private void PutText(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        Op('X').Raw(length).Raw(utf8);
    }

    private void PutBytes(byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        Op('B').Raw(length).Raw(bytes);
    }

    private void PutDictionary(IReadOnlyDictionary<string, object?> items)
    {
        Op('}').Op('(');
        foreach ((string key, object? value) in items)
        {
            PutText(key);
            Put(value);
        }

        Op('u');
    }

    private void PutList(IReadOnlyList<object?> list)
    {
        Op(']').Op('(');
        foreach (object? item in list)
        {
            Put(item);
        }

        Op('e');
    }

    /// <summary>An array: an empty one is made, and then given its state.</summary>
    private void Array(int[] shape, string type, string order, int flags, Action putContent)
    {
        Global("numpy.core.multiarray", "_reconstruct");
        Global("numpy", "ndarray");
        Op('(');
        PutInt(0);
        Op('t').Op('C').Raw([1, (byte)'b']).Op(0x87).Op('R');
        Op('(');
        PutInt(1);
        Op('(');
        foreach (int length in shape)
        {
            PutInt(length);
        }

        Op('t');
        PutType(type, order, flags);
        Op(0x89);
        putContent();
        Op('t').Op('b');
    }

    private void PutType(string type, string order, int flags)
    {
        Global("numpy", "dtype");
        PutText(type);
        Op(0x89).Op(0x88).Op(0x87).Op('R').Op('(');
        PutInt(3);
        PutText(order);
        Op('N').Op('N').Op('N');
        PutInt(-1);
        PutInt(-1);
        PutInt(flags);
        Op('t').Op('b');
    }
}
