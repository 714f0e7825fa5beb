using System.Numerics.Tensors;

namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>Chosen pixels of a movie over time, each less its own mean: what a pixel is at rest is not asked for.</summary>
internal sealed class PixelSeries(float[] samples, int frames, double[] means)
{
    private readonly float[] _samples = samples;
    private readonly int _frames = frames;

    /// <summary>The means that were taken off.</summary>
    public double[] Means { get; } = means;

    public int FrameCount => _frames;

    /// <summary>Reads pixels (row · width + column) of a movie of one plane.</summary>
    public static PixelSeries Read(Volume movie, IReadOnlyList<int> pixels)
    {
        int frames = checked((int)movie.FrameCount);
        float[] samples = new float[checked(pixels.Count * frames)];
        float[] plane = new float[movie.Height * movie.Width];
        for (int t = 0; t < frames; t++)
        {
            movie.ReadPlane<float>(t, 0, plane);
            for (int i = 0; i < pixels.Count; i++)
            {
                samples[(i * frames) + t] = plane[pixels[i]];
            }
        }

        double[] means = new double[pixels.Count];
        for (int i = 0; i < means.Length; i++)
        {
            Span<float> pixel = samples.AsSpan(i * frames, frames);
            float mean = TensorPrimitives.Sum<float>(pixel) / frames;
            TensorPrimitives.Subtract(pixel, mean, pixel);
            means[i] = mean;
        }

        return new PixelSeries(samples, frames, means);
    }

    /// <summary>One pixel's samples.</summary>
    /// <param name="index">Which of the pixels that were read, from 0.</param>
    public ReadOnlySpan<float> this[int index] => _samples.AsSpan(index * _frames, _frames);

    /// <summary>Sums over some of the pixels and all frames: this squared, this times another, the other squared.</summary>
    public (double Own, double Shared, double Other) Products(PixelSeries other, IEnumerable<int> indices)
    {
        double own = 0;
        double shared = 0;
        double others = 0;
        foreach (int i in indices)
        {
            own += TensorPrimitives.Dot(this[i], this[i]);
            shared += TensorPrimitives.Dot(this[i], other[i]);
            others += TensorPrimitives.Dot(other[i], other[i]);
        }

        return (own, shared, others);
    }
}
