using System.Globalization;
using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Neurons.Detection;
using DeepWonder3D.Neurons.Following;
using DeepWonder3D.Neurons.Judging;
using DeepWonder3D.Stages;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D;

/// <summary>
/// From a movie without background to its neurons: scores of where they are, detections in every window, one neuron for all detections of
/// it, and its trace in the movie.
/// </summary>
public static class NeuronFinding
{
    // Where nothing says how fast frames followed each other.
    private const double UsualFrameRate = 10;

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
        movie = DefectSearch.Checked(movie, observer, token);
        NetworkOptions network = options.IsUpstream ? options.Network with { Rescales = false } : options.Network;
        BackgroundCheck.Run(movie, observer, token);
        using ScoredMovie scored = Segmentation.Run(movie, network, observer, token);
        return Run(scored, movie, options.At(scored.Scale).For(scored.Detection), traces ?? new TraceOptions(), observer, token);
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
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
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
        }

        List<NeuronCandidate> inside = [.. merged.Where(c => IsInside(c, work, options.LeastEdgePx) && HasData(c, work))];
        Footprint[] footprints = [.. inside.Select(c => c.Footprint)];
        IReadOnlyList<Trace> activity = TraceExtraction.Measure(work, footprints, observer, token);
        IReadOnlyList<(double Row, double Column)> centres = options.IsUpstream
            ? [.. inside.Select(c => (c.Row, c.Column))]
            : ActivityCentroids.Measure(work, footprints, activity, token);
        (inside, centres) = InPixelsOf(movie, work, scale, inside, centres);
        int[][] places =
            [.. inside.Select(c => PixelMapping.PixelsOf(c.Footprint, origin.PixelScale, origin.Volume.Height, origin.Volume.Width))];
        TracedNeuron[] traced = NeuronTraces.Measure(origin, places, activity, traces, observer, token);
        List<(NeuronCandidate Candidate, Neuron Neuron)> active = [.. Active(inside, centres, traced, origin)];
        double leastSnr = LeastSnr(traced, origin, traces, observer);
        active.RemoveAll(n => n.Neuron.Snr < leastSnr);
        int clear = active.Count;
        if (cellPx is { } cell)
        {
            active = Judged(active, origin, cell, options, observer, token);
        }

        IReadOnlyList<Neuron> neurons = Number(active, options.IsUpstream);
        observer.Verbose(
            $"{candidates.Count} detections in {scores.FrameCount} windows, {merged.Count} after merging, "
            + $"{inside.Count} away from the edge, {neurons.Count} active.");
        if (neurons.Count == 0 && !options.IsUpstream)
        {
            WarnOfNothing(movie, candidates.Count, inside.Count, clear, observer);
        }

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
            History = [.. movie.History, Step(scored, options, traces, origin, watch.Elapsed, observer)],
        };
        int[][] covered = [.. found.Neurons.Select(
            n => PixelMapping.PixelsOf(n.Footprint, origin.PixelScale, origin.Volume.Height, origin.Volume.Width))];
        found = ChannelMeasurement.Run(found, covered, origin.Volume, traces.OtherChannels, observer, token);
        return Deconvolution.RunAsPart(found, traces.DeconvolutionOf(origin.IsRecording), observer, token);
    }

    /// <summary>What the field looks like, in the movie's pixels.</summary>
    private static MeanPicture PictureOf(Volume movie, TraceOrigin shown, CancellationToken token) =>
        PictureMaking.Of(shown.Volume, token).InPixels(shown.PixelScale, movie.Height, movie.Width);

    /// <summary>One step for scoring and extraction together: the scores say which model and device made them.</summary>
    private static HistoryStep Step(
        ScoredMovie scored,
        NeuronFindingOptions options,
        TraceOptions traces,
        TraceOrigin origin,
        TimeSpan duration,
        IStageObserver observer)
    {
        HistoryStep? scoring = scored.Scores.History.LastOrDefault(step => step.Model is not null);
        Dictionary<string, string> parameters = new(options.ToParameters().Concat(traces.ToParameters(origin)))
        {
            [nameof(TraceOptions.MinSnr)] = origin.IsRecording ? traces.MinSnr.ToString(CultureInfo.InvariantCulture) : "none",
        };
        foreach ((string name, object? value) in scored.Facts)
        {
            parameters[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }

        return new HistoryStep(observer.NameOf(PipelineStage.FindNeurons), parameters)
        {
            Model = scoring?.Model,
            ModelHash = scoring?.ModelHash,
            Device = scoring?.Device,
            Duration = duration + (scoring?.Duration ?? TimeSpan.Zero),
            TimeInNetwork = scoring?.TimeInNetwork ?? TimeSpan.Zero,
        };
    }

    /// <summary>What was found in the pixels at work, in the movie's own.</summary>
    private static (List<NeuronCandidate> Candidates, IReadOnlyList<(double Row, double Column)> Centres) InPixelsOf(
        Volume movie,
        Volume work,
        PixelScale scale,
        List<NeuronCandidate> candidates,
        IReadOnlyList<(double Row, double Column)> centres)
    {
        if (scale.IsOne)
        {
            return (candidates, centres);
        }

        PixelScale back = scale.Inverse;
        return (
            [.. candidates.Select(c => c with
            {
                Footprint = FootprintScaling.Map(c.Footprint, scale, work.Height, movie.Height, movie.Width),
                Row = PixelMapping.Rescale(c.Row, back.Rows),
                Column = PixelMapping.Rescale(c.Column, back.Columns),
            })],
            [.. centres.Select(c => (PixelMapping.Rescale(c.Row, back.Rows), PixelMapping.Rescale(c.Column, back.Columns)))]);
    }

    /// <summary>No neuron at all is said with what may be the reason.</summary>
    private static void WarnOfNothing(Volume movie, int detections, int inside, int clear, IStageObserver observer)
    {
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

    /// <summary>The neurons with what the recording says of each: whether it is a cell's body. What is none is left out.</summary>
    private static List<(NeuronCandidate Candidate, Neuron Neuron)> Judged(
        List<(NeuronCandidate Candidate, Neuron Neuron)> active,
        TraceOrigin origin,
        double cellPx,
        NeuronFindingOptions options,
        IStageObserver observer,
        CancellationToken token)
    {
        PixelScale scale = origin.PixelScale;
        CellFind[] finds = [.. active.Select(n => new CellFind(
            PixelMapping.Rescale(n.Neuron.Row, 1 / scale.Rows),
            PixelMapping.Rescale(n.Neuron.Column, 1 / scale.Columns),
            n.Neuron.Trace,
            n.Candidate.Score))];
        CellVerdict verdict = CellJudge.Run(
            origin.Volume, finds, cellPx / scale.Columns, origin.Volume.FrameRate ?? UsualFrameRate, token);
        List<(NeuronCandidate Candidate, Neuron Neuron)> judged = [.. active.Select((n, i) => (n.Candidate, n.Neuron with
        {
            Probability = verdict.Finds[i].Probability,
            WidthPx = (verdict.Finds[i].Shape?.Width ?? double.NaN) * cellPx,
            LengthPx = (verdict.Finds[i].Shape?.Length ?? double.NaN) * cellPx,
        }))];
        if (verdict.OtherDiameter is { } diameter)
        {
            observer.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"What lights up in '{origin.Volume.Name}' with the surest finds is {(diameter < 1 ? "narrower" : "wider")} than cells are "
                    + $"taken to be ({cellPx:0.#} pixels): either they are no cell bodies, or cells have another size. -DiameterPx "
                    + $"{diameter * cellPx:0.#} works at the scale of what is seen."));
        }

        List<(NeuronCandidate Candidate, Neuron Neuron)> kept = [.. judged.Where(
            n => n.Neuron.Probability >= options.MinProbability || options.Include.Contains(n.Neuron.Kind))];
        if (kept.Count < judged.Count)
        {
            observer.Verbose(string.Create(
                CultureInfo.InvariantCulture,
                $"{judged.Count - kept.Count} of {judged.Count} finds in '{origin.Volume.Name}' are no cell bodies by their size and shape "
                    + $"(Probability below {options.MinProbability}) and are left out; -Include Process, Unsure keeps them."));
        }

        return kept;
    }

    private static bool IsInside(NeuronCandidate candidate, Volume movie, double edge) =>
        candidate.Row > edge && candidate.Row < movie.Height - edge && candidate.Column > edge && candidate.Column < movie.Width - edge;

    /// <summary>Whether most of a neuron lies on pixels that are data.</summary>
    private static bool HasData(NeuronCandidate candidate, Volume movie)
    {
        int without = 0;
        foreach (int pixel in candidate.Footprint.Pixels)
        {
            without += movie.Missing?.Pixels is { } missing && missing[pixel] ? 1 : 0;
        }

        return 2 * without < candidate.Footprint.Count;
    }

    /// <summary>The neurons with their traces; without those whose trace never changes.</summary>
    private static IEnumerable<(NeuronCandidate Candidate, Neuron Neuron)> Active(
        List<NeuronCandidate> candidates, IReadOnlyList<(double Row, double Column)> centres, TracedNeuron[] traced, TraceOrigin origin)
    {
        for (int i = 0; i < traced.Length; i++)
        {
            if (traced[i].Trace.Maximum > traced[i].Trace.Minimum)
            {
                yield return (candidates[i], traced[i].ApplyTo(new Neuron
                {
                    Id = 0,
                    Row = centres[i].Row,
                    Column = centres[i].Column,
                    Roundness = candidates[i].Roundness,
                    Score = candidates[i].Score,
                    Footprint = candidates[i].Footprint,
                    Trace = traced[i].Trace,
                }, origin));
            }
        }
    }

    /// <summary>The signal-to-noise ratio that neurons must have: in a recording, what noise alone does not reach.</summary>
    private static double LeastSnr(TracedNeuron[] traced, TraceOrigin origin, TraceOptions options, IStageObserver observer)
    {
        int faint = origin.IsRecording ? traced.Count(t => t.Facts.Snr < options.MinSnr) : 0;
        if (faint > 0)
        {
            observer.Verbose(string.Create(
                CultureInfo.InvariantCulture,
                $"{faint} of {traced.Length} neurons of '{origin.Volume.Name}' cannot be told from the recording's noise (Snr below "
                    + $"{options.MinSnr}) and are left out."));
        }

        return origin.IsRecording ? options.MinSnr : 0;
    }

    /// <summary>Numbers neurons by their footprints' centroids, or in their order.</summary>
    private static IReadOnlyList<Neuron> Number(IEnumerable<(NeuronCandidate Candidate, Neuron Neuron)> neurons, bool keepOrder)
    {
        if (!keepOrder)
        {
            neurons = neurons.OrderBy(n => n.Candidate.Row).ThenBy(n => n.Candidate.Column);
        }

        return [.. neurons.Select((n, i) => n.Neuron with { Id = i + 1 })];
    }
}
