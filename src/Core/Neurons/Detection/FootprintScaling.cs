using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>Footprints found in pixels of one size, in pixels of another.</summary>
internal static class FootprintScaling
{
    // A pixel belongs to a neuron that covers half of it.
    private const double LeastCover = 0.5;

    /// <summary>
    /// The pixels that a footprint covers to a half or more, where its edge is drawn smoothly between the pixels it was found in; the pixel
    /// at its middle where it covers none so far.
    /// </summary>
    /// <param name="footprint">The footprint in the pixels it was found in, not empty.</param>
    /// <param name="scale">Those pixels a pixel of the other movie.</param>
    /// <param name="foundHeight">Rows of the movie it was found in.</param>
    /// <param name="height">Rows of the other movie.</param>
    /// <param name="width">Columns of the other movie.</param>
    public static Footprint Map(Footprint footprint, PixelScale scale, int foundHeight, int height, int width)
    {
        int[] rows = [.. Enumerable.Range(0, footprint.Count).Select(footprint.RowAt)];
        int[] columns = [.. Enumerable.Range(0, footprint.Count).Select(footprint.ColumnAt)];
        ResamplingAxis down = ResamplingAxis.OfPixels(foundHeight, 1 / scale.Rows, height);
        ResamplingAxis across = ResamplingAxis.OfPixels(footprint.Width, 1 / scale.Columns, width);
        (int left, int right) = Range(columns, scale.Columns, width);
        (int top, int bottom) = Range(rows, scale.Rows, height);
        (long First, double[] Weights)[] inputs = [.. Enumerable.Range(left, right - left + 1).Select(x => across.Inputs(x))];
        List<int> pixels = [];
        (int Pixel, double Cover) most = (0, -1);
        for (int y = top; y <= bottom; y++)
        {
            (long first, double[] weights) = down.Inputs(y);
            for (int x = left; x <= right; x++)
            {
                double cover = CoverOf(footprint, (int)first, weights, inputs[x - left]);
                int pixel = (y * width) + x;
                most = cover > most.Cover ? (pixel, cover) : most;
                if (cover >= LeastCover)
                {
                    pixels.Add(pixel);
                }
            }
        }

        return new Footprint(pixels.Count > 0 ? [.. pixels] : [most.Pixel], width);
    }

    private static double CoverOf(Footprint footprint, int first, double[] weights, (long First, double[] Weights) columns)
    {
        double cover = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < columns.Weights.Length; j++)
            {
                cover += footprint.Contains(first + i, (int)columns.First + j) ? weights[i] * columns.Weights[j] : 0;
            }
        }

        return cover;
    }

    private static (int First, int Last) Range(int[] positions, double scale, int length) => (
        Math.Clamp((int)Math.Floor(positions.Min() / scale) - 1, 0, length - 1),
        Math.Clamp((int)Math.Ceiling((positions.Max() + 1) / scale), 0, length - 1));
}
