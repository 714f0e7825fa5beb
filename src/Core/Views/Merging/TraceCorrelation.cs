using System.Numerics.Tensors;
using DeepWonder3D.Views.Placing;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Merging;

/// <summary>
/// Pearson correlation between detections' traces, in double precision. A trace that is constant or not finite correlates with none.
/// </summary>
internal sealed class TraceCorrelation
{
    private readonly Detections _detections;
    private readonly double[] _means;
    private readonly double[] _inverseNorms;

    public TraceCorrelation(Detections detections, CancellationToken cancellation)
    {
        _detections = detections;
        _means = new double[detections.Count];
        _inverseNorms = new double[detections.Count];
        ParallelLoop.For(detections.Count, i => (_means[i], _inverseNorms[i]) = Measure(detections.TraceOf(i)), cancellation);
    }

    /// <summary>Whether a detection's trace can correlate at all.</summary>
    public bool IsUsable(int detection) => _inverseNorms[detection] > 0;

    public double MeanOf(int detection) => _means[detection];

    /// <summary>1 / √Σ(x − mean)²; 0 for a trace that is constant or not finite.</summary>
    public double InverseNormOf(int detection) => _inverseNorms[detection];

    /// <summary>The correlation of two detections; 0 where either's trace is constant or not finite.</summary>
    public double Between(int a, int b)
    {
        double dot = CentredDot(_detections.TraceOf(a), _means[a], _detections.TraceOf(b), _means[b]);
        return dot * _inverseNorms[a] * _inverseNorms[b];
    }

    /// <summary>Mean and 1 / √Σ(x − mean)² of a trace; both 0 where it is constant or not finite.</summary>
    public static (double Mean, double InverseNorm) Measure(ReadOnlySpan<float> trace)
    {
        // Max and Min propagate NaN; an exact test, because rounding leaves a constant trace a norm just above 0.
        float maximum = trace.IsEmpty ? float.NaN : TensorPrimitives.Max(trace);
        float minimum = trace.IsEmpty ? float.NaN : TensorPrimitives.Min(trace);
        if (!float.IsFinite(maximum) || !float.IsFinite(minimum) || maximum == minimum)
        {
            return (0, 0);
        }

        double mean = 0;
        foreach (float sample in trace)
        {
            mean += sample;
        }

        mean /= trace.Length;
        double squares = 0;
        foreach (float sample in trace)
        {
            squares += (sample - mean) * (sample - mean);
        }

        return (mean, 1 / Math.Sqrt(squares));
    }

    /// <summary>The correlation of two traces of the same length; NaN where either is constant or not finite.</summary>
    public static double Between(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        (double meanA, double normA) = Measure(a);
        (double meanB, double normB) = Measure(b);
        if (normA == 0 || normB == 0)
        {
            return double.NaN;
        }

        return CentredDot(a, meanA, b, meanB) * normA * normB;
    }

    private static double CentredDot(ReadOnlySpan<float> a, double meanA, ReadOnlySpan<float> b, double meanB)
    {
        double sum = 0;
        b = b[..a.Length];
        for (int t = 0; t < a.Length; t++)
        {
            sum += (a[t] - meanA) * (b[t] - meanB);
        }

        return sum;
    }
}
