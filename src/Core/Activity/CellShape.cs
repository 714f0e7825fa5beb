using DeepWonder3D.Motion;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Activity;

/// <summary>The shape of what lights up when a neuron is active: its half as bright part, as an ellipse of the same moments.</summary>
/// <param name="Width">The ellipse's short axis, in diameters of cells.</param>
/// <param name="Length">Its long axis, likewise.</param>
/// <param name="Filled">The mean light within half a diameter of the brightest place, as a part of the light there.</param>
/// <param name="Ring">The same of the ring from 0.75 to 1.25 diameters.</param>
/// <param name="Contrast">The light of the brightest place in standard deviations of the picture far from it.</param>
internal readonly record struct CellShape(double Width, double Length, double Filled, double Ring, double Contrast)
{
    /// <summary>Samples of the drawing that lie along a cell's diameter; it is smoothed by a Gaussian of one.</summary>
    private const double Fineness = 10;

    // How far from the neuron's centre its brightest place may lie, in diameters.
    private const double MostOff = 0.4;

    private const double NormalOfMedian = 1.4826;

    /// <summary>Measures it; null where nothing lights up.</summary>
    /// <param name="picture">The picture, in the recording's pixels.</param>
    /// <param name="centre">Where the neuron lies in the recording.</param>
    /// <param name="diameterPx">The diameter of cells, widths of the recording's pixels.</param>
    /// <param name="aspect">Height of a pixel over its width.</param>
    public static CellShape? Of(CellPicture picture, (double Row, double Column) centre, double diameterPx, double aspect) =>
        Outlined(picture, centre, diameterPx, aspect)?.Shape;

    /// <summary>Measures it as <see cref="Of"/> does, with the pixels of the recording (row, column) that are half as bright.</summary>
    public static (CellShape Shape, List<(int Row, int Column)> Pixels)? Outlined(
        CellPicture picture, (double Row, double Column) centre, double diameterPx, double aspect)
    {
        // Drawn in pixels in which all cells are as large.
        PixelScale scale = new(Fineness * aspect / diameterPx, Fineness / diameterPx);
        int height = Math.Max(1, (int)(picture.Height * scale.Rows));
        int width = Math.Max(1, (int)(picture.Width * scale.Columns));
        float[] drawn = PictureScaling.Run(picture.Samples, picture.Height, picture.Width, scale, height, width);
        float[] light = Smoothing.Binomial(drawn, height, width);
        double row = ((centre.Row - picture.Top + 0.5) * scale.Rows) - 0.5;
        double column = ((centre.Column - picture.Left + 0.5) * scale.Columns) - 0.5;
        float[] far = [.. Enumerable.Range(0, light.Length).Where(i => Distance(i, row, column) > Fineness).Select(i => light[i])];
        if (far.Length == 0 || !Array.TrueForAll(light, float.IsFinite))
        {
            return null;
        }

        float level = (float)OrderStatistics.Median([.. far]);
        double noise = NormalOfMedian * OrderStatistics.Median([.. far.Select(l => Math.Abs(l - level))]);
        int peak = -1;
        for (int i = 0; i < light.Length; i++)
        {
            light[i] -= level;
            if (Distance(i, row, column) <= MostOff * Fineness && (peak < 0 || light[i] > light[peak]))
            {
                peak = i;
            }
        }

        if (peak < 0 || !(light[peak] > 0))
        {
            return null;
        }

        int[] bright = Bright(light, width, peak);
        (double shortAxis, double longAxis) = AxesOf(bright, width);
        CellShape shape = new(
            shortAxis / Fineness,
            longAxis / Fineness,
            MeanIn(0, 0.5) / light[peak],
            MeanIn(0.75, 1.25) / light[peak],
            light[peak] / Math.Max(noise, 1e-12));
        return (shape, PixelsOf(bright, width, scale, picture));

        double Distance(int i, double toRow, double toColumn) =>
            Math.Sqrt(Math.Pow((i / width) - toRow, 2) + Math.Pow((i % width) - toColumn, 2));

        double MeanIn(double from, double to) => Enumerable.Range(0, light.Length)
            .Where(i => Distance(i, peak / width, peak % width) is var d && d >= from * Fineness && d <= to * Fineness)
            .Select(i => (double)light[i]).DefaultIfEmpty(0).Average();
    }

    /// <summary>The pixels around the brightest one that are half as bright, without holes: a soma's nucleus may be dark.</summary>
    private static int[] Bright(float[] light, int width, int peak)
    {
        bool[] bright = [.. light.Select(l => l > 0.5f * light[peak])];
        int[] pixels = ConnectedComponents.Find(bright, width).First(part => Array.BinarySearch(part, peak) >= 0);
        Silhouette outline = new(pixels, width);
        outline.FillHoles(double.MaxValue);
        return outline.ToPixels();
    }

    /// <summary>The recording's pixels whose middles lie in what was drawn.</summary>
    private static List<(int Row, int Column)> PixelsOf(int[] drawn, int drawnWidth, PixelScale scale, CellPicture picture)
    {
        HashSet<int> set = [.. drawn];
        List<(int, int)> pixels = [];
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int row = (int)((y + 0.5) * scale.Rows);
                int column = Math.Min((int)((x + 0.5) * scale.Columns), drawnWidth - 1);
                if (set.Contains((row * drawnWidth) + column))
                {
                    pixels.Add((picture.Top + y, picture.Left + x));
                }
            }
        }

        return pixels;
    }

    /// <summary>The axes of the ellipse with the same second moments; a pixel has moments of its own.</summary>
    private static (double Short, double Long) AxesOf(int[] pixels, int width)
    {
        double row = pixels.Average(p => (double)(p / width));
        double column = pixels.Average(p => (double)(p % width));
        double rows = pixels.Average(p => Math.Pow((p / width) - row, 2)) + (1 / 12.0);
        double columns = pixels.Average(p => Math.Pow((p % width) - column, 2)) + (1 / 12.0);
        double both = pixels.Average(p => ((p / width) - row) * ((p % width) - column));
        double half = Math.Sqrt(Math.Pow((rows - columns) / 2, 2) + (both * both));
        double middle = (rows + columns) / 2;
        return (4 * Math.Sqrt(Math.Max(0, middle - half)), 4 * Math.Sqrt(middle + half));
    }
}
