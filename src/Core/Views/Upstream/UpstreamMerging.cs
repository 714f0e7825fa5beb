using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views.Merging;
using DeepWonder3D.Views.Placing;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Upstream;

/// <summary>Groups, nominal depths, shifts and mean traces as the published code has them.</summary>
internal static class UpstreamMerging
{
    /// <summary>The neurons, in the published order; their ids are yet to be given.</summary>
    public static List<LocalizedNeuron> Run(
        Detections detections,
        ViewSlopes slopes,
        double? pixelSize,
        ViewMergingOptions options,
        IStageObserver observer,
        CancellationToken cancellation)
    {
        DepthScale scale = DepthScale.Upstream(options.UpsampleRate);
        TraceCorrelation correlation = new(detections, cancellation);
        int[][] neighbours = CorrelationSearch.Run(detections, correlation, null, options.MinCorrelation, observer, cancellation);
        List<int[]> groups = UpstreamGrouping.Run(detections, correlation, neighbours, options, cancellation);
        return [.. groups.Select(members => ToNeuron(members, detections, slopes, scale, pixelSize))];
    }

    /// <summary>Detections that are one neuron, ordered by view: where it lies, and the plain mean of their traces.</summary>
    private static LocalizedNeuron ToNeuron(int[] members, Detections detections, ViewSlopes slopes, DepthScale scale, double? pixelSize)
    {
        Localization place = Localization.Of(members, detections, slopes, scale.ShiftFactor);
        float[] trace = detections.MeanTraceOf(members);
        return new LocalizedNeuron
        {
            Id = 0,
            Row = place.Row,
            Column = place.Column,
            XUm = place.Column * (pixelSize ?? double.NaN),
            YUm = place.Row * (pixelSize ?? double.NaN),
            ZUm = place.RawDepth * scale.UmPerRaw,
            ResidualPx = place.ResidualPx,
            Correlation = members.Average(m => TraceCorrelation.Between(detections.TraceOf(m), trace)),
            Snr = TraceQuality.Snr(trace, detections.FrameRate),
            Trace = new Trace(trace),
            Detections = [.. members.Select(detections.ToDetection)],
        };
    }
}

/// <summary>
/// Groups as the published code forms them: every detection in turn is a seed, the largest spatial cluster of what correlates with it is
/// taken whether or not it holds the seed, and duplicates stay.
/// </summary>
internal static class UpstreamGrouping
{
    /// <summary>Groups of detections, each ordered by view, in the order of their seeds.</summary>
    public static List<int[]> Run(
        Detections detections, TraceCorrelation correlation, int[][] neighbours, ViewMergingOptions options, CancellationToken cancellation)
    {
        int minViews = options.MinViewCountOf(detections.ViewIds.Length);
        List<int[]> groups = [];
        bool[] consumed = new bool[detections.Count];
        for (int seed = 0; seed < detections.Count; seed++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (consumed[seed] || !correlation.IsUsable(seed))
            {
                continue;
            }

            List<int> candidates = [.. neighbours[seed].Append(seed).Where(d => !consumed[d]).Order()];
            if (candidates.Count < minViews)
            {
                continue;
            }

            List<int> cluster = SingleLinkage.LargestCluster(detections, candidates, options.MaxDistancePx);
            if (cluster.Count < minViews)
            {
                continue;
            }

            int[] group = ViewChoice.BestOfEachView(detections, correlation, seed, cluster);
            if (group.Length >= minViews)
            {
                groups.Add(group);
                Array.ForEach(group, d => consumed[d] = true);
            }
        }

        return groups;
    }
}
