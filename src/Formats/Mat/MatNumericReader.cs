using System.Numerics;

namespace DeepWonder3D.Formats.Mat;

/// <summary>Reads numbers, which a file may store in a narrower type than the array's own.</summary>
internal sealed class MatNumericReader(MatElements elements, MatBudget budget)
{
    private const int BlockBytes = 1 << 16;

    public MatNumeric Read(MatFlags flags, int[] dims, long end)
    {
        long count = MatArray.CountOf(dims);
        MatTag tag = elements.ReadTag(end);
        int storedBytes = MatTypes.BytesOf(tag.Type);
        if (storedBytes == 0 || tag.Bytes != count * storedBytes)
        {
            throw elements.Invalid($"{tag.Bytes} bytes of type {(int)tag.Type} do not fill {string.Join('×', dims)}");
        }

        budget.Take(count * MatTypes.BytesOf(MatTypes.StoredAs(flags.Class)));
        Array values = flags.Class switch
        {
            MatClass.Double => ReadAs<double>(count, tag.Type),
            MatClass.Single => ReadAs<float>(count, tag.Type),
            MatClass.Int8 => ReadAs<sbyte>(count, tag.Type),
            MatClass.UInt8 => ReadAs<byte>(count, tag.Type),
            MatClass.Int16 => ReadAs<short>(count, tag.Type),
            MatClass.UInt16 => ReadAs<ushort>(count, tag.Type),
            MatClass.Int32 => ReadAs<int>(count, tag.Type),
            MatClass.UInt32 => ReadAs<uint>(count, tag.Type),
            MatClass.Int64 => ReadAs<long>(count, tag.Type),
            _ => ReadAs<ulong>(count, tag.Type),
        };
        elements.SkipPadding(tag, end);
        return new MatNumeric(dims, values, flags.IsLogical && values is byte[]);
    }

    private T[] ReadAs<T>(long count, MatType stored)
        where T : unmanaged, INumberBase<T> => stored switch
        {
            MatType.Double => Convert<double, T>(count),
            MatType.Single => Convert<float, T>(count),
            MatType.Int8 => Convert<sbyte, T>(count),
            MatType.UInt8 => Convert<byte, T>(count),
            MatType.Int16 => Convert<short, T>(count),
            MatType.UInt16 => Convert<ushort, T>(count),
            MatType.Int32 => Convert<int, T>(count),
            MatType.UInt32 => Convert<uint, T>(count),
            MatType.Int64 => Convert<long, T>(count),
            _ => Convert<ulong, T>(count),
        };

    private unsafe TTo[] Convert<TFrom, TTo>(long count)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        TTo[] values = new TTo[count];
        TFrom[] block = new TFrom[Math.Min(count, BlockBytes / sizeof(TFrom))];
        for (int start = 0; start < values.Length; start += block.Length)
        {
            Span<TTo> target = values.AsSpan(start, Math.Min(block.Length, values.Length - start));
            Span<TFrom> source = block.AsSpan(0, target.Length);
            Span<byte> bytes = MemoryMarshal.AsBytes(source);
            elements.Read(bytes);
            if (elements.IsForeignOrder)
            {
                ByteOrder.Swap(bytes, sizeof(TFrom));
            }

            for (int i = 0; i < target.Length; i++)
            {
                target[i] = TTo.CreateSaturating(source[i]);
            }
        }

        return values;
    }
}
