namespace DeepWonder3D.Views.Projecting;

/// <summary>
/// Brings a plane into a view, moved by a part of a pixel (linear interpolation, which keeps every spot's centre and never overshoots).
/// Pixels that the plane does not reach get nothing of it.
/// </summary>
/// <param name="Height">Rows of a plane.</param>
/// <param name="Width">Columns of a plane.</param>
internal readonly record struct PlaneShift(int Height, int Width)
{
    /// <summary>Adds a plane to sums, and counts the planes that reached each pixel.</summary>
    /// <param name="plane">Shape (Height, Width).</param>
    /// <param name="rows">Rows that the plane moves down by.</param>
    /// <param name="columns">Columns that it moves to the right by.</param>
    /// <param name="largest">Whether to keep the larger value instead of adding.</param>
    /// <param name="counts">Planes a pixel, shape (Height, Width).</param>
    /// <param name="view">Shape (Height, Width).</param>
    public void Add(ReadOnlySpan<float> plane, double rows, double columns, bool largest, Span<int> counts, Span<float> view)
    {
        (int wholeRows, float rowPart) = Split(rows);
        (int wholeColumns, float columnPart) = Split(columns);
        for (int r = 0; r < Height; r++)
        {
            // View pixel r shows the plane at r − shift: between the rows r − whole − 1 and r − whole.
            int lower = r - wholeRows;
            int upper = rowPart > 0 ? lower - 1 : lower;
            if (upper < 0 || lower >= Height)
            {
                continue;
            }

            ReadOnlySpan<float> rowA = plane.Slice(lower * Width, Width);
            ReadOnlySpan<float> rowB = plane.Slice(upper * Width, Width);
            int first = Math.Max(0, columnPart > 0 ? wholeColumns + 1 : wholeColumns);
            int end = Math.Min(Width, Width + wholeColumns);
            for (int c = first; c < end; c++)
            {
                int right = c - wholeColumns;
                int left = columnPart > 0 ? right - 1 : right;
                float a = rowA[right] + (columnPart * (rowA[left] - rowA[right]));
                float b = rowB[right] + (columnPart * (rowB[left] - rowB[right]));
                float value = a + (rowPart * (b - a));
                int i = (r * Width) + c;
                view[i] = !largest ? view[i] + value : counts[i] == 0 ? value : Math.Max(view[i], value);
                counts[i]++;
            }
        }
    }

    private static (int Whole, float Part) Split(double shift)
    {
        double whole = Math.Floor(shift);
        return ((int)whole, (float)(shift - whole));
    }
}
