using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>The items of an attribute or of a small dataset, read whole.</summary>
internal sealed class Hdf5Value
{
    private readonly Hdf5File _file;
    private readonly byte[] _bytes;

    /// <summary>Creates a value.</summary>
    /// <param name="file">The file, where items of variable length lie.</param>
    /// <param name="type">The items' type.</param>
    /// <param name="lengths">The length of each axis, slowest first; none for a single item.</param>
    /// <param name="bytes">The items as they are stored.</param>
    public Hdf5Value(Hdf5File file, Hdf5Datatype type, long[] lengths, byte[] bytes)
    {
        (_file, Type, Lengths, _bytes) = (file, type, lengths, bytes);
        Count = (int)Math.Min(int.MaxValue, lengths.Aggregate(1L, (product, length) => product * length));
        if ((long)Count * type.Bytes > bytes.Length || (Count > 1 && Count > bytes.Length))
        {
            throw file.Invalid($"{bytes.Length} bytes do not hold {Count} items of {type.Bytes} bytes");
        }
    }

    public Hdf5Datatype Type { get; }

    public IReadOnlyList<long> Lengths { get; }

    public int Count { get; }

    /// <summary>The first item as a number; null where it is none.</summary>
    public double? Number => Count > 0 && Type.Stored is not null ? Numbers()[0] : null;

    /// <summary>The first item as text; null where it is none.</summary>
    public string? Text =>
        Count > 0 && (Type.Class == Hdf5Class.Text || Type is { Class: Hdf5Class.VariableLength, IsText: true }) ? Texts()[0] : null;

    /// <summary>All items as numbers.</summary>
    /// <exception cref="DeepWonderException">They are none.</exception>
    public double[] Numbers() => Numbers(Type, 0, Type.Bytes, Count);

    /// <summary>All items' members of a name as numbers; null where there is no such member.</summary>
    public double[]? Numbers(string member) => Type.Members.FirstOrDefault(m => m.Name == member) is { } found
        ? Numbers(found.Type, found.Offset, Type.Bytes, Count)
        : null;

    /// <summary>All items as texts.</summary>
    public string[] Texts()
    {
        string[] texts = new string[Count];
        Dictionary<long, Dictionary<int, byte[]>> heaps = [];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> item = _bytes.AsSpan(i * Type.Bytes, Type.Bytes);
            ReadOnlySpan<byte> text = Type.Class switch
            {
                Hdf5Class.Text => item,
                Hdf5Class.VariableLength => Variable(item, heaps),
                _ => throw _file.Invalid($"text is expected where {Type} stands"),
            };
            int end = text.IndexOf((byte)0);
            texts[i] = Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
        }

        return texts;
    }

    /// <summary>The addresses of the objects that references name; -1 for none.</summary>
    public long[] References()
    {
        if (Type.Class != Hdf5Class.Reference)
        {
            throw _file.Invalid($"references are expected where {Type} stands");
        }

        Hdf5Cursor cursor = new(_file, _bytes);
        long[] addresses = new long[Count];
        for (int i = 0; i < Count; i++)
        {
            cursor.Position = i * Type.Bytes;
            addresses[i] = cursor.Address();
        }

        return addresses;
    }

    private double[] Numbers(Hdf5Datatype type, int offset, int stride, int count)
    {
        if (type.Stored is not { } stored)
        {
            throw _file.Invalid($"numbers are expected where {type} stands");
        }

        byte[] packed = new byte[checked(count * type.Bytes)];
        for (int i = 0; i < count; i++)
        {
            _bytes.AsSpan((i * stride) + offset, type.Bytes).CopyTo(packed.AsSpan(i * type.Bytes));
        }

        stored.Decode(packed);
        double[] numbers = new double[count];
        SampleTypes.Decode<double>(stored.SampleType, packed, numbers);
        return numbers;
    }

    private byte[] Variable(ReadOnlySpan<byte> item, Dictionary<long, Dictionary<int, byte[]>> heaps)
    {
        Hdf5Cursor cursor = new(_file, item.ToArray());
        int length = BinaryPrimitives.ReadInt32LittleEndian(cursor.Take(4));
        long address = cursor.Address();
        int number = (int)Math.Min(cursor.UInt32(), int.MaxValue);
        if (length <= 0 || address <= _file.Base)
        {
            return [];
        }

        if (!heaps.TryGetValue(address, out Dictionary<int, byte[]>? heap))
        {
            heaps.Add(address, heap = Hdf5GlobalHeap.Read(_file, address));
        }

        return heap.GetValueOrDefault(number) is { } bytes
            ? bytes[..Math.Min(length, bytes.Length)]
            : throw _file.Invalid($"an item of variable length is missing in the heap at byte {address}");
    }
}
