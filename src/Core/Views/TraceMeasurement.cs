using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views.Measuring;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views;

/// <summary>Measures what known neurons did, in recordings that need not have gone through any stage.</summary>
internal static class TraceMeasurement
{
    /// <summary>
    /// Measures neurons in space: in every view a disc (published: one pixel) where the neuron appears, and the median over the views.
    /// </summary>
    /// <param name="views">The views' movies, in any order.</param>
    /// <param name="population">Which neurons, and where.</param>
    /// <param name="calibration">
    /// How the views move with depth; null takes the population's own, and without one only a single view can be served.
    /// </param>
    /// <param name="options">Radius and units.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The same neurons with new traces; all NaN, with a warning, for a neuron outside every view.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.TooFewViews"/>, <see cref="ErrorId.AxesMismatch"/>, <see cref="ErrorId.ViewsDiffer"/>,
    /// <see cref="ErrorId.ViewIdUnknown"/>, <see cref="ErrorId.ViewIdRepeated"/>, <see cref="ErrorId.ViewPairMissing"/>,
    /// <see cref="ErrorId.PixelSizeUnknown"/> or <see cref="ErrorId.ParameterInvalid"/>, all before any work starts.
    /// </exception>
    public static NeuronPopulation Run(
        IReadOnlyList<Volume> views,
        NeuronPopulation population,
        ViewCalibration? calibration,
        TraceMeasurementOptions options,
        IStageObserver observer,
        CancellationToken cancellation)
    {
        calibration ??= population.Calibration;
        CheckViews(views, options);
        CheckGeometry(views, population, calibration);
        WarnOfForeignDepths(population, options, observer);
        StageClock clock = new("Measuring traces", "frame", views[0].FrameCount, observer);
        ViewSampler[] samplers =
            [.. views.Select(v => new ViewSampler(v, Place(v, population, calibration, options), options.NeuropilCoefficient))];
        float[][] traces = Measure(samplers, population.Neurons.Select(n => n.Id), views[0].FrameCount, clock, observer, cancellation);
        return population with
        {
            FrameCount = views[0].FrameCount,
            FrameRate = views[0].FrameRate,
            FrameTimes = views[0].FrameTimes,
            Calibration = calibration,
            Neurons = [.. population.Neurons.Select((neuron, index) => neuron with
            {
                Trace = new Trace(traces[index]),
                Snr = TraceQuality.Snr(traces[index]),
                Correlation = double.NaN,
                DeltaFOverF = null,
                Detections = [.. neuron.Detections.Select(d => d with { Trace = null, Snr = double.NaN, Weight = double.NaN })],
            })],
            History = [.. population.History, Step(clock, views, options)],
        };
    }

    /// <summary>
    /// Measures one view's neurons in that view: their footprints where the pixels are the same, else discs of their size.
    /// </summary>
    /// <param name="view">The view's movie.</param>
    /// <param name="neurons">Which neurons, and where.</param>
    /// <param name="options">Radius and units.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The same neurons with new traces; all NaN, with a warning, for a neuron outside the view.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ViewsDiffer"/>: the neurons are another view's; <see cref="ErrorId.AxesMismatch"/>,
    /// <see cref="ErrorId.PixelSizeUnknown"/> or <see cref="ErrorId.ParameterInvalid"/>, all before any work starts.
    /// </exception>
    public static NeuronSet Run(
        Volume view, NeuronSet neurons, TraceMeasurementOptions options, IStageObserver observer, CancellationToken cancellation)
    {
        CheckViews([view], options);
        if (view.ViewId is { } id && neurons.ViewId is { } other && id != other)
        {
            throw new DeepWonderException(
                ErrorId.ViewsDiffer,
                $"'{view.Name}' is view {id}, and the neurons of '{neurons.Name}' are view {other}'s.",
                view.Name,
                "Give the neurons of this view.");
        }

        StageClock clock = new($"Measuring traces of {view.Name}", "frame", view.FrameCount, observer);
        ViewSampler sampler = new(view, FlatPlacement.Of(view, neurons, options), options.NeuropilCoefficient);
        float[][] traces = Measure([sampler], neurons.Neurons.Select(n => n.Id), view.FrameCount, clock, observer, cancellation);
        return neurons with
        {
            FrameCount = view.FrameCount,
            FrameRate = view.FrameRate,
            FrameTimes = view.FrameTimes,
            Neurons = [.. neurons.Neurons.Select((neuron, index) => neuron with
            {
                Trace = new Trace(traces[index]),
                Snr = TraceQuality.Snr(traces[index]),
            })],
            History = [.. neurons.History, Step(clock, [view], options)],
        };
    }

    private static void CheckViews(IReadOnlyList<Volume> views, TraceMeasurementOptions options)
    {
        options.Check();
        if (views.Count == 0)
        {
            throw new DeepWonderException(ErrorId.TooFewViews, "No view was given to measure traces in.", null, "Give the views' movies.");
        }

        if (views.FirstOrDefault(v => v.PlaneCount != 1) is { } deep)
        {
            throw new DeepWonderException(
                ErrorId.AxesMismatch,
                $"'{deep.Name}' has {deep.PlaneCount} planes, and traces are measured in movies of one.",
                deep.Name,
                "Project it into views first, or import it with other -Axes.");
        }

        ViewShape.CheckAlike([.. views.Select(ViewShape.Of)]);
    }

    private static void CheckGeometry(IReadOnlyList<Volume> views, NeuronPopulation population, ViewCalibration? calibration)
    {
        if (calibration is not null)
        {
            ViewShape.CheckIds([.. views.Select(ViewShape.Of)]);
        }
        else if (views.Count > 1 || (views[0].ViewId is not null && population.Neurons.Any(n => Math.Abs(n.ZUm) > 0)))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"Neurons at a depth appear in each view elsewhere, and '{population.Name}' holds no calibration to say where.",
                population.Name,
                "Give -Calibration.");
        }
    }

    private static void WarnOfForeignDepths(NeuronPopulation population, TraceMeasurementOptions options, IStageObserver observer)
    {
        bool nominal = population.History.Any(
            step => step.Parameters.TryGetValue("Preset", out string? preset) && preset == nameof(Preset.Upstream));
        if (nominal && !options.Upstream)
        {
            observer.Warn(
                $"The depths of '{population.Name}' are the published nominal ones and are read as µm; measure with -Preset Upstream.");
        }
    }

    private static IEnumerable<PixelWeights> Place(
        Volume view, NeuronPopulation population, ViewCalibration? calibration, TraceMeasurementOptions options)
    {
        if (options.Upstream)
        {
            return NeuronProjection.Upstream(population, view, calibration, options.UpsampleRate)
                .Select(place => PixelWeights.Nearest(place.Row, place.Column, view.Height, view.Width));
        }

        double pixel = view.PixelSizeUm ?? options.PixelSizeUm ?? throw NeuronProjection.Unknown($"'{view.Name}'");
        double radius = (options.RadiusUm ?? TraceMeasurementOptions.DefaultRadiusUm) / pixel;
        return NeuronProjection.Physical(population, view, calibration, options.PixelSizeUm)
            .Select(place => PixelWeights.Disc(place.Row, place.Column, radius, view.Height, view.Width));
    }

    private static float[][] Measure(
        ViewSampler[] samplers,
        IEnumerable<int> ids,
        long frameCount,
        StageClock clock,
        IStageObserver observer,
        CancellationToken cancellation)
    {
        int[] neuronIds = [.. ids];
        int[] unseen = [.. neuronIds.Where((_, index) => !samplers.Any(s => s.Sees(index)))];
        if (unseen.Length > 0)
        {
            observer.Warn(
                $"{unseen.Length} of {neuronIds.Length} neurons lie outside every view and have no trace: {string.Join(", ", unseen)}.");
        }

        return TraceFusion.Run(samplers, neuronIds.Length, checked((int)frameCount), clock, cancellation);
    }

    private static HistoryStep Step(StageClock clock, IReadOnlyList<Volume> views, TraceMeasurementOptions options) => clock.Step(
        PipelineStage.MeasureTraces,
        ("Volumes", string.Join(',', views.Select(v => v.Name))),
        ("VolumeHistory", string.Join(" | ", views[0].History)),
        ("RadiusUm", options.RadiusUm),
        ("NeuropilCoefficient", options.NeuropilCoefficient),
        ("Preset", options.Upstream ? nameof(Preset.Upstream) : null),
        ("UpsampleRate", options.Upstream ? options.UpsampleRate : null));
}
