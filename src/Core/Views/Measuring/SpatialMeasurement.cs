using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views.Fusing;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Measuring;

/// <summary>Measures neurons in space: in each view by itself, in its own recording, then fused over the views.</summary>
internal sealed class SpatialMeasurement
{
    private readonly TraceMeasurementOptions _options;
    private readonly IStageObserver _observer;
    private readonly TraceOrigin[] _origins;

    /// <param name="origins">The views' recordings.</param>
    /// <param name="options">Radius, units, and what traces are measured in.</param>
    /// <param name="observer">Told of progress and doubts.</param>
    public SpatialMeasurement(TraceOrigin[] origins, TraceMeasurementOptions options, IStageObserver observer) =>
        (_origins, _options, _observer) = (origins, options, observer);

    /// <summary>Measures the neurons.</summary>
    /// <exception cref="Errors.DeepWonderException">What views, calibration and samples may bring.</exception>
    public NeuronPopulation Run(NeuronPopulation population, ViewCalibration? calibration, StageClock clock, CancellationToken token)
    {
        int[][][] places =
            [.. _origins.Select(o => Discs(o.Volume, population, calibration, _options).Select(d => d.Inside()).ToArray())];
        TraceMeasurement.WarnOfUnseen(population.Neurons.Select(n => n.Id), i => places.Any(p => p[i].Length > 0), _observer);
        IReadOnlyList<Trace> hints = [.. population.Neurons.Select(n => n.Trace)];
        TracedNeuron[][] views = [.. _origins.Select((origin, v) =>
            NeuronTraces.Measure(origin, places[v], hints, _options.Traces, _observer, token))];
        LocalizedNeuron[] neurons = [.. population.Neurons];
        ParallelLoop.For(neurons.Length, i => neurons[i] = Fused(neurons[i], [.. views.Select(v => v[i])]), token);
        Volume first = _origins[0].Volume;
        NeuronPopulation measured = population with
        {
            FrameCount = first.FrameCount,
            FrameRate = first.FrameRate,
            FrameTimes = first.FrameTimes,
            Calibration = calibration,
            Neurons = neurons,
            History = [.. population.History, TraceMeasurement.Step(clock, _origins, _options)],
        };
        return PopulationDeconvolution.RunAsPart(measured, _options.Traces.DeconvolutionOf(isRecording: true), _observer, token);
    }

    /// <summary>A neuron with one trace for all views.</summary>
    public static LocalizedNeuron WithTrace(LocalizedNeuron neuron, TracedNeuron traced) => neuron with
    {
        Trace = traced.Trace,
        Baseline = traced.Facts.Baseline,
        DeltaFOverF = traced.Facts.DeltaFOverF,
        Snr = traced.Facts.Snr,
        NoiseLevel = traced.Facts.NoiseLevel,
        Contamination = traced.Contamination,
        Denoised = null,
        Events = null,
        Correlation = double.NaN,
        Detections = [.. neuron.Detections.Select(d => d with { Trace = null, Snr = double.NaN, Weight = double.NaN })],
    };

    /// <summary>Where neurons appear in a view: discs, none where it does not see them.</summary>
    public static IEnumerable<PixelWeights> Discs(
        Volume volume, NeuronPopulation population, ViewCalibration? calibration, TraceMeasurementOptions options)
    {
        double pixel = volume.PixelSizeUm ?? options.PixelSizeUm ?? throw NeuronProjection.Unknown($"'{volume.Name}'");
        double radius = (options.RadiusUm ?? TraceMeasurementOptions.DefaultRadiusUm) / pixel;
        return NeuronProjection.Physical(population, volume, calibration, options.PixelSizeUm)
            .Select(place => PixelWeights.Disc(place.Row, place.Column, radius, volume.Height, volume.Width));
    }

    private LocalizedNeuron Fused(LocalizedNeuron neuron, TracedNeuron[] views)
    {
        int[] seen = [.. Enumerable.Range(0, views.Length).Where(v => views[v].Facts.Baseline is not null)];
        if (seen.Length == 0)
        {
            return WithTrace(neuron, views[0]);
        }

        FusedTrace fused = ViewFusion.Run([.. seen.Select(v => views[v].Trace)]);
        Trace trace = new(fused.Samples);
        double zeroError = seen.Average(v => views[v].ZeroError);
        double contamination = seen.Select((v, i) => fused.Weights[i] * views[v].Contamination).Sum();
        LocalizedNeuron measured = WithTrace(
            neuron, new TracedNeuron(trace, TraceFacts.Of(trace, _origins[0].Volume.FrameRate, zeroError), contamination, zeroError));
        return measured with { Detections = [.. measured.Detections.Select(Seen)] };

        Detection Seen(Detection detection)
        {
            int i = Array.FindIndex(seen, v => _origins[v].Volume.ViewId == detection.ViewId);
            return i < 0 ? detection : detection with
            {
                Trace = views[seen[i]].Trace,
                Snr = views[seen[i]].Facts.Snr,
                Weight = fused.Weights[i],
            };
        }
    }
}
