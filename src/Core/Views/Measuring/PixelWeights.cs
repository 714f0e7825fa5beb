namespace DeepWonder3D.Views.Measuring;

/// <summary>The pixels that a neuron's trace is the weighted mean of. No pixels: the view does not see the neuron.</summary>
/// <param name="Pixels">Pixel numbers (row · width + column), ascending.</param>
/// <param name="Weights">A weight for each, above 0.</param>
internal readonly record struct PixelWeights(int[] Pixels, float[] Weights)
{
    public static readonly PixelWeights None = new([], []);

    /// <summary>The pixels that are covered by half or more; the one that is covered most where none is.</summary>
    public int[] Inside()
    {
        if (Pixels.Length == 0)
        {
            return [];
        }

        float least = Math.Min(0.5f, Weights.Max());
        float[] weights = Weights;
        return [.. Pixels.Where((_, i) => weights[i] >= least)];
    }

    /// <summary>The single pixel nearest to a place, moved to the border where it lies outside: the published choice.</summary>
    public static PixelWeights Nearest(double row, double column, int height, int width)
    {
        int nearestRow = (int)Math.Clamp(Math.Round(row, MidpointRounding.ToEven), 0, height - 1);
        int nearestColumn = (int)Math.Clamp(Math.Round(column, MidpointRounding.ToEven), 0, width - 1);
        return new PixelWeights([(nearestRow * width) + nearestColumn], [1]);
    }

    /// <summary>
    /// The pixels of a disc, those on its rim by about the part that it covers; at least one. None where the centre lies outside the view
    /// or is not a number.
    /// </summary>
    public static PixelWeights Disc(double row, double column, double radius, int height, int width)
    {
        if (!(row >= -0.5 && row < height - 0.5 && column >= -0.5 && column < width - 0.5))
        {
            return None;
        }

        List<int> pixels = [];
        List<float> weights = [];
        for (int r = (int)Math.Max(0, Math.Floor(row - radius)); r <= Math.Min(height - 1, Math.Ceiling(row + radius)); r++)
        {
            for (int c = (int)Math.Max(0, Math.Floor(column - radius)); c <= Math.Min(width - 1, Math.Ceiling(column + radius)); c++)
            {
                double inside = radius + 0.5 - Math.Sqrt(((r - row) * (r - row)) + ((c - column) * (c - column)));
                if (inside > 0)
                {
                    pixels.Add((r * width) + c);
                    weights.Add((float)Math.Min(1, inside));
                }
            }
        }

        return pixels.Count == 0 ? Nearest(row, column, height, width) : new PixelWeights([.. pixels], [.. weights]);
    }
}
