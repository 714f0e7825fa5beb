namespace DeepWonder3D.Formats.Npy;

/// <summary>
/// Reads arrays that <c>numpy.save</c> wrote: versions 1 to 3, either byte order, C or Fortran order, booleans, integers of 8 to 64 bits
/// and floating-point numbers of 16 to 64 bits. Pickled objects are refused.
/// </summary>
internal static class NpyFile
{
    /// <summary>Reads a whole array.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NpyFileInvalid"/>.</exception>
    public static NpyArray Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, stream.Length, path);
    }

    /// <summary>Reads an array that stands in another file.</summary>
    /// <param name="stream">The array and nothing else, from its beginning.</param>
    /// <param name="length">Bytes of it at most.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NpyFileInvalid"/>.</exception>
    public static NpyArray Read(Stream stream, long length, string path)
    {
        try
        {
            NpyHeader header = NpyHeader.Read(stream, path);
            return new NpyArray(header.Shape, ReadSamples(stream, length, header, path));
        }
        catch (Exception e) when (e is EndOfStreamException or OverflowException)
        {
            throw NpyHeader.Invalid(path, "it ends before its samples do", e);
        }
    }

    private static Array ReadSamples(Stream stream, long length, NpyHeader header, string path)
    {
        // The size is held against the file's before anything is allocated, so that a wrong header costs no memory.
        long bytes = checked(header.Count * header.ItemBytes);
        long left = stream.CanSeek ? length - stream.Position : length;
        if (bytes > left)
        {
            throw NpyHeader.Invalid(path, $"its header promises {bytes} bytes of samples and {left} follow");
        }

        if (header.Count > Array.MaxLength)
        {
            throw NpyHeader.Invalid(path, $"its {header.Count} samples are more than one array can hold");
        }

        return (header.Kind, header.ItemBytes) switch
        {
            ('b', 1) => ReadAs<bool>(stream, header),
            ('i', 1) => ReadAs<sbyte>(stream, header),
            ('u', 1) => ReadAs<byte>(stream, header),
            ('i', 2) => ReadAs<short>(stream, header),
            ('u', 2) => ReadAs<ushort>(stream, header),
            ('i', 4) => ReadAs<int>(stream, header),
            ('u', 4) => ReadAs<uint>(stream, header),
            ('i', 8) => ReadAs<long>(stream, header),
            ('u', 8) => ReadAs<ulong>(stream, header),
            ('f', 2) => ReadAs<Half>(stream, header),
            ('f', 4) => ReadAs<float>(stream, header),
            ('f', 8) => ReadAs<double>(stream, header),
            _ => throw NpyHeader.Invalid(path, $"its samples have the type {header.Kind}{header.ItemBytes}"),
        };
    }

    private static T[] ReadAs<T>(Stream stream, NpyHeader header)
        where T : unmanaged
    {
        T[] samples = new T[header.Count];
        const int Block = 1 << 20;
        for (int i = 0; i < samples.Length; i += Block)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(samples.AsSpan(i, Math.Min(Block, samples.Length - i)));
            stream.ReadExactly(bytes);
            if (header.BigEndian)
            {
                ByteOrder.Swap(bytes, header.ItemBytes);
            }
        }

        return header.FortranOrder && header.Shape.Length > 1 ? ToCOrder(samples, header.Shape) : samples;
    }

    /// <summary>From first axis fastest to last axis fastest.</summary>
    private static T[] ToCOrder<T>(T[] source, int[] shape)
    {
        T[] target = new T[source.Length];
        int[] index = new int[shape.Length];
        int[] stride = new int[shape.Length];
        for (int axis = shape.Length - 1, step = 1; axis >= 0; axis--)
        {
            stride[axis] = step;
            step *= shape[axis];
        }

        int at = 0;
        foreach (T sample in source)
        {
            target[at] = sample;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                at += stride[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                at -= stride[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return target;
    }
}
