using System.Numerics;
using MathNet.Numerics;

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

    /// <summary>Coefficients of the polynomials that weights are made by, for each pair of taps: even powers, then odd ones.</summary>
    private const int Powers = 4;

    private static readonly float[] s_polynomials = Fit();

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

    /// <summary>The same to 1e-5, in a fraction of the time.</summary>
    public static void NearWeights(float fraction, Span<float> weights)
    {
        fraction -= 0.5f;
        float square = fraction * fraction;
        ReadOnlySpan<float> p = s_polynomials;
        for (int pair = 0; pair < Taps / 2; pair++, p = p[(2 * Powers)..])
        {
            float even = (((((p[3] * square) + p[2]) * square) + p[1]) * square) + p[0];
            float odd = ((((((p[7] * square) + p[6]) * square) + p[5]) * square) + p[4]) * fraction;
            (weights[pair], weights[Taps - 1 - pair]) = (even + odd, even - odd);
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

    /// <summary>
    /// Samples that lie along an axis, each displaced by a part of its own: the sample of target i is taken at <paramref name="place"/> + i
    /// · <paramref name="step"/> + shifts[i] along the axis; beyond its ends the last ones are repeated.
    /// </summary>
    /// <param name="source">The samples; the one at place p for target i stands at p · stride + i · (1 − step).</param>
    /// <param name="length">How many lie along the axis.</param>
    /// <param name="stride">From one to the next along the axis.</param>
    /// <param name="place">Where the first target lies.</param>
    /// <param name="step">1 where the axis is that of the targets, 0 where it crosses it.</param>
    /// <param name="shifts">Displacements, one a target.</param>
    /// <param name="target">The result.</param>
    public static void Resample(
        ReadOnlySpan<float> source, int length, int stride, int place, int step, ReadOnlySpan<float> shifts, Span<float> target)
    {
        int lanes = Vector<float>.Count;
        int i = 0;
        for (; i <= target.Length - lanes; i += lanes)
        {
            Vector<float> shift = new(shifts[i..]);
            Vector<float> whole = Vector.Floor(shift);
            int first = place + (i * step) + (int)whole[0] - Before;

            // Displacements change slowly: eight neighbours nearly always begin at the same whole pixel, inside the frame.
            if (first >= 0 && first + ((lanes - 1) * step) + Taps <= length && Vector.EqualsAll(whole, new Vector<float>(whole[0])))
            {
                ReadOnlySpan<float> s = source[((first * stride) + (i * (1 - step)))..];
                Together(s, stride, shift - whole - new Vector<float>(0.5f)).CopyTo(target[i..]);
            }
            else
            {
                for (int k = i; k < i + lanes; k++)
                {
                    target[k] = Alone(source, length, stride, place, step, k, shifts[k]);
                }
            }
        }

        for (; i < target.Length; i++)
        {
            target[i] = Alone(source, length, stride, place, step, i, shifts[i]);
        }
    }

    private static Vector<float> Together(ReadOnlySpan<float> source, int stride, Vector<float> fraction)
    {
        Vector<float> square = fraction * fraction;
        Vector<float> sum = default;
        ReadOnlySpan<float> p = s_polynomials;
        for (int pair = 0; pair < Taps / 2; pair++, p = p[(2 * Powers)..])
        {
            Vector<float> even = (((((new Vector<float>(p[3]) * square) + new Vector<float>(p[2])) * square) + new Vector<float>(p[1]))
                * square) + new Vector<float>(p[0]);
            Vector<float> odd = ((((((new Vector<float>(p[7]) * square) + new Vector<float>(p[6])) * square) + new Vector<float>(p[5]))
                * square) + new Vector<float>(p[4])) * fraction;
            sum += (even + odd) * new Vector<float>(source[(pair * stride)..]);
            sum += (even - odd) * new Vector<float>(source[((Taps - 1 - pair) * stride)..]);
        }

        return sum;
    }

    private static float Alone(ReadOnlySpan<float> source, int length, int stride, int place, int step, int i, float shift)
    {
        float whole = MathF.Floor(shift);
        int first = place + (i * step) + (int)whole - Before;
        int across = i * (1 - step);
        Span<float> weights = stackalloc float[Taps];
        NearWeights(shift - whole, weights);
        float sum = 0;
        for (int pair = 0; pair < Taps / 2; pair++)
        {
            int other = Taps - 1 - pair;
            sum += weights[pair] * source[(Math.Clamp(first + pair, 0, length - 1) * stride) + across];
            sum += weights[other] * source[(Math.Clamp(first + other, 0, length - 1) * stride) + across];
        }

        return sum;
    }

    /// <summary>
    /// Polynomials of the fraction less a half for the taps' weights, by least squares; the last taps' are those of the first ones,
    /// mirrored. They are off by 1e-5 at most.
    /// </summary>
    private static float[] Fit()
    {
        const int places = 64;
        float[] polynomials = new float[Taps / 2 * 2 * Powers];
        float[][] weights = [.. Enumerable.Range(0, places).Select(_ => new float[Taps])];
        double[] at = [.. Enumerable.Range(0, places).Select(i => 0.5 * Math.Cos(Math.PI * (i + 0.5) / places))];
        for (int i = 0; i < places; i++)
        {
            Weights(at[i] + 0.5, weights[i]);
        }

        for (int pair = 0; pair < Taps / 2; pair++)
        {
            int tap = pair;
            double[] power = Polynomial.Fit(at, [.. weights.Select(w => (double)w[tap])], (2 * Powers) - 1).Coefficients;
            for (int k = 0; k < Powers; k++)
            {
                polynomials[(pair * 2 * Powers) + k] = (float)power[2 * k];
                polynomials[(pair * 2 * Powers) + Powers + k] = (float)power[(2 * k) + 1];
            }
        }

        return polynomials;
    }
}
