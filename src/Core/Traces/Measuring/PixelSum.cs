namespace DeepWonder3D.Traces.Measuring;

/// <summary>How a neuron's light is read out of a frame: a weighted sum of pixels, whose weights sum to 1.</summary>
/// <param name="Pixels">Pixel numbers, ascending: the neuron's own, and those of its neighbours, whose light is taken off.</param>
/// <param name="Weights">A weight for each; negative where a neighbour is taken off.</param>
internal readonly record struct PixelSum(int[] Pixels, float[] Weights)
{
    /// <summary>The plain mean of pixels.</summary>
    public static PixelSum MeanOf(int[] pixels)
    {
        float[] weights = new float[pixels.Length];
        Array.Fill(weights, 1f / pixels.Length);
        return new PixelSum(pixels, weights);
    }

    /// <summary>The sum over one frame, shape (Height, Width).</summary>
    public double Of(ReadOnlySpan<float> plane)
    {
        // Two sums run side by side: one alone would wait for each addition.
        double a = 0;
        double b = 0;
        int i = 0;
        for (; i + 2 <= Pixels.Length; i += 2)
        {
            a += Weights[i] * plane[Pixels[i]];
            b += Weights[i + 1] * plane[Pixels[i + 1]];
        }

        return i < Pixels.Length ? a + b + (Weights[i] * plane[Pixels[i]]) : a + b;
    }
}
