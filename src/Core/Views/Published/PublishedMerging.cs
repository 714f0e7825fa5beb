using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views.Merging;
using DeepWonder3D.Views.Placing;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Published;

/// <summary>Groups, nominal depths, shifts and mean traces as the published code has them.</summary>
internal static class PublishedMerging
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
        DepthScale scale = DepthScale.Published(options.UpsampleRate);
        TraceCorrelation correlation = new(detections, cancellation);
        int[][] neighbours = CorrelationSearch.Run(detections, correlation, null, options.MinCorrelation, observer, cancellation);
        List<int[]> groups = PublishedGrouping.Run(detections, correlation, neighbours, options, cancellation);
        return [.. groups.Select(members => ToNeuron(NeuronGroup.Of(members, detections, slopes, scale), detections, scale, pixelSize))];
    }

    private static LocalizedNeuron ToNeuron(NeuronGroup group, Detections detections, DepthScale scale, double? pixelSize) => new()
    {
        Id = 0,
        Row = group.Place.Row,
        Column = group.Place.Column,
        XUm = group.Place.Column * (pixelSize ?? double.NaN),
        YUm = group.Place.Row * (pixelSize ?? double.NaN),
        ZUm = group.Place.RawDepth * scale.UmPerRaw,
        ResidualPx = group.Place.ResidualPx,
        Correlation = group.MeanCorrelation(detections),
        Snr = TraceQuality.Snr(group.Trace),
        Trace = new Trace(group.Trace),
        Detections = [.. group.Members.Select(detections.ToDetection)],
    };
}
