using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Fusing;

/// <summary>
/// Fuses what views saw of one neuron. A view shows the neuron's course with an offset, a gain and a noise of its own; gains are brought to
/// one, views weigh by the inverse square of their noise, and a sample far from what all other views say is left out of its frame.
/// </summary>
/// <remarks>
/// A view's noise is what it differs by from the weighted mean of the others, so that no view is its own judge; crosstalk counts as noise,
/// which differences of neighbouring frames would not see.
/// </remarks>
internal sealed class ViewFusion
{
    private const int IterationCount = 4;

    // Beyond this many standard deviations a sample is an artefact: one in 16 000 good ones.
    private const double OutlierLimit = 4;

    // A view of which more than this share of the frames contradicts the others has no say at all.
    private const double LargestOutlierShare = 0.25;

    // What a view differs by from the others is its own noise by at least this share of variance, whatever chance makes of it.
    private const double SmallestOwnShare = 0.05;

    // A difference below this share of the course's standard deviation is rounding.
    private const double SmallestDifference = 0.001;

    // Residuals of more than two standard deviations pull no harder than those of two.
    private const double HuberLimit = 2;
    private const int HuberStepCount = 12;

    private const double NormalOfMedian = 1.4826;

    private readonly int _views;
    private readonly int _frames;
    private readonly double[][] _scaled;
    private readonly double[] _gains;
    private readonly double[] _offsets;
    private readonly double[] _noises;
    private readonly double[] _weights;
    private readonly bool[][] _isOutlier;
    private double[] _course;

    private ViewFusion(IReadOnlyList<Trace> traces)
    {
        _views = traces.Count;
        _frames = traces[0].Length;
        _scaled = [.. traces.Select(_ => new double[_frames])];
        _gains = new double[_views];
        _offsets = new double[_views];
        _noises = [.. traces.Select(t => TraceQuality.NoiseOf(t.AsSpan()))];
        _weights = [.. Enumerable.Repeat(1.0, _views)];
        _isOutlier = [.. traces.Select(_ => new bool[_frames])];
        _course = MedianCourse(traces);
    }

    /// <summary>Fuses traces; a single one, and what does not vary, stays as it is.</summary>
    /// <param name="traces">One a view, at least one, of equal length, finite or NaN where a view has no data.</param>
    /// <returns>What they say together, NaN where no more than half of the views have data.</returns>
    public static FusedTrace Run(IReadOnlyList<Trace> traces)
    {
        if (traces.All(t => t.MissingCount == 0))
        {
            return OfWhole(traces);
        }

        FusedTrace fused = OfWhole([.. traces.Select(t => new Trace(TraceGaps.Bridged(t.AsSpan())))]);
        bool[] gaps = [.. Enumerable.Range(0, traces[0].Length).Select(t => 2 * traces.Count(v => float.IsNaN(v[t])) >= traces.Count)];
        TraceGaps.Open(gaps, fused.Samples);
        return fused;
    }

    private static FusedTrace OfWhole(IReadOnlyList<Trace> traces)
    {
        double[] alike = [.. Enumerable.Repeat(1.0 / traces.Count, traces.Count)];
        if (traces.Count == 1 || traces.Any(t => !(t.Maximum > t.Minimum)))
        {
            return new FusedTrace(Mean(traces), alike);
        }

        ViewFusion fusion = new(traces);
        for (int i = 0; i < IterationCount; i++)
        {
            fusion.FitGains(traces);
            fusion.Weigh();
            fusion.Average();
        }

        double total = fusion._weights.Sum();
        return new FusedTrace(fusion.InUnits(), Array.ConvertAll(fusion._weights, w => w / total));
    }

    private static float[] Mean(IReadOnlyList<Trace> traces)
    {
        float[] mean = new float[traces[0].Length];
        for (int t = 0; t < mean.Length; t++)
        {
            mean[t] = (float)traces.Average(trace => (double)trace[t]);
        }

        return mean;
    }

    /// <summary>The median over the views of their courses, each with mean 0 and variance 1: good wherever most views are.</summary>
    private double[] MedianCourse(IReadOnlyList<Trace> traces)
    {
        (double Mean, double Inverse)[] scales = [.. traces.Select(t => ScaleOf(t.AsSpan()))];
        double[] course = new double[_frames];
        float[] samples = new float[_views];
        for (int t = 0; t < _frames; t++)
        {
            for (int v = 0; v < _views; v++)
            {
                samples[v] = (float)((traces[v][t] - scales[v].Mean) * scales[v].Inverse);
            }

            course[t] = OrderStatistics.Median(samples);
        }

        return course;
    }

    private static (double Mean, double Inverse) ScaleOf(ReadOnlySpan<float> trace)
    {
        double sum = 0;
        foreach (float sample in trace)
        {
            sum += sample;
        }

        double mean = sum / trace.Length;
        double squares = 0;
        foreach (float sample in trace)
        {
            squares += (sample - mean) * (sample - mean);
        }

        return (mean, Math.Sqrt(trace.Length / squares));
    }

    private void FitGains(IReadOnlyList<Trace> traces)
    {
        for (int v = 0; v < _views; v++)
        {
            (_offsets[v], _gains[v]) = FitGain(traces[v].AsSpan(), _noises[v]);
            for (int t = 0; t < _frames; t++)
            {
                _scaled[v][t] = _gains[v] > 0 ? (traces[v][t] - _offsets[v]) / _gains[v] : 0;
            }
        }
    }

    /// <summary>
    /// A view's offset and gain against the course: the line of least Huber loss, which has one minimum wherever one begins, and on which a
    /// few artefacts, however large, have little pull.
    /// </summary>
    private (double Offset, double Gain) FitGain(ReadOnlySpan<float> trace, double noise)
    {
        double offset = 0;
        double gain = 0;
        for (int i = 0; i < HuberStepCount; i++)
        {
            (double n, double x, double y, double xx, double xy) = (0, 0, 0, 0, 0);
            for (int t = 0; t < _frames; t++)
            {
                double residual = Math.Abs(trace[t] - offset - (gain * _course[t]));
                double weight = i == 0 || noise == 0 || residual <= HuberLimit * noise ? 1 : HuberLimit * noise / residual;
                (n, x, y) = (n + weight, x + (weight * _course[t]), y + (weight * trace[t]));
                (xx, xy) = (xx + (weight * _course[t] * _course[t]), xy + (weight * _course[t] * trace[t]));
            }

            double spread = (n * xx) - (x * x);
            gain = spread > 0 ? ((n * xy) - (x * y)) / spread : 0;
            offset = (y - (gain * x)) / n;
        }

        return (offset, gain);
    }

    private void Weigh()
    {
        double[] old = [.. _weights];
        double total = 0;
        for (int v = 0; v < _views; v++)
        {
            // A view that moves against the neuron says nothing of it.
            old[v] = _gains[v] > 0 ? old[v] : 0;
            total += old[v];
        }

        for (int v = 0; v < _views; v++)
        {
            _weights[v] = _gains[v] > 0 ? WeightOf(v, old, total) : 0;
        }

        if (!(_weights.Sum() > 0))
        {
            old.CopyTo(_weights, 0);
        }
    }

    /// <summary>One over the variance of a view's noise; marks the frames in which it contradicts the others.</summary>
    private double WeightOf(int view, double[] weights, double total)
    {
        double others = total - weights[view];
        if (!(others > 0))
        {
            return weights[view];
        }

        float[] differences = new float[_frames];
        for (int t = 0; t < _frames; t++)
        {
            double sum = 0;
            for (int v = 0; v < _views; v++)
            {
                sum += v == view ? 0 : weights[v] * _scaled[v][t];
            }

            differences[t] = (float)(_scaled[view][t] - (sum / others));
        }

        double spread = NormalOfMedian * OrderStatistics.Median(Array.ConvertAll(differences, Math.Abs));
        double limit = OutlierLimit * Math.Max(SmallestDifference, spread);
        double squares = 0;
        int kept = 0;
        for (int t = 0; t < _frames; t++)
        {
            _isOutlier[view][t] = Math.Abs(differences[t]) > limit && _views > 2;
            squares += _isOutlier[view][t] ? 0 : (double)differences[t] * differences[t];
            kept += _isOutlier[view][t] ? 0 : 1;
        }

        // Two views differ by the noise of both, and nothing tells whose it is.
        double variance = squares / Math.Max(1, kept);
        double own = _views == 2 ? 1 : Math.Max(SmallestOwnShare * variance, variance - (1 / others));
        return kept < (1 - LargestOutlierShare) * _frames ? 0 : 1 / Math.Max(own, SmallestDifference * SmallestDifference);
    }

    private void Average()
    {
        for (int t = 0; t < _frames; t++)
        {
            double sum = 0;
            double weights = 0;
            for (int v = 0; v < _views; v++)
            {
                double weight = _isOutlier[v][t] ? 0 : _weights[v];
                sum += weight * _scaled[v][t];
                weights += weight;
            }

            _course[t] = weights > 0 ? sum / weights : _course[t];
        }
    }

    /// <summary>The course with the mean offset and gain of the views that have a say.</summary>
    private float[] InUnits()
    {
        int[] used = [.. Enumerable.Range(0, _views).Where(v => _weights[v] > 0)];
        double gain = used.Average(v => _gains[v]);
        double offset = used.Average(v => _offsets[v]);
        return Array.ConvertAll(_course, sample => (float)(offset + (gain * sample)));
    }
}

/// <summary>A neuron's trace from all of its views.</summary>
/// <param name="Samples">Shape (frames), in the views' units.</param>
/// <param name="Weights">Each view's share in it, in the order of the views; the sum is 1.</param>
internal sealed record FusedTrace(float[] Samples, double[] Weights);
