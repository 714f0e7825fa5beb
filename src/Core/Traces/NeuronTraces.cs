using DeepWonder3D.Neurons;
using DeepWonder3D.Traces.Measuring;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Traces;

/// <summary>Measures neurons in the recording by a model of it, and in movies that networks made by their plain mean.</summary>
internal static class NeuronTraces
{
    /// <summary>Measures the neurons of one view.</summary>
    /// <param name="origin">What they are measured in.</param>
    /// <param name="places">Each neuron's pixels there (row · width + column), ascending; none where the view does not see it.</param>
    /// <param name="hints">What is known of the neurons' activity; null for nothing.</param>
    /// <param name="options">How much of the light around a neuron is taken off.</param>
    /// <param name="observer">Told of progress and doubts.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>One result a neuron, NaN in frames that are no data; all NaN for one that the view does not see.</returns>
    /// <exception cref="Errors.DeepWonderException">Samples are not finite (<see cref="Errors.ErrorId.NonFiniteSamples"/>).</exception>
    public static TracedNeuron[] Measure(
        TraceOrigin origin,
        IReadOnlyList<int[]> places,
        IReadOnlyList<Trace>? hints,
        TraceOptions options,
        IStageObserver observer,
        CancellationToken token)
    {
        Volume volume = origin.Volume;
        bool[]? missing = volume.Missing is { Frames.Count: > 0 } gone ? gone.FrameMask(volume.FrameCount) : null;
        if (volume.Missing?.Pixels is { } noData)
        {
            places = [.. places.Select(p => Array.FindAll(p, pixel => !noData[pixel]))];
        }

        MeasuredTrace[] measured = origin.IsRecording
            ? RecordingMeasurement.Run(volume, places, options.NeuropilCoefficient, hints, observer, token)
            : PlainMeans(volume, places, options.NeuropilCoefficient, observer, token);
        TracedNeuron[] neurons = new TracedNeuron[measured.Length];
        ParallelLoop.For(measured.Length, i =>
        {
            // The samples there lie on a line between those around them, and are no measurement.
            TraceGaps.Open(missing, measured[i].Samples);
            Trace trace = new(measured[i].Samples);
            (double contamination, double zeroError) = (measured[i].Contamination, measured[i].ZeroError);
            neurons[i] = new TracedNeuron(trace, TraceFacts.Of(trace, volume.FrameRate, zeroError), contamination, zeroError);
        }, token);
        return neurons;
    }

    /// <summary>The mean of each neuron's pixels, less a given share of the light around.</summary>
    private static MeasuredTrace[] PlainMeans(
        Volume movie, IReadOnlyList<int[]> places, double? coefficient, IStageObserver observer, CancellationToken token)
    {
        int[] seen = [.. Enumerable.Range(0, places.Count).Where(i => places[i].Length > 0)];
        MeasuredTrace[] traces = [.. places.Select(_ => MeasuredTrace.Unseen(movie.FrameCount))];
        IReadOnlyList<Trace> means = TraceExtraction.Measure(
            movie, [.. seen.Select(i => new Footprint(places[i], movie.Width))], observer, token);
        for (int i = 0; i < seen.Length; i++)
        {
            traces[seen[i]] = new MeasuredTrace(means[i].ToArray(), double.NaN, double.PositiveInfinity);
        }

        return coefficient is { } share and > 0 ? LessSurround(movie, places, traces, share, observer, token) : traces;
    }

    private static MeasuredTrace[] LessSurround(
        Volume movie,
        IReadOnlyList<int[]> places,
        MeasuredTrace[] traces,
        double share,
        IStageObserver observer,
        CancellationToken token)
    {
        MeasuredArea[] areas = AreaMap.Of(places, movie.Height, movie.Width, token);
        int[] with = [.. Enumerable.Range(0, areas.Length).Where(i => areas[i].Ring.Length > 0)];
        IReadOnlyList<Trace> around = TraceExtraction.Measure(
            movie, [.. with.Select(i => new Footprint(areas[i].Ring, movie.Width))], observer, token);
        for (int i = 0; i < with.Length; i++)
        {
            float[] samples = traces[with[i]].Samples;
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(around[i].AsSpan(), (float)-share, samples, samples);
        }

        return traces;
    }
}
