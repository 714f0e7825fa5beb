using System.Buffers;

namespace DeepWonder3D.Motion;

/// <summary>
/// Brings what a frame shows to where the tissue belongs: the sample at a pixel is taken from where the tissue of that pixel lay in the
/// frame. Samples outside the frame are those of its edge; <see cref="Covers"/> says which they are.
/// </summary>
/// <param name="height">Rows of a frame.</param>
/// <param name="width">Columns of a frame.</param>
internal sealed class FrameWarp(int height, int width)
{
    /// <summary>The rows of the frame that are needed for rows of the result, half open.</summary>
    public static (int First, int End) SourceRows(int row, int end, float least, float most, int height)
    {
        int first = Math.Clamp(row + (int)MathF.Floor(least) - Interpolation.Before, 0, height - 1);
        int last = Math.Clamp(end + (int)MathF.Floor(most) + Interpolation.Taps - Interpolation.Before, first + 1, height);
        return (first, last);
    }

    /// <summary>Whether a place lies in the frame; half a pixel beyond the outer pixels' centres still does.</summary>
    public static bool Covers(float place, int length) => place >= -0.5f && place <= length - 0.5f;

    /// <summary>Moves a frame rigidly.</summary>
    /// <param name="source">Rows of the frame from <paramref name="sourceRow"/> on, whole width.</param>
    /// <param name="sourceRow">The first row that is there.</param>
    /// <param name="rowShift">Rows that the tissue lay below its place.</param>
    /// <param name="columnShift">Columns that it lay to the right.</param>
    /// <param name="row">The first row of the result.</param>
    /// <param name="destination">The result, whole width.</param>
    public void Apply(
        ReadOnlySpan<float> source, int sourceRow, float rowShift, float columnShift, int row, Span<float> destination)
    {
        int rows = destination.Length / width;
        int sourceRows = source.Length / width;
        int wholeRow = (int)MathF.Floor(rowShift);
        int wholeColumn = (int)MathF.Floor(columnShift);
        Span<float> down = stackalloc float[Interpolation.Taps];
        Span<float> across = stackalloc float[Interpolation.Taps];
        Interpolation.Weights(rowShift - wholeRow, down);
        Interpolation.Weights(columnShift - wholeColumn, across);

        // The line holds the row with its edges repeated, so that all six runs of samples begin inside it.
        int margin = Math.Abs(wholeColumn) + Interpolation.Taps;
        float[] rented = ArrayPool<float>.Shared.Rent((width + (2 * margin)) + (Interpolation.Taps * width));
        Span<float> line = rented.AsSpan(0, width + (2 * margin));
        Span<float> gathered = rented.AsSpan(line.Length, Interpolation.Taps * width);
        for (int y = 0; y < rows; y++)
        {
            int first = row + y + wholeRow - Interpolation.Before;
            Span<float> middle = line.Slice(margin, width);
            if (first >= 0 && first + Interpolation.Taps <= height)
            {
                Interpolation.Combine(source[((first - sourceRow) * width)..], width, down, middle);
            }
            else
            {
                for (int k = 0; k < Interpolation.Taps; k++)
                {
                    int from = Math.Clamp(Math.Clamp(first + k, 0, height - 1) - sourceRow, 0, sourceRows - 1);
                    source.Slice(from * width, width).CopyTo(gathered[(k * width)..]);
                }

                Interpolation.Combine(gathered, width, down, middle);
            }

            line[..margin].Fill(middle[0]);
            line[(margin + width)..].Fill(middle[^1]);
            Interpolation.Combine(
                line[(margin + wholeColumn - Interpolation.Before)..], 1, across, destination.Slice(y * width, width));
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Moves a frame whose tissue bends: first along rows, then along columns.</summary>
    /// <param name="source">Rows of the frame from <paramref name="sourceRow"/> on, whole width.</param>
    /// <param name="sourceRow">The first row that is there.</param>
    /// <param name="grid">The nodes.</param>
    /// <param name="nodes">Their displacement beyond the frame's, shape (2, nodes): rows, then columns.</param>
    /// <param name="rowShift">Rows that the frame moved.</param>
    /// <param name="columnShift">Columns that the frame moved.</param>
    /// <param name="row">The first row of the result.</param>
    /// <param name="destination">The result, whole width.</param>
    public void Apply(
        ReadOnlySpan<float> source,
        int sourceRow,
        NodeGrid grid,
        ReadOnlySpan<float> nodes,
        float rowShift,
        float columnShift,
        int row,
        Span<float> destination)
    {
        int sourceRows = source.Length / width;
        int rows = destination.Length / width;
        float[] rented = ArrayPool<float>.Shared.Rent((sourceRows * width) + width);
        Span<float> across = rented.AsSpan(0, sourceRows * width);
        Span<float> shifts = rented.AsSpan(sourceRows * width, width);
        ReadOnlySpan<float> rowNodes = nodes[..grid.Count];
        ReadOnlySpan<float> columnNodes = nodes[grid.Count..];
        for (int y = 0; y < sourceRows; y++)
        {
            // A row of the frame shows tissue that belongs where it lay less its displacement: near enough the displacement there.
            float down = rowShift + grid.At(rowNodes, sourceRow + y - (int)MathF.Round(rowShift), width / 2);
            grid.Fill(columnNodes, sourceRow + y - (int)MathF.Round(down), columnShift, shifts);
            Interpolation.Resample(source.Slice(y * width, width), width, 1, 0, 1, shifts, across.Slice(y * width, width));
        }

        for (int y = 0; y < rows; y++)
        {
            grid.Fill(rowNodes, row + y, rowShift, shifts);
            Interpolation.Resample(across, sourceRows, width, row + y - sourceRow, 0, shifts, destination.Slice(y * width, width));
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}
