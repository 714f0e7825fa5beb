using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Neurons.Following;
using DeepWonder3D.Traces;
using DeepWonder3D.Views.Measuring;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views;

/// <summary>Measures what known neurons did, in recordings that need not have gone through any stage.</summary>
internal static class TraceMeasurement
{
    /// <summary>
    /// Measures neurons in space: in every view's recording a disc where the neuron appears, fused over the views by how little noise each
    /// has (published: the median of single pixels of the movies).
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
        if (options.Traces.OtherChannels.Count > 0)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"'{population.Name}' are neurons in space; values in another channel are measured for the neurons of views.",
                nameof(options.Traces.OtherChannels),
                "Give the neuron sets of the views, or leave -OtherChannel out.");
        }

        CheckGeometry(views, population, calibration);
        WarnOfForeignDepths(population, options, observer);
        StageClock clock = new("Measuring traces", "frame", views[0].FrameCount, observer);
        TraceOptions how = options.Upstream ? TraceOptions.Upstream : options.Traces;
        TraceOrigin[] origins = [.. views.Select(view => TraceOrigin.Of(view, how, observer))];
        ViewShape.CheckAlike([.. origins.Select(o => ViewShape.Of(o.Volume))]);
        return Array.TrueForAll(origins, o => o.IsRecording)
            ? new SpatialMeasurement(origins, options, observer).Run(population, calibration, clock, cancellation)
            : PlainTraces(origins, population, calibration, options, clock, observer, cancellation);
    }

    /// <summary>
    /// Measures one view's neurons in that view: their footprints where the pixels are the same, else discs of their size. Where the
    /// neurons know what their field looked like, the view is laid over that first, and they are measured where their tissue lies now.
    /// </summary>
    /// <param name="view">The view's movie.</param>
    /// <param name="neurons">Which neurons, and where.</param>
    /// <param name="options">Radius and units.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>
    /// The same neurons with new traces, at their new places and in the view's pixels, under the view's name; without those that have left
    /// the field, with a warning. Where nothing is aligned all NaN, with a warning, for a neuron outside the view.
    /// </returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ViewsDiffer"/>: the neurons are another view's; <see cref="ErrorId.AxesMismatch"/>,
    /// <see cref="ErrorId.PixelSizeUnknown"/> or <see cref="ErrorId.ParameterInvalid"/>, all before any work starts;
    /// <see cref="ErrorId.AlignmentUncertain"/>: the view does not show what the neurons' picture does.
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
        if (options.Upstream)
        {
            ViewSampler sampler = new(view, neurons.Neurons.Select(n => PixelWeights.Nearest(n.Row, n.Column, view.Height, view.Width)));
            float[][] traces = Measure([sampler], neurons.Neurons.Select(n => n.Id), view.FrameCount, clock, observer, cancellation);
            return With(
                neurons with { Name = view.Name },
                new TraceOrigin(view, 1, IsRecording: false),
                [.. traces.Select(t => PlainTrace(t, view))],
                clock,
                options);
        }

        TraceOrigin origin = TraceOrigin.Of(view, options.Traces, observer);
        FieldFollowing.Followed? followed = Follow(view, origin, neurons, options, observer, cancellation);
        int[][] places = FlatPlacement.Of(view, origin, followed?.Neurons ?? neurons, options);
        neurons = FlatPlacement.InPixelsOf(view, origin, followed?.Neurons ?? neurons, options);
        WarnOfUnseen(neurons.Neurons.Select(n => n.Id), i => places[i].Length > 0, observer);
        TracedNeuron[] traced = NeuronTraces.Measure(origin, places, null, options.Traces, observer, cancellation);
        NeuronSet measured = With(neurons with { Name = view.Name }, origin, traced, clock, options, followed);
        measured = ChannelMeasurement.Run(measured, places, origin.Volume, options.Traces.OtherChannels, observer, cancellation);
        return Deconvolution.RunAsPart(measured, options.Traces.DeconvolutionOf(origin.IsRecording), observer, cancellation);
    }

    /// <summary>The neurons where their tissue lies in the view; null where nothing is aligned.</summary>
    private static FieldFollowing.Followed? Follow(
        Volume view,
        TraceOrigin origin,
        NeuronSet neurons,
        TraceMeasurementOptions options,
        IStageObserver observer,
        CancellationToken cancellation)
    {
        if (!options.Aligns)
        {
            return null;
        }

        if (neurons.Picture is null)
        {
            observer.Warn(
                $"The neurons of '{neurons.Name}' hold no picture of their field: they are measured in '{view.Name}' where they were, "
                    + "whether or not the tissue still lies there.");
            return null;
        }

        TraceOrigin shown = origin.Shown(view);
        PixelScale scale = FlatPlacement.ScaleOf(view, shown, neurons, options);
        MeanPicture picture = PictureMaking.Of(shown.Volume, cancellation);
        (int height, int width) = FlatPlacement.HasPixelsOf(view, neurons)
            ? (view.Height, view.Width)
            : ((int)Math.Round(picture.Height * scale.Rows), (int)Math.Round(picture.Width * scale.Columns));
        return FieldFollowing.Run(neurons, picture.InPixels(scale, height, width), view.Name, observer, cancellation);
    }

    private static NeuronSet With(
        NeuronSet neurons,
        TraceOrigin origin,
        TracedNeuron[] traced,
        StageClock clock,
        TraceMeasurementOptions options,
        FieldFollowing.Followed? followed = null) => neurons with
        {
            FrameCount = origin.Volume.FrameCount,
            FrameRate = origin.Volume.FrameRate,
            FrameTimes = origin.Volume.FrameTimes,
            Neurons = [.. neurons.Neurons.Select((neuron, i) => traced[i].ApplyTo(neuron, origin))],
            History = [.. neurons.History, Step(clock, [origin], options, followed)],
        };

    private static TracedNeuron PlainTrace(float[] samples, Volume view)
    {
        Trace trace = new(samples);
        return new TracedNeuron(trace, TraceFacts.Of(trace, view.FrameRate, double.PositiveInfinity), double.NaN, double.NaN);
    }

    /// <summary>Plain means, and their median over the views.</summary>
    private static NeuronPopulation PlainTraces(
        TraceOrigin[] origins,
        NeuronPopulation population,
        ViewCalibration? calibration,
        TraceMeasurementOptions options,
        StageClock clock,
        IStageObserver observer,
        CancellationToken cancellation)
    {
        Volume first = origins[0].Volume;
        ViewSampler[] samplers = [.. origins.Select(o => new ViewSampler(
            o.Volume, Place(o.Volume, population, calibration, options), options.Traces.NeuropilCoefficient))];
        float[][] traces = Measure(samplers, population.Neurons.Select(n => n.Id), first.FrameCount, clock, observer, cancellation);
        return population with
        {
            FrameCount = first.FrameCount,
            FrameRate = first.FrameRate,
            FrameTimes = first.FrameTimes,
            Calibration = calibration,
            Neurons = [.. population.Neurons.Select((neuron, i) => SpatialMeasurement.WithTrace(neuron, PlainTrace(traces[i], first)))],
            History = [.. population.History, Step(clock, origins, options)],
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
        Volume view, NeuronPopulation population, ViewCalibration? calibration, TraceMeasurementOptions options) =>
        options.Upstream
            ? NeuronProjection.Upstream(population, view, calibration, options.UpsampleRate)
                .Select(place => PixelWeights.Nearest(place.Row, place.Column, view.Height, view.Width))
            : SpatialMeasurement.Discs(view, population, calibration, options);

    private static float[][] Measure(
        ViewSampler[] samplers,
        IEnumerable<int> ids,
        long frameCount,
        StageClock clock,
        IStageObserver observer,
        CancellationToken cancellation)
    {
        int[] neuronIds = [.. ids];
        WarnOfUnseen(neuronIds, i => samplers.Any(s => s.Sees(i)), observer);
        return TraceFusion.Run(samplers, neuronIds.Length, checked((int)frameCount), clock, cancellation);
    }

    /// <summary>Says which neurons no view sees.</summary>
    internal static void WarnOfUnseen(IEnumerable<int> ids, Func<int, bool> isSeen, IStageObserver observer)
    {
        int[] all = [.. ids];
        int[] unseen = [.. all.Where((_, i) => !isSeen(i))];
        if (unseen.Length > 0)
        {
            observer.Warn(
                $"{unseen.Length} of {all.Length} neurons lie outside every view and have no trace: {string.Join(", ", unseen)}.");
        }
    }

    /// <summary>The step in the history.</summary>
    internal static HistoryStep Step(
        StageClock clock,
        IReadOnlyList<TraceOrigin> origins,
        TraceMeasurementOptions options,
        FieldFollowing.Followed? followed = null)
    {
        string? coefficient = options.Upstream ? null
            : options.Traces.ToParameters(origins[0]).First(p => p.Key == nameof(TraceOptions.NeuropilCoefficient)).Value;
        return clock.Step(
            PipelineStage.MeasureTraces,
            ("Volumes", string.Join(',', origins.Select(o => o.Volume.Name))),
            ("VolumeHistory", string.Join(" | ", origins[0].Volume.History)),
            ("TraceFrom", options.Upstream ? null : origins[0].Name),
            ("RadiusUm", options.RadiusUm),
            (nameof(followed.ShiftRowsPx), followed is null ? null : Math.Round(followed.ShiftRowsPx, 2)),
            (nameof(followed.ShiftColumnsPx), followed is null ? null : Math.Round(followed.ShiftColumnsPx, 2)),
            (nameof(followed.RotationDeg), followed is null ? null : Math.Round(followed.RotationDeg, 2)),
            (nameof(TraceOptions.NeuropilCoefficient), coefficient),
            ("Preset", options.Upstream ? nameof(Preset.Upstream) : null),
            ("UpsampleRate", options.Upstream ? options.UpsampleRate : null));
    }
}
