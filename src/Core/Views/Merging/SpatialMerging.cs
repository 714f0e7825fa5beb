using System.Globalization;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views.Fusing;
using DeepWonder3D.Views.Placing;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Merging;

/// <summary>
/// Groups detections by activity and place together, places each group in space with its error, and joins what is one neuron.
/// </summary>
internal sealed class SpatialMerging(Detections detections, ViewCalibration calibration, double pixelSizeUm, ViewMergingOptions options)
{
    // A tolerance below the pixel grid would part what views with large pixels saw of one neuron.
    private const double SmallestTolerancePx = 1.5;

    private readonly Detections _detections = detections;
    private readonly ViewMergingOptions _options = options;
    private readonly double _pixelSizeUm = pixelSizeUm;
    private readonly DepthScale _scale = DepthScale.Physical(calibration, pixelSizeUm);
    private readonly ViewLines _lines = new(calibration, detections.ViewIds, pixelSizeUm);
    private readonly double _tolerancePx = Math.Max(SmallestTolerancePx, options.MaxResidualUm / pixelSizeUm);

    /// <summary>The neurons, in the order of their first detections, flat ones last; their ids are yet to be given.</summary>
    public List<LocalizedNeuron> Run(IStageObserver observer, CancellationToken cancellation)
    {
        EpipolarGate gate = new(_detections, _lines, DepthRange.Of(_options, _lines, _scale), _tolerancePx);
        TraceCorrelation correlation = new(_detections, cancellation);
        int[][] neighbours = CorrelationSearch.Run(_detections, correlation, gate, _options.MinCorrelation, observer, cancellation);
        EpipolarGrouping grouping = new(_detections, correlation, neighbours, _lines, gate, _tolerancePx, _options.MinCorrelation);
        List<int[]> members = grouping.Run(_options.MinViewCountOf(_lines.Count), cancellation);
        GroupPlacement placement = GroupPlacement.Of(_detections, _lines, members, _tolerancePx);
        PlacedGroup Place(int[] group) => Placed(group, placement);
        PlacedGroup PlaceJoined(int[] group) => Place(Near(group, placement));
        List<PlacedGroup> groups = new DuplicateRemoval(_detections, _lines, _scale, _pixelSizeUm, _options, PlaceJoined)
            .Run([.. members.Select(Place)], cancellation);
        groups.RemoveAll(g => !IsInRange(g));
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"{_detections.Count} detections, {members.Count} groups, {groups.Count} neurons after joining duplicates; a centroid's "
                + $"error is {placement.ErrorScale:0.00} of what its size and signal let expect."));
        List<LocalizedNeuron> neurons = [.. groups.Select(g => ToNeuron(g, placement, IsSpatial))];
        if (_options.KeepFlat)
        {
            FlatNeurons flat = new(_detections, _lines, _options, _pixelSizeUm);
            neurons.AddRange(flat.Find(grouping, groups, Place, cancellation).Select(g => ToNeuron(g, placement, IsFlat)));
        }

        return neurons;
    }

    private PlacedGroup Placed(int[] members, GroupPlacement placement)
    {
        (FittedPlace place, bool[] agrees) = placement.Place(members);
        return new PlacedGroup(members, agrees, place, _detections.MeanTraceOf(members));
    }

    /// <summary>The members that lie within the tolerance of where the group puts them.</summary>
    private int[] Near(int[] members, GroupPlacement placement)
    {
        FittedPlace place = placement.Place(members).Place;
        return [.. members.Where(member => placement.ResidualPx(member, place) <= _tolerancePx)];
    }

    /// <summary>Views agree within a tolerance at some depth in range; all together may still put the neuron outside.</summary>
    private bool IsInRange(PlacedGroup group) =>
        _options.DepthRangeUm is not { } range
        || !double.IsFinite(group.Place.RawDepth)
        || (group.Place.RawDepth * _scale.UmPerRaw >= range.From && group.Place.RawDepth * _scale.UmPerRaw <= range.To);

    private Placement IsSpatial(PlacedGroup group)
    {
        double depthError = Math.Sqrt(group.Place.DepthVariance) * _scale.UmPerRaw;
        return 2 * group.AgreeingCount <= group.Members.Length ? Placement.ViewsDisagree
            : depthError > _options.DuplicateDistanceUm || !double.IsFinite(group.Place.RawDepth) ? Placement.DepthUncertain
            : Placement.InSpace;
    }

    private static Placement IsFlat(PlacedGroup group) => Placement.Flat;

    private LocalizedNeuron ToNeuron(PlacedGroup group, GroupPlacement placement, Func<PlacedGroup, Placement> judge)
    {
        Placement judged = judge(group);
        double[] residuals = Array.ConvertAll(group.Members, member => placement.ResidualPx(member, group.Place));
        bool isFlat = judged == Placement.Flat;
        return WithTraces(group, residuals) with
        {
            Row = group.Place.Row,
            Column = group.Place.Column,
            XUm = group.Place.Column * _pixelSizeUm,
            YUm = group.Place.Row * _pixelSizeUm,
            ZUm = isFlat ? double.NaN : group.Place.RawDepth * _scale.UmPerRaw,
            XErrorUm = Math.Sqrt(group.Place.ColumnVariance) * _pixelSizeUm,
            YErrorUm = Math.Sqrt(group.Place.RowVariance) * _pixelSizeUm,
            ZErrorUm = isFlat ? double.NaN : Math.Sqrt(group.Place.DepthVariance) * _scale.UmPerRaw,
            Placement = judged,
            AgreeingViewCount = group.AgreeingCount,
            ResidualPx = Math.Sqrt(residuals.Where((_, i) => group.Agrees[i]).Average(r => r * r)),
        };
    }

    /// <summary>What a group did, in all views together and in each; where it lies is yet to be said.</summary>
    private LocalizedNeuron WithTraces(PlacedGroup group, double[] residuals)
    {
        FusedTrace fused = ViewFusion.Run([.. group.Members.Select(_detections.FullTraceOf)]);
        Trace trace = new(fused.Samples);
        Neuron[] seen = Array.ConvertAll(group.Members, _detections.NeuronOf);
        TraceFacts facts = TraceFacts.Of(trace, _detections.FrameRate, HaveRestingLight(seen) ? 0 : double.PositiveInfinity);
        return new LocalizedNeuron
        {
            Id = 0,
            XUm = double.NaN,
            YUm = double.NaN,
            ZUm = double.NaN,
            Row = double.NaN,
            Column = double.NaN,
            Correlation = group.Members.Average(m => TraceCorrelation.Between(_detections.FullTraceOf(m).AsSpan(), fused.Samples)),
            Snr = facts.Snr,
            NoiseLevel = facts.NoiseLevel,
            Contamination = seen.Select((n, i) => fused.Weights[i] * n.Contamination).Sum(),
            Trace = trace,
            Baseline = facts.Baseline,
            DeltaFOverF = facts.DeltaFOverF,
            Detections = [.. group.Members.Select(
                (m, i) => _detections.ToDetection(m) with { ResidualPx = residuals[i], Weight = fused.Weights[i] })],
        };
    }

    /// <summary>
    /// Whether zero is the background's light in the traces of most views: it is in those with a ΔF/F. Of traces that were not measured
    /// here, and so have no baseline, that is taken for granted.
    /// </summary>
    private static bool HaveRestingLight(Neuron[] neurons) =>
        neurons.All(n => n.Baseline is null) || 2 * neurons.Count(n => n.DeltaFOverF is not null) >= neurons.Length;
}

/// <summary>Detections that are one neuron, where it lies, and its trace.</summary>
/// <param name="Members">One detection a view, ordered by view.</param>
/// <param name="Agrees">Whether each lies where the place puts it, within its error.</param>
/// <param name="Place">Where the neuron lies.</param>
/// <param name="Trace">Its trace, shape (FrameCount).</param>
internal sealed record PlacedGroup(int[] Members, bool[] Agrees, FittedPlace Place, float[] Trace)
{
    public int AgreeingCount => Agrees.Count(a => a);
}
