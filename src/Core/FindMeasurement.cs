using System.Globalization;
using DeepWonder3D.Activity;
using DeepWonder3D.Neurons;
using DeepWonder3D.Neurons.Detection;
using DeepWonder3D.Neurons.Judging;
using DeepWonder3D.Stages;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D;

/// <summary>From detections to neurons: what each did, whether it is a cell's body, and which are pieces of one cell.</summary>
/// <param name="movie">The movie that the neurons belong to.</param>
/// <param name="work">The movie in the pixels that they were detected in.</param>
/// <param name="scale">Those pixels a pixel of the movie.</param>
/// <param name="origin">What traces are measured in.</param>
/// <param name="cellPx">The diameter of cells, pixels of the movie; null where finds are not judged.</param>
/// <param name="options">What counts as a neuron.</param>
/// <param name="traces">How traces are measured.</param>
/// <param name="observer">Told of decisions and doubts.</param>
internal sealed class FindMeasurement(
    Volume movie,
    Volume work,
    PixelScale scale,
    TraceOrigin origin,
    double? cellPx,
    NeuronFindingOptions options,
    TraceOptions traces,
    IStageObserver observer)
{
    /// <summary>How many detections lay away from the edge, on pixels that are data.</summary>
    public int InsideCount { get; private set; }

    /// <summary>How many of them could be told from noise.</summary>
    public int ClearCount { get; private set; }

    /// <summary>The neurons, numbered.</summary>
    /// <param name="candidates">The detections, in the pixels at work.</param>
    /// <param name="token">Stops the work.</param>
    public IReadOnlyList<Neuron> Run(IReadOnlyList<NeuronCandidate> candidates, CancellationToken token)
    {
        List<NeuronCandidate> inside = [.. candidates.Where(c => IsInside(c) && HasData(c))];
        InsideCount = inside.Count;
        if (cellPx is not { } cell)
        {
            List<Find> measured = Measure(inside, token);
            ClearCount = measured.Count;
            return Numbered(measured);
        }

        // What lit up was judged by that; what a network found is judged by its trace.
        List<NeuronCandidate> active = [.. inside.Where(c => !c.IsScored).Select(c => c with { Seen = EvidenceOf(c) })];
        List<Find> scored = Measure(inside.FindAll(c => c.IsScored), token);
        List<Find> finds = [.. Judge(scored, cell, token).Select(f => Described(f, cell))];
        ClearCount = finds.Count + active.Count;
        finds = finds.FindAll(f => options.IsWanted(f.Neuron.Probability));
        active.RemoveAll(c => !options.IsWanted(c.Seen!.Value.Probability));
        Say(ClearCount - finds.Count - active.Count);

        // Traces are told apart from those around them: what comes in or goes changes the others.
        List<NeuronCandidate> cells = CellPieces.Join([.. finds.Select(f => f.Detected), .. active], out int pieces);
        if (pieces > 0)
        {
            observer.Verbose($"{pieces} finds in '{origin.Volume.Name}' are pieces of others: what lights up with both is the same.");
        }

        return Numbered(pieces == 0 && active.Count == 0
            ? finds
            : [.. Measure(cells, token).Select(f => Described(f, cell))]);
    }

    private IReadOnlyList<Neuron> Numbered(IEnumerable<Find> finds)
    {
        IEnumerable<Find> ordered = options.IsUpstream ? finds : finds.OrderBy(f => f.Candidate.Row).ThenBy(f => f.Candidate.Column);
        return [.. ordered.Select((f, i) => f.Neuron with { Id = i + 1 })];
    }

    /// <summary>What each detection did; without those whose trace never changes, or cannot be told from noise.</summary>
    private List<Find> Measure(List<NeuronCandidate> detections, CancellationToken token)
    {
        Footprint[] footprints = [.. detections.Select(c => c.Footprint)];
        IReadOnlyList<Trace> activity = TraceExtraction.Measure(work, footprints, observer, token);
        IReadOnlyList<(double Row, double Column)> centres = options.IsUpstream
            ? [.. detections.Select(c => (c.Row, c.Column))]
            : ActivityCentroids.Measure(work, footprints, activity, token);
        (List<NeuronCandidate> candidates, centres) = InPixelsOfMovie(detections, centres);
        int[][] places =
            [.. candidates.Select(c => PixelMapping.PixelsOf(c.Footprint, origin.PixelScale, origin.Volume.Height, origin.Volume.Width))];
        TracedNeuron[] traced = NeuronTraces.Measure(origin, places, activity, traces, observer, token);
        double leastSnr = LeastSnr(traced);
        List<Find> finds = [];
        for (int i = 0; i < traced.Length; i++)
        {
            if (traced[i].Trace.Maximum > traced[i].Trace.Minimum)
            {
                finds.Add(new Find(detections[i], candidates[i], traced[i].ApplyTo(new Neuron
                {
                    Id = 0,
                    Row = centres[i].Row,
                    Column = centres[i].Column,
                    Roundness = candidates[i].Roundness,
                    Score = candidates[i].Score,
                    Footprint = candidates[i].Footprint,
                    Trace = traced[i].Trace,
                }, origin)));
            }
        }

        finds.RemoveAll(f => f.Neuron.Snr < leastSnr);
        return finds;
    }

    /// <summary>The finds of a network with what the recording says of each: whether it is a cell's body.</summary>
    private IEnumerable<Find> Judge(List<Find> scored, double cell, CancellationToken token)
    {
        PixelScale recorded = origin.PixelScale.Inverse;
        CellVerdict verdict = CellJudge.Run(
            origin.Volume,
            [.. scored.Select(f => new CellFind(
                PixelScale.Rescale(f.Neuron.Row, recorded.Rows),
                PixelScale.Rescale(f.Neuron.Column, recorded.Columns),
                f.Neuron.Trace,
                f.Neuron.Score))],
            cell * recorded.Columns,
            origin.Volume.FrameRate ?? ActivitySignal.UsualFrameRate,
            token);
        if (verdict.OtherDiameter is { } diameter)
        {
            observer.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"What lights up in '{origin.Volume.Name}' with the surest finds is {(diameter < 1 ? "narrower" : "wider")} than cells are "
                    + $"taken to be ({cell:0.#} pixels): either they are no cell bodies, or cells have another size. -DiameterPx "
                    + $"{diameter * cell:0.#} works at the scale of what is seen."));
        }

        return scored.Select((f, i) => f with { Detected = f.Detected with { Seen = Joint(verdict.Finds[i], f.Detected) } });
    }

    /// <summary>The find with what it is said to be.</summary>
    private static Find Described(Find find, double cell) => find.Detected.Seen is not { } seen ? find : find with
    {
        Neuron = find.Neuron with
        {
            Probability = seen.Probability,
            WidthPx = (seen.Shape?.Width ?? double.NaN) * cell,
            LengthPx = (seen.Shape?.Length ?? double.NaN) * cell,
        },
    };

    /// <summary>What a network found is likelier where something lit up that is a cell's body, and less likely where nothing did.</summary>
    private static CellEvidence Joint(CellEvidence seen, NeuronCandidate scored) =>
        seen with { Probability = CellJudge.JointProbability(seen.Probability, scored.Activity) };

    private CellEvidence EvidenceOf(NeuronCandidate active) =>
        new(active.Activity!.Shape, ProbabilityOf(active), active.Activity.Cell);

    /// <summary>Where a network has looked as well, it says something that it did not find this.</summary>
    private double ProbabilityOf(NeuronCandidate active) => options.Detector == Detector.Activity
        ? CellJudge.Logistic(active.Activity!.LogOdds)
        : CellJudge.JointProbability(null, active.Activity);

    private void Say(int left)
    {
        if (left > 0)
        {
            observer.Verbose(string.Create(
                CultureInfo.InvariantCulture,
                $"{left} of {ClearCount} finds in '{origin.Volume.Name}' are no cell bodies by what lights up with them (Probability below "
                    + $"{options.MinProbability}) and are left out; -Include Process, Unsure keeps them."));
        }
    }

    /// <summary>What was found in the pixels at work, in the movie's own.</summary>
    private (List<NeuronCandidate> Candidates, IReadOnlyList<(double Row, double Column)> Centres) InPixelsOfMovie(
        List<NeuronCandidate> detections, IReadOnlyList<(double Row, double Column)> centres)
    {
        if (scale.IsOne)
        {
            return (detections, centres);
        }

        PixelScale back = scale.Inverse;
        return (
            [.. detections.Select(c => c with
            {
                Footprint = FootprintScaling.Map(c.Footprint, scale, work.Height, movie.Height, movie.Width),
                Row = PixelScale.Rescale(c.Row, back.Rows),
                Column = PixelScale.Rescale(c.Column, back.Columns),
            })],
            [.. centres.Select(c => (PixelScale.Rescale(c.Row, back.Rows), PixelScale.Rescale(c.Column, back.Columns)))]);
    }

    private bool IsInside(NeuronCandidate candidate)
    {
        double edge = options.LeastEdgePx;
        return candidate.Row > edge && candidate.Row < work.Height - edge && candidate.Column > edge
            && candidate.Column < work.Width - edge;
    }

    /// <summary>Whether most of a neuron lies on pixels that are data.</summary>
    private bool HasData(NeuronCandidate candidate)
    {
        int without = 0;
        foreach (int pixel in candidate.Footprint.Pixels)
        {
            without += work.Missing?.Pixels is { } missing && missing[pixel] ? 1 : 0;
        }

        return 2 * without < candidate.Footprint.Count;
    }

    /// <summary>The signal-to-noise ratio that neurons must have: in a recording, what noise alone does not reach.</summary>
    private double LeastSnr(TracedNeuron[] traced)
    {
        int faint = origin.IsRecording ? traced.Count(t => t.Facts.Snr < traces.MinSnr) : 0;
        if (faint > 0)
        {
            observer.Verbose(string.Create(
                CultureInfo.InvariantCulture,
                $"{faint} of {traced.Length} neurons of '{origin.Volume.Name}' cannot be told from the recording's noise (Snr below "
                    + $"{traces.MinSnr}) and are left out."));
        }

        return origin.IsRecording ? traces.MinSnr : 0;
    }

    /// <summary>A detection on its way to a neuron.</summary>
    /// <param name="Detected">It in the pixels at work.</param>
    /// <param name="Candidate">It in the movie's pixels.</param>
    /// <param name="Neuron">What it did.</param>
    private sealed record Find(NeuronCandidate Detected, NeuronCandidate Candidate, Neuron Neuron);
}
