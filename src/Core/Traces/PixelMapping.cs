using DeepWonder3D.Neurons;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>Footprints in pixels of another size.</summary>
internal static class PixelMapping
{
    /// <summary>
    /// The pixels (row · width + column) whose centres lie in a footprint, ascending; the nearest one to its middle where none does. None
    /// where it lies outside.
    /// </summary>
    /// <param name="footprint">The footprint in its own pixels.</param>
    /// <param name="scale">Pixels of the footprint's movie a pixel of the other; edges coincide.</param>
    /// <param name="height">Rows of the other.</param>
    /// <param name="width">Columns of the other.</param>
    public static int[] PixelsOf(Footprint footprint, PixelScale scale, int height, int width)
    {
        if (footprint.Count == 0)
        {
            return [];
        }

        if (scale.IsOne && width == footprint.Width)
        {
            return [.. footprint.Pixels.ToArray().Where(p => p / width < height)];
        }

        int[] rows = [.. Enumerable.Range(0, footprint.Count).Select(footprint.RowAt)];
        int[] columns = [.. Enumerable.Range(0, footprint.Count).Select(footprint.ColumnAt)];
        (int top, int bottom) = Range(rows, scale.Rows, height);
        (int left, int right) = Range(columns, scale.Columns, width);
        List<int> pixels = [];
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                if (footprint.Contains((int)Math.Floor((row + 0.5) * scale.Rows), (int)Math.Floor((column + 0.5) * scale.Columns)))
                {
                    pixels.Add((row * width) + column);
                }
            }
        }

        return pixels.Count > 0 ? [.. pixels] : Nearest(rows.Average(), columns.Average(), scale, height, width);
    }

    private static (int First, int Last) Range(int[] positions, double scale, int length) => (
        Math.Max(0, (int)Math.Floor(positions.Min() / scale) - 1),
        Math.Min(length - 1, (int)Math.Ceiling((positions.Max() + 1) / scale)));

    private static int[] Nearest(double row, double column, PixelScale scale, int height, int width)
    {
        int nearestRow = (int)Math.Round(PixelScale.Rescale(row, 1 / scale.Rows));
        int nearestColumn = (int)Math.Round(PixelScale.Rescale(column, 1 / scale.Columns));
        return nearestRow >= 0 && nearestRow < height && nearestColumn >= 0 && nearestColumn < width
            ? [(nearestRow * width) + nearestColumn]
            : [];
    }
}
