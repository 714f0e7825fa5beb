namespace DeepWonder3D.Formats.Arrays;

/// <summary>Turns a matrix of samples: its rows become columns.</summary>
internal static class Transposition
{
    /// <summary>Edge of the squares in which samples are moved: both sides of one fit the first cache.</summary>
    private const int Square = 32;

    /// <summary>Turns a matrix.</summary>
    /// <param name="source">Samples, shape (rows, columns).</param>
    /// <param name="target">The same samples, shape (columns, rows).</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="sampleBytes">1, 2, 4 or 8.</param>
    public static void Turn(ReadOnlySpan<byte> source, Span<byte> target, int rows, int columns, int sampleBytes)
    {
        switch (sampleBytes)
        {
            case 1:
                Turn(source, target, rows, columns);
                break;
            case 2:
                Turn(MemoryMarshal.Cast<byte, ushort>(source), MemoryMarshal.Cast<byte, ushort>(target), rows, columns);
                break;
            case 4:
                Turn(MemoryMarshal.Cast<byte, uint>(source), MemoryMarshal.Cast<byte, uint>(target), rows, columns);
                break;
            default:
                Turn(MemoryMarshal.Cast<byte, ulong>(source), MemoryMarshal.Cast<byte, ulong>(target), rows, columns);
                break;
        }
    }

    private static void Turn<T>(ReadOnlySpan<T> source, Span<T> target, int rows, int columns)
    {
        for (int top = 0; top < rows; top += Square)
        {
            int bottom = Math.Min(top + Square, rows);
            for (int left = 0; left < columns; left += Square)
            {
                int right = Math.Min(left + Square, columns);
                for (int row = top; row < bottom; row++)
                {
                    for (int column = left; column < right; column++)
                    {
                        target[(column * rows) + row] = source[(row * columns) + column];
                    }
                }
            }
        }
    }
}
