using System.Diagnostics;
using DeepWonder3D.Errors;
using DeepWonder3D.Neurons.Extraction;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Neurons;

/// <summary>
/// From segmentation scores to neurons: detections in every window, one neuron for all detections of it, and its trace in the movie.
/// </summary>
internal static class NeuronExtraction
{
    /// <summary>Finds the neurons of one view.</summary>
    /// <param name="scores">The segmentation network's scores, one frame a window, shape (windows, 1, Y, X).</param>
    /// <param name="movie">The movie without background that the traces come from, shape (T, 1, Y, X).</param>
    /// <param name="options">What counts as a neuron.</param>
    /// <param name="observer">Told of progress, decisions and doubts.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The neurons, possibly none, numbered in raster order of their centroids (in the published order with the upstream preset).</returns>
    /// <exception cref="DeepWonderException">The volumes differ in size or have depth, or samples are not finite.</exception>
    public static NeuronSet Run(Volume scores, Volume movie, NeuronExtractionOptions options, IStageObserver observer, CancellationToken token)
    {
        Stopwatch watch = Stopwatch.StartNew();
        options.Validate();
        CheckSizes(scores, movie);
        List<NeuronCandidate> candidates = new CandidateSearch(scores, options, observer).Find(token);
        IReadOnlyList<NeuronCandidate> merged = new CandidateMerging(movie, options, observer).Merge(candidates, token);
        List<NeuronCandidate> inside = [.. merged.Where(c => IsInside(c, movie, options.EdgePx))];
        IReadOnlyList<Trace> traces = TraceExtraction.Measure(movie, [.. inside.Select(c => c.Footprint)], observer, token);
        if (!options.IsUpstream)
        {
            IReadOnlyList<(double Row, double Column)> centroids = ActivityCentroids.Measure(movie, [.. inside.Select(c => c.Footprint)], traces, token);
            inside = [.. inside.Zip(centroids, (c, place) => c with { Row = place.Row, Column = place.Column })];
        }

        IReadOnlyList<Neuron> neurons = Number(inside, traces, options.IsUpstream);
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
            PixelSizeUm = movie.PixelSizeUm,
            Neurons = neurons,
            History = [.. movie.History, Step(scores, options, watch.Elapsed)],
        };
    }

    /// <summary>One step for scoring and extraction together: the scores say which model and device made them.</summary>
    private static HistoryStep Step(Volume scores, NeuronExtractionOptions options, TimeSpan duration)
    {
        HistoryStep? scoring = scores.History.LastOrDefault(step => step.Model is not null);
        return new HistoryStep("Find-Neuron", options.ToParameters())
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

    /// <summary>Leaves out what never changes, and numbers the rest.</summary>
    private static IReadOnlyList<Neuron> Number(List<NeuronCandidate> candidates, IReadOnlyList<Trace> traces, bool keepOrder)
    {
        IEnumerable<(NeuronCandidate Candidate, Trace Trace)> active = candidates.Zip(traces).Where(n => n.Second.Maximum > n.Second.Minimum);
        if (!keepOrder)
        {
            active = active.OrderBy(n => n.Candidate.Row).ThenBy(n => n.Candidate.Column);
        }

        return [.. active.Select((n, i) => new Neuron
        {
            Id = i + 1,
            Row = n.Candidate.Row,
            Column = n.Candidate.Column,
            Roundness = n.Candidate.Roundness,
            Score = n.Candidate.Score,
            Snr = TraceQuality.Snr(n.Trace.AsSpan()),
            Footprint = n.Candidate.Footprint,
            Trace = n.Trace,
        })];
    }
}
