using System.Numerics.Tensors;

namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>How a trace follows another.</summary>
internal static class Agreement
{
    private const int FarthestLag = 4;

    /// <summary>Pearson's correlation; NaN where either is constant.</summary>
    public static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        (float[] x, float[] y) = (Centred(a), Centred(b));
        double power = Dot(x, x) * Dot(y, y);
        return power > 0 ? Dot(x, y) / Math.Sqrt(power) : double.NaN;
    }

    /// <summary>How much the trace changes when the truth changes by 1 (least squares).</summary>
    public static double Slope(ReadOnlySpan<float> trace, ReadOnlySpan<float> truth)
    {
        float[] x = Centred(truth);
        return Dot(Centred(trace), x) / Dot(x, x);
    }

    /// <summary>The correlation of the truth with the weighted sum of two series that fits it best.</summary>
    public static double OfBestSum(ReadOnlySpan<float> truth, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double ofA = Correlation(truth, a);
        double ofB = Correlation(truth, b);
        double both = Correlation(a, b);
        return double.IsNaN(ofB) || both * both > 1 - 1e-9
            ? ofA
            : Math.Sqrt(((ofA * ofA) + (ofB * ofB) - (2 * ofA * ofB * both)) / (1 - (both * both)));
    }

    /// <summary>
    /// By how many frames the trace comes after the truth: the top of the parabola through the best shift and its neighbours.
    /// </summary>
    public static double Lag(ReadOnlySpan<float> trace, ReadOnlySpan<float> truth)
    {
        double[] at = new double[(2 * FarthestLag) + 1];
        for (int i = 0; i < at.Length; i++)
        {
            int lag = i - FarthestLag;
            int length = trace.Length - Math.Abs(lag);
            at[i] = Correlation(trace.Slice(Math.Max(0, lag), length), truth.Slice(Math.Max(0, -lag), length));
        }

        int best = Math.Clamp(Array.IndexOf(at, at.Max()), 1, at.Length - 2);
        double bend = at[best - 1] - (2 * at[best]) + at[best + 1];
        return best - FarthestLag + (bend < 0 ? 0.5 * (at[best - 1] - at[best + 1]) / bend : 0);
    }

    private static float[] Centred(ReadOnlySpan<float> series)
    {
        float[] centred = new float[series.Length];
        TensorPrimitives.Subtract(series, TensorPrimitives.Average(series), centred);
        return centred;
    }

    private static double Dot(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }
}
