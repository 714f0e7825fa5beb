using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Neurons.Detection;
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
    /// <summary>Finds the neurons of one view.</summary>
    /// <param name="movie">The movie without background, shape (T, 1, Y, X).</param>
    /// <param name="options">The network, and what counts as a neuron; null for the catalog's model that fits and its own limits.</param>
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
        Volume movie, NeuronFindingOptions? options = null, IStageObserver? observer = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(movie);
        options ??= new NeuronFindingOptions();
        observer ??= SilentObserver.Instance;
        (Volume scores, DetectionFacts detection) = Segmentation.Run(movie, options.Network, observer, token);
        using (scores)
        {
            return Run(scores, movie, options.For(detection), observer, token);
        }
    }

    /// <summary>Finds the neurons of one view in scores that are there already.</summary>
    /// <param name="scores">The segmentation network's scores, one frame a window, shape (windows, 1, Y, X).</param>
    /// <param name="movie">The movie without background that the traces come from, shape (T, 1, Y, X).</param>
    /// <param name="options">What counts as a neuron.</param>
    /// <param name="observer">Told of progress, decisions and doubts.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>
    /// The neurons, possibly none, numbered in raster order of their footprints' centroids (in the published order with the upstream
    /// preset).
    /// </returns>
    /// <exception cref="DeepWonderException">The volumes differ in size or have depth, or samples are not finite.</exception>
    internal static NeuronSet Run(
        Volume scores, Volume movie, NeuronFindingOptions options, IStageObserver observer, CancellationToken token)
    {
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        options.Validate();
        CheckSizes(scores, movie);
        List<NeuronCandidate> candidates = new CandidateSearch(scores, options, observer).Find(token);
        IReadOnlyList<NeuronCandidate> merged = new CandidateMerging(movie, options, observer).Merge(candidates, token);
        List<NeuronCandidate> inside = [.. merged.Where(c => IsInside(c, movie, options.EdgePx))];
        IReadOnlyList<Trace> traces = TraceExtraction.Measure(movie, [.. inside.Select(c => c.Footprint)], observer, token);
        IReadOnlyList<(double Row, double Column)> centres = options.IsUpstream
            ? [.. inside.Select(c => (c.Row, c.Column))]
            : ActivityCentroids.Measure(movie, [.. inside.Select(c => c.Footprint)], traces, token);
        if (options.NeuropilCoefficient is { } coefficient)
        {
            traces = WithoutNeuropil(movie, inside, traces, coefficient, observer, token);
        }

        IReadOnlyList<Neuron> neurons = Number(inside, centres, traces, options.IsUpstream);
        observer.Verbose(
            $"{candidates.Count} detections in {scores.FrameCount} windows, {merged.Count} after merging, "
            + $"{inside.Count} away from the edge, {neurons.Count} active.");
        return new NeuronSet
        {
            Name = movie.Name,
            ViewId = movie.ViewId,
            Height = movie.Height,
            Width = movie.Width,
            FrameCount = movie.FrameCount,
            FrameRate = movie.FrameRate,
            FrameTimes = movie.FrameTimes,
            PixelSizeUm = movie.PixelSizeUm,
            Neurons = neurons,
            History = [.. movie.History, Step(scores, options, watch.Elapsed, observer)],
        };
    }

    /// <summary>One step for scoring and extraction together: the scores say which model and device made them.</summary>
    private static HistoryStep Step(Volume scores, NeuronFindingOptions options, TimeSpan duration, IStageObserver observer)
    {
        HistoryStep? scoring = scores.History.LastOrDefault(step => step.Model is not null);
        return new HistoryStep(observer.NameOf(PipelineStage.FindNeurons), options.ToParameters())
        {
            Model = scoring?.Model,
            ModelHash = scoring?.ModelHash,
            Device = scoring?.Device,
            Duration = duration + (scoring?.Duration ?? TimeSpan.Zero),
            TimeInNetwork = scoring?.TimeInNetwork ?? TimeSpan.Zero,
        };
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

    private static bool IsInside(NeuronCandidate candidate, Volume movie, double edge) =>
        candidate.Row > edge && candidate.Row < movie.Height - edge && candidate.Column > edge && candidate.Column < movie.Width - edge;

    /// <summary>Traces less the mean of the light around each neuron; one without a pixel of its own around it keeps its trace.</summary>
    private static Trace[] WithoutNeuropil(
        Volume movie,
        List<NeuronCandidate> neurons,
        IReadOnlyList<Trace> traces,
        double coefficient,
        IStageObserver observer,
        CancellationToken token)
    {
        NeuropilRing ring = new(neurons.SelectMany(n => n.Footprint.Pixels.ToArray()), movie.Height, movie.Width);
        int[][] rings = [.. neurons.Select(n => ring.Around(n.Row, n.Column, Math.Sqrt(n.Footprint.Count / Math.PI)))];
        int[] with = [.. Enumerable.Range(0, rings.Length).Where(i => rings[i].Length > 0)];
        if (with.Length < rings.Length)
        {
            observer.Warn(
                $"{rings.Length - with.Length} of {rings.Length} neurons of '{movie.Name}' have others all around: no "
                    + "neuropil is taken off their traces.");
        }

        IReadOnlyList<Trace> neuropil = TraceExtraction.Measure(
            movie, [.. with.Select(i => new Footprint(rings[i], movie.Width))], observer, token);
        Trace[] result = [.. traces];
        foreach ((int neuron, Trace around) in with.Zip(neuropil))
        {
            float[] samples = new float[around.Length];
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(around.AsSpan(), (float)-coefficient, traces[neuron].AsSpan(), samples);
            result[neuron] = new Trace(samples);
        }

        return result;
    }

    /// <summary>Leaves out what never changes, and numbers the rest by their footprints' centroids.</summary>
    private static IReadOnlyList<Neuron> Number(
        List<NeuronCandidate> candidates, IReadOnlyList<(double Row, double Column)> centres, IReadOnlyList<Trace> traces, bool keepOrder)
    {
        IEnumerable<(NeuronCandidate Candidate, (double Row, double Column) Centre, Trace Trace)> active =
            candidates.Zip(centres, traces).Where(n => n.Third.Maximum > n.Third.Minimum);
        if (!keepOrder)
        {
            active = active.OrderBy(n => n.Candidate.Row).ThenBy(n => n.Candidate.Column);
        }

        return [.. active.Select((n, i) => new Neuron
        {
            Id = i + 1,
            Row = n.Centre.Row,
            Column = n.Centre.Column,
            Roundness = n.Candidate.Roundness,
            Score = n.Candidate.Score,
            Snr = TraceQuality.Snr(n.Trace.AsSpan()),
            Footprint = n.Candidate.Footprint,
            Trace = n.Trace,
        })];
    }
}
