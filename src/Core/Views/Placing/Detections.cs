using System.Numerics.Tensors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;

namespace DeepWonder3D.Views.Placing;

/// <summary>All neurons of all views in one list, ordered by view id and then as their view lists them.</summary>
internal sealed class Detections
{
    private readonly Neuron[] _neurons;
    private readonly int[] _views;
    private readonly Trace[] _courses;
    private readonly double[] _relativeErrors;

    /// <param name="views">The views, ascending by id.</param>
    /// <param name="frameCount">Frames of every trace.</param>
    public Detections(IReadOnlyList<NeuronSet> views, int frameCount)
    {
        FrameCount = frameCount;
        FrameRate = views.Select(v => v.FrameRate).FirstOrDefault(rate => rate is not null);
        ViewIds = [.. views.Select(v => v.ViewId!.Value)];
        _neurons = [.. views.SelectMany(v => v.Neurons)];
        _courses = [.. _neurons.Select(n => n.Denoised ?? n.Trace)
            .Select(t => t.MissingCount > 0 ? new Trace(TraceGaps.Bridged(t.AsSpan())) : t)];
        _views = new int[_neurons.Length];
        _relativeErrors = Array.ConvertAll(_neurons, CentroidCertainty.RelativeError);
        int first = 0;
        for (int view = 0; view < views.Count; view++)
        {
            _views.AsSpan(first, views[view].Count).Fill(view);
            first += views[view].Count;
        }
    }

    public int Count => _neurons.Length;

    public int FrameCount { get; }

    public double? FrameRate { get; }

    /// <summary>The views' ids, ascending; a detection's view is its place in this list.</summary>
    public int[] ViewIds { get; }

    public int ViewOf(int detection) => _views[detection];

    public double RowOf(int detection) => _neurons[detection].Row;

    public double ColumnOf(int detection) => _neurons[detection].Column;

    /// <summary>How well a detection's centroid is known against others: <see cref="CentroidCertainty"/>.</summary>
    public double RelativeErrorOf(int detection) => _relativeErrors[detection];

    /// <summary>Radius, pixels, of a disc as large as its footprint.</summary>
    public double RadiusOf(int detection) => Math.Sqrt(_neurons[detection].AreaPx / Math.PI);

    /// <summary>A detection as its view found it.</summary>
    public Neuron NeuronOf(int detection) => _neurons[detection];

    /// <summary>
    /// What is compared to tell whether detections are one neuron, shape (FrameCount): the trace without noise where there is one, as noise
    /// of views has nothing in common. Frames that are no data lie on a line between those around them.
    /// </summary>
    public ReadOnlySpan<float> TraceOf(int detection) => _courses[detection].AsSpan();

    public Trace FullTraceOf(int detection) => _neurons[detection].Trace;

    /// <summary>The mean of detections' traces, shape (FrameCount).</summary>
    public float[] MeanTraceOf(ReadOnlySpan<int> members)
    {
        double[] sum = new double[FrameCount];
        foreach (int member in members)
        {
            ReadOnlySpan<float> trace = TraceOf(member);
            for (int t = 0; t < sum.Length; t++)
            {
                sum[t] += trace[t];
            }
        }

        TensorPrimitives.Divide(sum, members.Length, sum);
        float[] mean = new float[sum.Length];
        TensorPrimitives.ConvertTruncating<double, float>(sum, mean);
        return mean;
    }

    public double SquaredDistance(int a, int b)
    {
        double rows = RowOf(a) - RowOf(b);
        double columns = ColumnOf(a) - ColumnOf(b);
        return (rows * rows) + (columns * columns);
    }

    public Detection ToDetection(int detection) =>
        new(ViewIds[_views[detection]], _neurons[detection].Id, RowOf(detection), ColumnOf(detection))
        {
            Trace = _neurons[detection].Trace,
            Snr = _neurons[detection].Snr,
        };
}

/// <summary>
/// How well a detection's centroid is known against others: √(floor² + (radius / SNR)²) pixels. The centre of a spot of light is known to
/// its width over its signal-to-noise ratio; what neighbours and the pixel grid add does not vanish with more light. How large the errors
/// really are is measured from the residuals of all neurons, so that only the ratios matter here.
/// </summary>
internal static class CentroidCertainty
{
    private const double FloorPx = 0.15;

    /// <summary>Relative standard deviation of a centroid along either axis, above 0.</summary>
    public static double RelativeError(Neuron neuron)
    {
        double radius = Math.Sqrt(neuron.AreaPx / Math.PI);
        double snr = double.IsNaN(neuron.Snr) ? TraceQuality.Snr(neuron.Trace.AsSpan(), null) : neuron.Snr;

        // A trace without noise has no ratio; one below 1 says no less than that the neuron was found at all.
        return snr > 0 ? Math.Sqrt((FloorPx * FloorPx) + Math.Pow(radius / Math.Max(1, snr), 2)) : FloorPx;
    }
}
