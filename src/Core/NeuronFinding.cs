using System.Globalization;
using DeepWonder3D.Activity;
using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Neurons.Detection;
using DeepWonder3D.Neurons.Following;
using DeepWonder3D.Stages;
using DeepWonder3D.Stages.Rescaling;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace DeepWonder3D;

/// <summary>
/// From a movie without background to its neurons: scores of where they are, detections in every window, one neuron for all detections of
/// it, and its trace in the movie.
/// </summary>
public static class NeuronFinding
{
    /// <summary>Finds the neurons of one view.</summary>
    /// <param name="movie">The movie without background, shape (T, 1, Y, X).</param>
    /// <param name="options">The network, and what counts as a neuron; null for the catalog's model that fits and its own limits.</param>
    /// <param name="traces">What traces are measured in; null for the recording, or what comes nearest to it.</param>
    /// <param name="observer">Told of progress, decisions and doubts; null for nobody.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>
    /// The neurons, possibly none, numbered in raster order of their footprints' centroids (in the published order with the upstream
    /// preset).
    /// </returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.MovieTooShort"/>, <see cref="ErrorId.AxesMismatch"/>, <see cref="ErrorId.ParameterInvalid"/>, or what model,
    /// device and samples may bring.
    /// </exception>
    public static NeuronSet Run(
        Volume movie,
        NeuronFindingOptions? options = null,
        TraceOptions? traces = null,
        IStageObserver? observer = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(movie);
        options ??= new NeuronFindingOptions();
        observer ??= SilentObserver.Instance;
        traces ??= new TraceOptions();
        movie = DefectSearch.Checked(movie, observer, token);
        if (options.Detector == Detector.Activity)
        {
            return OnActivity(movie, options, traces, observer, token);
        }

        NetworkOptions network = options.IsUpstream ? options.Network with { Rescales = false } : options.Network;
        BackgroundCheck.Run(movie, observer, token);
        using ScoredMovie scored = Segmentation.Run(movie, network, observer, token);
        return Run(scored, movie, options.At(scored.Scale).For(scored.Detection), traces, observer, token);
    }

    /// <summary>Finds the neurons of one view in scores that are there already.</summary>
    /// <param name="scores">The segmentation network's scores, one frame a window, shape (windows, 1, Y, X).</param>
    /// <param name="movie">The movie without background that the scores are of, shape (T, 1, Y, X).</param>
    /// <param name="options">What counts as a neuron.</param>
    /// <param name="traces">What traces are measured in; the upstream preset has its own.</param>
    /// <param name="observer">Told of progress, decisions and doubts.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>
    /// The neurons, possibly none, numbered in raster order of their footprints' centroids (in the published order with the upstream
    /// preset).
    /// </returns>
    /// <exception cref="DeepWonderException">The volumes differ in size or have depth, or samples are not finite.</exception>
    internal static NeuronSet Run(
        Volume scores, Volume movie, NeuronFindingOptions options, TraceOptions traces, IStageObserver observer, CancellationToken token) =>
        Run(new ScoredMovie(scores, options.Model, movie, PixelScale.One), movie, options, traces, observer, token);

    private static NeuronSet Run(
        ScoredMovie scored,
        Volume movie,
        NeuronFindingOptions options,
        TraceOptions traces,
        IStageObserver observer,
        CancellationToken token)
    {
        (Volume scores, _, Volume work, PixelScale scale) = scored;
        traces = options.IsUpstream ? TraceOptions.Upstream with { OtherChannels = traces.OtherChannels } : traces;
        Stopwatch watch = Stopwatch.StartNew();
        options.Validate();
        traces.Check();
        TraceOrigin origin = TraceOrigin.Of(movie, traces, observer);
        CheckSizes(scores, work);
        List<NeuronCandidate> candidates = new CandidateSearch(scores, options, observer).Find(token);
        IReadOnlyList<NeuronCandidate> merged = new CandidateMerging(work, options, observer).Merge(candidates, token);
        double? cellPx = origin.IsRecording && !options.IsUpstream ? scored.CellPx / scale.Columns : null;
        if (cellPx is not null)
        {
            merged = FaintCandidates.AddTo(merged, scores, work, options.Opened(), observer, token);
            merged = ActiveCandidates.Join(
                merged, Active(origin, cellPx.Value, work, scale, token), scored.CellPx!.Value, options.IsWanted);
        }

        FindMeasurement measurement = new(movie, work, scale, origin, cellPx, options, traces, observer);
        IReadOnlyList<Neuron> neurons = measurement.Run(merged, token);
        observer.Verbose(
            $"{candidates.Count} detections in {scores.FrameCount} windows, {merged.Count} after merging, "
            + $"{measurement.InsideCount} away from the edge, {neurons.Count} active.");
        if (neurons.Count == 0 && !options.IsUpstream)
        {
            WarnOfNothing(movie, candidates.Count, measurement, observer);
        }

        HistoryStep step = Step(options, traces, origin, scored.Facts, watch.Elapsed, observer);
        if (scores.History.LastOrDefault(scoring => scoring.Model is not null) is { } scoring)
        {
            // One step for scoring and extraction together: the scores say which model and device made them.
            step = step with
            {
                Model = scoring.Model,
                ModelHash = scoring.ModelHash,
                Device = scoring.Device,
                Duration = step.Duration + scoring.Duration,
                TimeInNetwork = scoring.TimeInNetwork,
            };
        }

        return SetOf(movie, neurons, origin, step, traces, observer, token);
    }

    /// <summary>Finds what lights up at the scale of cells, in the recording and without a network.</summary>
    private static NeuronSet OnActivity(
        Volume movie, NeuronFindingOptions options, TraceOptions traces, IStageObserver observer, CancellationToken token)
    {
        Stopwatch watch = Stopwatch.StartNew();
        options.CheckDetector();
        options.Validate();
        traces.Check();
        options.Network.CheckDiameter();
        TraceOrigin origin = TraceOrigin.Of(movie, traces, observer);
        CellScale cells = CellScale.Of(movie, options.Network, observer, token);
        IReadOnlyList<NeuronCandidate> found = Active(origin, cells.DiameterPx, movie, PixelScale.One, token);
        FindMeasurement measurement = new(movie, movie, PixelScale.One, origin, cells.DiameterPx, options, traces, observer);
        IReadOnlyList<Neuron> neurons = measurement.Run(found, token);
        observer.Verbose(
            $"{found.Count} places light up, {measurement.InsideCount} of them away from the edge; {neurons.Count} are kept.");
        if (neurons.Count == 0)
        {
            WarnOfNothing(movie, found.Count, measurement, observer);
        }

        HistoryStep step = Step(
            options, traces, origin, [("CellDiameterPx", Math.Round(cells.DiameterPx, 2))], watch.Elapsed, observer);
        return SetOf(movie, neurons, origin, step, traces, observer, token);
    }

    /// <summary>What lights up in the recording, in the pixels of the movie that neurons are looked for in.</summary>
    private static IReadOnlyList<NeuronCandidate> Active(
        TraceOrigin origin, double cellPx, Volume target, PixelScale targetScale, CancellationToken token)
    {
        Volume recording = origin.Volume;
        PixelScale scale = origin.PixelScale * targetScale;
        IReadOnlyList<NeuronCandidate> found = ActiveCandidates.Find(
            recording, cellPx / origin.PixelScale.Columns, recording.FrameRate ?? ActivitySignal.UsualFrameRate, token);
        return scale.IsOne ? found : [.. found.Select(c => c with
        {
            Footprint = FootprintScaling.Map(c.Footprint, scale.Inverse, recording.Height, target.Height, target.Width),
            Row = PixelScale.Rescale(c.Row, scale.Rows),
            Column = PixelScale.Rescale(c.Column, scale.Columns),
        })];
    }

    private static NeuronSet SetOf(
        Volume movie,
        IReadOnlyList<Neuron> neurons,
        TraceOrigin origin,
        HistoryStep step,
        TraceOptions traces,
        IStageObserver observer,
        CancellationToken token)
    {
        NeuronSet found = new()
        {
            Name = movie.Name,
            ViewId = movie.ViewId,
            Height = movie.Height,
            Width = movie.Width,
            FrameCount = origin.Volume.FrameCount,
            FrameRate = origin.Volume.FrameRate,
            FrameTimes = origin.Volume.FrameTimes,
            PixelSizeUm = movie.PixelSizeUm,
            PixelAspect = movie.PixelAspect,
            Picture = PictureOf(movie, origin.Shown(movie), token),
            Neurons = neurons,
            History = [.. movie.History, step],
        };
        int[][] covered = [.. found.Neurons.Select(
            n => PixelMapping.PixelsOf(n.Footprint, origin.PixelScale, origin.Volume.Height, origin.Volume.Width))];
        found = ChannelMeasurement.Run(found, covered, origin.Volume, traces.OtherChannels, observer, token);
        return Deconvolution.RunAsPart(found, traces.DeconvolutionOf(origin.IsRecording), observer, token);
    }

    /// <summary>What the field looks like, in the movie's pixels.</summary>
    private static MeanPicture PictureOf(Volume movie, TraceOrigin shown, CancellationToken token) =>
        PictureMaking.Of(shown.Volume, token).InPixels(shown.PixelScale, movie.Height, movie.Width);

    private static HistoryStep Step(
        NeuronFindingOptions options,
        TraceOptions traces,
        TraceOrigin origin,
        IEnumerable<(string Name, object? Value)> facts,
        TimeSpan duration,
        IStageObserver observer)
    {
        Dictionary<string, string> parameters = new(options.ToParameters().Concat(traces.ToParameters(origin)))
        {
            [nameof(TraceOptions.MinSnr)] = origin.IsRecording ? traces.MinSnr.ToString(CultureInfo.InvariantCulture) : "none",
        };
        foreach ((string name, object? value) in facts)
        {
            parameters[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }

        return new HistoryStep(observer.NameOf(PipelineStage.FindNeurons), parameters) { Duration = duration };
    }

    /// <summary>No neuron at all is said with what may be the reason.</summary>
    private static void WarnOfNothing(Volume movie, int detections, FindMeasurement measurement, IStageObserver observer)
    {
        (int inside, int clear) = (measurement.InsideCount, measurement.ClearCount);
        string reason = (detections, inside, clear) switch
        {
            (_, _, > 0) => $"none of the {clear} finds in it is a cell's body by its size and shape. -Include Process, Unsure keeps them; "
                + "if cells have another size than is taken, -DiameterPx states it",
            (_, > 0, _) when detections > 0 => $"none of the {inside} detections in it can be told from the recording's noise (-MinSnr)",
            (0, _, _) => "nothing in it stands out as a cell that is active. Either there is none, or the movie is not what the model "
                + "expects: one without noise and background, in which cells have the size that the model was trained on (-DiameterPx "
                + "states it)",
            _ => $"all {detections} detections lie at its edge (-EdgePx)",
        };
        observer.Warn($"No neuron was found in '{movie.Name}': {reason}.");
    }

    private static void CheckSizes(Volume scores, Volume movie)
    {
        if (scores.PlaneCount != 1 || movie.PlaneCount != 1 || scores.Height != movie.Height || scores.Width != movie.Width)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"The scores {scores} and the movie {movie} must be movies of one plane with equal height and width.",
                movie.Name,
                "Find neurons in the movie that the scores were computed from.");
        }
    }
}
