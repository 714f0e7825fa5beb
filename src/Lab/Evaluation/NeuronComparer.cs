using DeepWonder3D.Neurons.Registering;

namespace DeepWonder3D.Evaluation;

/// <summary>
/// Pairs found neurons with true ones, as many as the criterion allows and then as close as possible, and measures the pairs. True neurons
/// that do not count (silent, at the edge, seen by few views) are neither missed nor wrong when found: they pair last.
/// </summary>
internal sealed class NeuronComparer(ComparisonOptions options)
{
    /// <summary>Compares the neurons of one view.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="truth">What is there.</param>
    /// <param name="unlabelled">What may be there, in the truth's pixels: finds that stand for it are neither right nor wrong.</param>
    /// <exception cref="DeepWonderException">
    /// The pixel size is unknown, the images differ in size where that matters, or the traces in length.
    /// </exception>
    public NeuronComparison Compare(NeuronSet found, NeuronSet truth, NeuronSet? unlabelled = null)
    {
        if (unlabelled is not null && (unlabelled.Height, unlabelled.Width) != (truth.Height, truth.Width))
        {
            throw new DeepWonderException(
                ErrorId.ViewsDiffer,
                $"What the truth lacks, '{unlabelled.Name}', is {unlabelled.Height} × {unlabelled.Width}, and the truth "
                    + $"{truth.Height} × {truth.Width}.",
                unlabelled.Name,
                "Give it in the truth's pixels.");
        }


        bool sameImage = found.Height == truth.Height && found.Width == truth.Width;
        if (options.MinIoU is not null && !sameImage)
        {
            throw new DeepWonderException(
                ErrorId.ViewsDiffer,
                $"Footprints overlap only in images of one size: '{found.Name}' is {found.Height} × {found.Width}, the truth "
                    + $"{truth.Height} × {truth.Width}.",
                found.Name,
                "Compare by distance instead.");
        }

        Scale scale = ScaleOf(found.PixelSizeUm, truth.PixelSizeUm, found.Name, options.MinIoU is not null);
        ComparedNeuron[] foundNeurons =
            [.. found.Neurons.Select(n => scale.Found(n.Id, n.Row, n.Column, double.NaN, n.Trace, sameImage ? n.Footprint : null))];
        ComparedNeuron[] trueNeurons =
            [.. truth.Neurons.Concat(unlabelled?.Neurons ?? [])
                .Select(n => scale.True(n.Id, n.Row, n.Column, double.NaN, n.Trace, sameImage ? n.Footprint : null))];
        bool[] counts =
        [
            .. truth.Neurons.Select(n => IsActive(n.Trace, n.Snr) && IsInside(n.Row, n.Column, truth.Height, truth.Width)),
            .. new bool[unlabelled?.Count ?? 0],
        ];
        return Compare(foundNeurons, found.FrameRate, trueNeurons, truth.FrameRate, counts, scale) with
        {
            Name = found.Name,
            ViewId = found.ViewId,
        };
    }

    /// <summary>Compares neurons in space.</summary>
    /// <exception cref="DeepWonderException">The pixel size is unknown, or the traces differ in length.</exception>
    public NeuronComparison Compare(NeuronPopulation found, NeuronPopulation truth)
    {
        if (options.MinIoU is not null)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid, "Neurons in space have no pixels to overlap.", found.Name, "Compare by distance instead.");
        }

        Scale scale = ScaleOf(found.PixelSizeUm, truth.PixelSizeUm, found.Name, false);
        ComparedNeuron[] foundNeurons = [.. found.Neurons.Select(n => scale.Found(n.Id, n.Row, n.Column, n.ZUm, n.Trace, null))];
        ComparedNeuron[] trueNeurons = [.. truth.Neurons.Select(n => scale.True(n.Id, n.Row, n.Column, n.ZUm, n.Trace, null))];
        int viewCount = truth.Neurons.SelectMany(n => n.Detections).Select(d => d.ViewId).Distinct().Count();
        int demanded = Math.Min(options.MinimumViewCount, viewCount);
        bool[] counts = [.. truth.Neurons.Select(n => IsActive(n.Trace, n.Snr) && IsSeen(n, demanded))];
        return Compare(foundNeurons, found.FrameRate, trueNeurons, truth.FrameRate, counts, scale) with { Name = found.Name };
    }

    private NeuronComparison Compare(
        ComparedNeuron[] found, double? foundRate, ComparedNeuron[] truth, double? truthRate, bool[] counts, Scale scale)
    {
        List<(int Row, int Column, double Cost)> edges = [];
        for (int i = 0; i < truth.Length; i++)
        {
            for (int j = 0; j < found.Length; j++)
            {
                if (CostOf(truth[i], found[j], scale) is { } cost)
                {
                    edges.Add((i, j, cost));
                }
            }
        }

        int[] pairs = Assignment.Solve(truth.Length, found.Length, [.. edges.Where(e => counts[e.Row])]);
        HashSet<int> taken = [.. pairs.Where(j => j >= 0)];
        int[] ignored = Assignment.Solve(truth.Length, found.Length, [.. edges.Where(e => !counts[e.Row] && !taken.Contains(e.Column))]);
        int ignoredCount = ignored.Count(j => j >= 0);
        taken.UnionWith(ignored.Where(j => j >= 0));
        return new NeuronComparison
        {
            Name = "",
            TruthCount = counts.Count(c => c),
            FoundCount = found.Length - ignoredCount,
            IgnoredCount = ignoredCount,
            PieceCount = edges.Select(e => e.Column).Distinct().Count(j => !taken.Contains(j)),
            Matches = [.. Enumerable.Range(0, truth.Length).Where(i => pairs[i] >= 0).Select(i =>
                MatchOf(truth[i], truthRate, found[pairs[i]], foundRate, scale))],
        };
    }

    /// <summary>What a pair costs; null where it is none.</summary>
    private double? CostOf(ComparedNeuron truth, ComparedNeuron found, Scale scale)
    {
        if (options.MinIoU is { } minimum)
        {
            double overlap = OverlapOf(truth, found);
            return overlap > 0 && overlap >= minimum ? 1 - overlap : null;
        }

        double lateral = Math.Sqrt(((truth.Y - found.Y) * (truth.Y - found.Y)) + ((truth.X - found.X) * (truth.X - found.X)));
        double limit = options.MaxDistancePx is { } pixels ? pixels * scale.TruePixel : options.MaxDistanceUm;
        double depth = Math.Abs(truth.ZUm - found.ZUm);
        if (lateral > limit || depth > options.MaxDepthErrorUm)
        {
            return null;
        }

        double weighted = double.IsNaN(depth) ? 0 : options.DepthWeight * depth;
        return Math.Sqrt((lateral * lateral) + (weighted * weighted));
    }

    private static NeuronMatch MatchOf(ComparedNeuron truth, double? truthRate, ComparedNeuron found, double? foundRate, Scale scale)
    {
        double lateral = Math.Sqrt(((truth.Y - found.Y) * (truth.Y - found.Y)) + ((truth.X - found.X) * (truth.X - found.X)));
        return new NeuronMatch(
            truth.Id,
            found.Id,
            lateral / scale.TruePixel,
            scale.InUm ? lateral : double.NaN,
            found.ZUm - truth.ZUm,
            OverlapOf(truth, found),
            TraceAgreement.Correlation(truth.Trace, truthRate, found.Trace, foundRate));
    }

    private static double OverlapOf(ComparedNeuron truth, ComparedNeuron found)
    {
        if (truth.Footprint is null || found.Footprint is null)
        {
            return double.NaN;
        }

        int shared = truth.Footprint.SharedWith(found.Footprint);
        return (double)shared / Math.Max(1, truth.Footprint.Count + found.Footprint.Count - shared);
    }

    private bool IsActive(Trace trace, double snr)
    {
        bool isClear = double.IsNaN(snr) || snr >= options.MinimumSnr;
        return isClear && (trace.Length == 0 || trace.Maximum - OrderStatistics.Median(trace.ToArray()) >= options.MinimumActivity);
    }

    private bool IsInside(double row, double column, int height, int width) =>
        row >= options.EdgePx && column >= options.EdgePx && row <= height - 1 - options.EdgePx && column <= width - 1 - options.EdgePx;

    private bool IsSeen(LocalizedNeuron neuron, int demanded)
    {
        if (options.ViewSize is not { } size)
        {
            return neuron.Detections.Count >= demanded;
        }

        return demanded == 0
            ? IsInside(neuron.Row, neuron.Column, size.Height, size.Width)
            : neuron.Detections.Count(d => IsInside(d.Row, d.Column, size.Height, size.Width)) >= demanded;
    }

    private Scale ScaleOf(double? foundUm, double? trueUm, string name, bool byOverlap)
    {
        if (foundUm is { } found && trueUm is { } truth)
        {
            return new Scale(found, truth, true);
        }

        return byOverlap || options.MaxDistancePx is not null
            ? new Scale(1, 1, false)
            : throw new DeepWonderException(
                ErrorId.PixelSizeUnknown,
                $"The distance of neurons in µm cannot be told: {(foundUm is null ? $"'{name}'" : "the truth")} has no pixel size.",
                name,
                "Import with -PixelSizeUm, or give the distance in pixels.");
    }

    /// <summary>
    /// From pixels to common units; pixel 0 lies half a pixel from the edge, so that images of other pixel sizes line up.
    /// </summary>
    private sealed record Scale(double FoundPixel, double TruePixel, bool InUm)
    {
        public ComparedNeuron Found(int id, double row, double column, double z, Trace trace, Footprint? footprint) =>
            new(id, (row + 0.5) * FoundPixel, (column + 0.5) * FoundPixel, z, trace, footprint);

        public ComparedNeuron True(int id, double row, double column, double z, Trace trace, Footprint? footprint) =>
            new(id, (row + 0.5) * TruePixel, (column + 0.5) * TruePixel, z, trace, footprint);
    }
}

/// <summary>A neuron of a view or in space, brought to common units.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Y">Place along the rows: µm from the image's first edge, or rows where the pixel size is unknown.</param>
/// <param name="X">Place along the columns.</param>
/// <param name="ZUm">Depth; NaN in a view.</param>
/// <param name="Trace">Its trace; empty where it has none.</param>
/// <param name="Footprint">Its pixels; null in space.</param>
internal sealed record ComparedNeuron(int Id, double Y, double X, double ZUm, Trace Trace, Footprint? Footprint);
