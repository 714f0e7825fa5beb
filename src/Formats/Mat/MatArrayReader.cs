namespace DeepWonder3D.Formats.Mat;

/// <summary>
/// Reads arrays out of elements. Every length is held against what is left of the enclosing element before anything is allocated, nesting
/// is bounded, and all arrays together stay within a limit of memory, so that a hostile file costs neither memory nor time.
/// </summary>
internal sealed class MatArrayReader(MatElements elements, MatBudget budget)
{
    private const int MaxDepth = 32;
    private const int MaxDims = 32;
    private const int MaxNameBytes = 4096;
    private const int TagBytes = 8;

    // What an array costs beside its items: the object, its sizes, its place in its parent.
    private const int BytesPerArray = 128;

    /// <summary>Reads a variable.</summary>
    /// <param name="end">Where it ends.</param>
    /// <param name="isWanted">Which variables are read; of the others only the name is.</param>
    /// <returns>The name and the array; null where it is not wanted.</returns>
    public (string Name, MatArray? Array) ReadVariable(long end, Func<string, bool> isWanted)
    {
        (MatArray? array, string name) = Read(end, 0, isWanted);
        return (name, array);
    }

    private (MatArray? Array, string Name) Read(long end, int depth, Func<string, bool>? isWanted)
    {
        if (depth > MaxDepth)
        {
            throw elements.Invalid($"arrays are nested more than {MaxDepth} deep");
        }

        budget.Take(BytesPerArray);
        MatFlags flags = new(ReadInt32s(end, MatType.UInt32, 2)[0]);
        int[] dims = flags.Class == MatClass.Opaque ? [1, 1] : ReadDims(end);
        string name = Encoding.UTF8.GetString(ReadSmallBytes(end));
        MatArray? array = isWanted?.Invoke(name) == false ? null : ReadContent(flags, dims, end, depth);
        if (depth > 0)
        {
            // What is passed over costs time where it is compressed, so it counts as well.
            budget.Take(end - elements.Position);
            elements.SkipTo(end);
        }

        return (array, name);
    }

    private MatArray ReadContent(MatFlags flags, int[] dims, long end, int depth) => flags.Class switch
    {
        MatClass.Cell => new MatCell(dims, ReadArrays(MatArray.CountOf(dims), end, depth)),
        MatClass.Struct => ReadStruct(dims, end, depth),
        MatClass.Char => ReadText(dims, end),
        >= MatClass.Double and <= MatClass.UInt64 when !flags.IsComplex => new MatNumericReader(elements, budget).Read(flags, dims, end),
        >= MatClass.Double and <= MatClass.UInt64 => new MatUnread(dims, "complex " + flags.Class.ToString().ToLowerInvariant()),
        MatClass.Object or MatClass.Sparse or MatClass.Function or MatClass.Opaque =>
            new MatUnread(dims, flags.Class.ToString().ToLowerInvariant()),
        _ => throw elements.Invalid($"an array has the unknown class {(int)flags.Class}"),
    };

    private int[] ReadDims(long end)
    {
        int[] dims = ReadInt32s(end, MatType.Int32, null);
        if (dims.Length is < 2 or > MaxDims || dims.Any(d => d < 0))
        {
            throw elements.Invalid($"an array has the size {string.Join('×', dims.Take(MaxDims))}");
        }

        return dims.Contains(0) || MatArray.CountOf(dims) <= Array.MaxLength
            ? dims
            : throw elements.Invalid($"an array has the size {string.Join('×', dims)}, more than can be held");
    }

    private MatArray[] ReadArrays(long count, long end, int depth)
    {
        if (count > (end - elements.Position) / TagBytes)
        {
            throw elements.Invalid($"{count} arrays are claimed where {end - elements.Position} bytes are left");
        }

        MatArray[] arrays = new MatArray[count];
        for (int i = 0; i < arrays.Length; i++)
        {
            MatTag tag = elements.ReadTag(end);
            if (tag.Type != MatType.Matrix)
            {
                throw elements.Invalid($"an element of type {(int)tag.Type} stands where an array should");
            }

            // MATLAB writes a cell that was never set as an element without content.
            arrays[i] = tag.Bytes == 0 ? MatNumeric.Empty : Read(elements.Position + tag.Bytes, depth + 1, null).Array!;
            elements.SkipPadding(tag, end);
        }

        return arrays;
    }

    private MatStruct ReadStruct(int[] dims, long end, int depth)
    {
        int nameBytes = ReadInt32s(end, MatType.Int32, 1)[0];
        byte[] names = ReadSmallBytes(end);
        if (nameBytes is < 1 or > MaxNameBytes || names.Length % nameBytes != 0)
        {
            throw elements.Invalid($"{names.Length} bytes of field names do not divide into names of {nameBytes}");
        }

        string[] fields = new string[names.Length / nameBytes];
        for (int i = 0; i < fields.Length; i++)
        {
            ReadOnlySpan<byte> name = names.AsSpan(i * nameBytes, nameBytes);
            int length = name.IndexOf((byte)0);
            fields[i] = Encoding.UTF8.GetString(length < 0 ? name : name[..length]);
        }

        return new MatStruct(dims, fields, ReadArrays(checked(MatArray.CountOf(dims) * fields.Length), end, depth));
    }

    private MatText ReadText(int[] dims, long end)
    {
        MatTag tag = elements.ReadTag(end);
        budget.Take(3 * tag.Bytes);
        byte[] bytes = elements.ReadBytes(tag, end);
        if (elements.IsForeignOrder && tag.Type is MatType.UInt16 or MatType.Utf16 or MatType.Utf32)
        {
            ByteOrder.Swap(bytes.AsSpan(0, bytes.Length & ~3), tag.Type == MatType.Utf32 ? 4 : 2);
        }

        string characters = tag.Type switch
        {
            MatType.Utf8 => Encoding.UTF8.GetString(bytes),
            MatType.UInt16 or MatType.Utf16 => Encoding.Unicode.GetString(bytes),
            MatType.Utf32 => Encoding.UTF32.GetString(bytes),
            MatType.Int8 or MatType.UInt8 => Encoding.Latin1.GetString(bytes),
            _ => throw elements.Invalid($"text is stored as type {(int)tag.Type}"),
        };

        // Sizes count characters, and writers disagree on what one is; a single row needs no size to be understood.
        return characters.Length == MatArray.CountOf(dims) ? new MatText(dims, characters)
            : dims.Length == 2 && dims[0] <= 1 ? new MatText(characters)
            : throw elements.Invalid($"{characters.Length} characters do not fill {string.Join('×', dims)}");
    }

    private int[] ReadInt32s(long end, MatType type, int? count)
    {
        MatTag tag = elements.ReadTag(end);
        bool fits = count is null ? tag.Bytes % sizeof(int) == 0 && tag.Bytes <= sizeof(int) * MaxDims : tag.Bytes == sizeof(int) * count;
        if (tag.Type != type || !fits)
        {
            throw elements.Invalid($"an element of type {(int)tag.Type} and {tag.Bytes} bytes stands where an array's description should");
        }

        return elements.ReadInt32s(tag, end);
    }

    private byte[] ReadSmallBytes(long end)
    {
        MatTag tag = elements.ReadTag(end);
        if (tag.Type is not (MatType.Int8 or MatType.UInt8 or MatType.Utf8))
        {
            throw elements.Invalid($"an element of type {(int)tag.Type} stands where a name should");
        }

        budget.Take(3 * tag.Bytes);
        return elements.ReadBytes(tag, end);
    }
}
