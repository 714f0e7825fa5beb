using System.Numerics;

namespace DeepWonder3D.Motion;

/// <summary>
/// Samples between pixels, by the six nearest along either axis (a sinc with Lanczos' window, its weights scaled to sum to 1). Six rather
/// than four: what lies half-way between pixels keeps more of its contrast, and noise more of its variance, so that frames that moved by
/// half a pixel look like those that did not.
/// </summary>
internal static class Interpolation
{
    public const int Taps = 6;

    /// <summary>Taps before the pixel at or before the place.</summary>
    public const int Before = 2;

    /// <summary>Places between two pixels for which weights are tabulated: their error is 1/256 pixel at most.</summary>
    public const int Phases = 128;

    private static readonly float[] s_weights = Tabulate();

    /// <summary>Weights of all tabulated places, shape (Phases + 1, Taps).</summary>
    public static ReadOnlySpan<float> Table => s_weights;

    /// <summary>The weights at a fraction of a pixel, 0 to 1.</summary>
    public static void Weights(double fraction, Span<float> weights)
    {
        Span<double> exact = stackalloc double[Taps];
        double sum = 0;
        for (int i = 0; i < Taps; i++)
        {
            double x = Math.PI * (fraction - (i - Before));
            exact[i] = Math.Abs(x) < 1e-9 ? 1 : Math.Abs(x) >= 3 * Math.PI ? 0 : 3 * Math.Sin(x) * Math.Sin(x / 3) / (x * x);
            sum += exact[i];
        }

        for (int i = 0; i < Taps; i++)
        {
            weights[i] = (float)(exact[i] / sum);
        }
    }

    /// <summary>Sums six runs of samples, each a stride after the other, with weights.</summary>
    public static void Combine(ReadOnlySpan<float> source, int stride, ReadOnlySpan<float> w, Span<float> destination)
    {
        int count = destination.Length;
        ReadOnlySpan<float> s0 = source[..count];
        ReadOnlySpan<float> s1 = source.Slice(stride, count);
        ReadOnlySpan<float> s2 = source.Slice(2 * stride, count);
        ReadOnlySpan<float> s3 = source.Slice(3 * stride, count);
        ReadOnlySpan<float> s4 = source.Slice(4 * stride, count);
        ReadOnlySpan<float> s5 = source.Slice(5 * stride, count);
        int i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> sum = new Vector<float>(s0[i..]) * w[0];
            sum += new Vector<float>(s1[i..]) * w[1];
            sum += new Vector<float>(s2[i..]) * w[2];
            sum += new Vector<float>(s3[i..]) * w[3];
            sum += new Vector<float>(s4[i..]) * w[4];
            sum += new Vector<float>(s5[i..]) * w[5];
            sum.CopyTo(destination[i..]);
        }

        for (; i < count; i++)
        {
            destination[i] = (s0[i] * w[0]) + (s1[i] * w[1]) + (s2[i] * w[2]) + (s3[i] * w[3]) + (s4[i] * w[4]) + (s5[i] * w[5]);
        }
    }

    private static float[] Tabulate()
    {
        float[] table = new float[(Phases + 1) * Taps];
        for (int i = 0; i <= Phases; i++)
        {
            Weights(i / (double)Phases, table.AsSpan(i * Taps, Taps));
        }

        return table;
    }
}
