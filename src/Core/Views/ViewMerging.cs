using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views.Merging;
using DeepWonder3D.Views.Placing;
using DeepWonder3D.Views.Upstream;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views;

/// <summary>Joins the neurons that several views saw into neurons in space.</summary>
public static partial class ViewMerging
{
    /// <summary>Joins the neurons of all views.</summary>
    /// <param name="views">The neurons of each view, in any order.</param>
    /// <param name="calibration">How the views move with depth.</param>
    /// <param name="options">Thresholds and units; null for the defaults.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The neurons in space; none where nothing was seen in enough views.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.TooFewViews"/>, <see cref="ErrorId.ViewIdUnknown"/>, <see cref="ErrorId.ViewIdRepeated"/>,
    /// <see cref="ErrorId.ViewsDiffer"/>, <see cref="ErrorId.ViewPairMissing"/>, <see cref="ErrorId.PixelSizeUnknown"/> or
    /// <see cref="ErrorId.ParameterInvalid"/> before any work starts; <see cref="ErrorId.MemoryLimitExceeded"/> where nearly all traces
    /// correlate.
    /// </exception>
    public static NeuronPopulation Run(
        IReadOnlyList<NeuronSet> views,
        ViewCalibration calibration,
        ViewMergingOptions? options = null,
        IStageObserver? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(calibration);
        options ??= new ViewMergingOptions();
        observer ??= SilentObserver.Instance;
        Stopwatch watch = Stopwatch.StartNew();
        double? pixelSize = Check(views, options);
        NeuronSet[] ordered = [.. views.OrderBy(v => v.ViewId)];
        Detections detections = new(ordered, checked((int)ordered[0].FrameCount));
        ViewSlopes slopes = new(calibration, detections.ViewIds);
        List<LocalizedNeuron> neurons = options.Upstream
            ? UpstreamMerging.Run(detections, slopes, pixelSize, options, observer, cancellation)
            : new SpatialMerging(detections, calibration, pixelSize!.Value, options).Run(observer, cancellation);
        if (neurons.Count == 0)
        {
            observer.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"No neuron was seen in {options.MinViewCountOf(views.Count)} views with traces that correlate "
                    + $"above {options.MinCorrelation}."));
        }

        NeuronPopulation merged = new()
        {
            Name = options.Name ?? ViewSuffix().Replace(ordered[0].Name, ""),
            FrameCount = detections.FrameCount,
            FrameRate = ordered.Select(v => v.FrameRate).FirstOrDefault(rate => rate is not null),
            FrameTimes = ordered.Select(v => v.FrameTimes).FirstOrDefault(times => times is not null),
            PixelSizeUm = pixelSize,
            Calibration = calibration,
            Neurons = [.. neurons.Select((neuron, index) => neuron with { Id = index + 1 })],
            History = [.. ordered[0].History, Step(detections, options, pixelSize, watch.Elapsed, observer)],
        };
        bool wereDeconvolved = !options.Upstream && ordered.Any(v => v.Neurons.Any(n => n.Events is not null));
        DeconvolutionOptions events = options.Deconvolution
            ?? new DeconvolutionOptions { Model = wereDeconvolved ? DeconvolutionModel.Ar2 : DeconvolutionModel.None };
        return PopulationDeconvolution.RunAsPart(merged, events, observer, cancellation);
    }

    [GeneratedRegex("_view_[0-9]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ViewSuffix();

    /// <summary>Refuses what cannot be merged; returns the views' pixel size.</summary>
    private static double? Check(IReadOnlyList<NeuronSet> views, ViewMergingOptions options)
    {
        options.Check();
        int needed = options.MinViewCount ?? ViewMergingOptions.UpstreamViewCount;
        if (views.Count < needed)
        {
            throw new DeepWonderException(
                ErrorId.TooFewViews,
                $"{views.Count} views were given, and {needed} are needed.",
                null,
                "Give more views, or lower -MinViewCount.");
        }

        ViewShape[] shapes = [.. views.Select(ViewShape.Of)];
        ViewShape.CheckIds(shapes);
        ViewShape.CheckAlike(shapes);
        CheckTraces(views);
        double? pixelSize = options.PixelSizeUm ?? shapes.Select(s => s.PixelSizeUm).FirstOrDefault(size => size is not null);
        if (pixelSize is null && !options.Upstream)
        {
            throw new DeepWonderException(
                ErrorId.PixelSizeUnknown,
                $"'{shapes[0].Name}' does not know the size of its pixels, without which depth has no unit.",
                shapes[0].Name,
                "Give -PixelSizeUm: the width in the object, µm, of a pixel of the views that the neurons were found in.");
        }

        return pixelSize;
    }

    private static void CheckTraces(IReadOnlyList<NeuronSet> views)
    {
        foreach (NeuronSet view in views)
        {
            if (view.Neurons.FirstOrDefault(n => n.Trace.Length != view.FrameCount) is { } odd)
            {
                throw new DeepWonderException(
                    ErrorId.ViewsDiffer,
                    $"Neuron {odd.Id} of '{view.Name}' has a trace of {odd.Trace.Length} frames where the view has {view.FrameCount}.",
                    view.Name,
                    "Find the neurons of this view again.");
            }
        }
    }

    private static HistoryStep Step(
        Detections detections, ViewMergingOptions options, double? pixelSize, TimeSpan duration, IStageObserver observer)
    {
        Dictionary<string, string> parameters = new()
        {
            ["Views"] = string.Join(',', detections.ViewIds),
            ["MinViewCount"] = options.MinViewCountOf(detections.ViewIds.Length).ToString(CultureInfo.InvariantCulture),
            ["MinCorrelation"] = options.MinCorrelation.ToString(CultureInfo.InvariantCulture),
            ["MaxDistancePx"] = options.MaxDistancePx.ToString(CultureInfo.InvariantCulture),
            ["PixelSizeUm"] = pixelSize?.ToString(CultureInfo.InvariantCulture) ?? "unknown",
        };
        if (!options.Upstream)
        {
            parameters["MaxResidualUm"] = options.MaxResidualUm.ToString(CultureInfo.InvariantCulture);
            parameters["KeepFlat"] = options.KeepFlat.ToString();
            parameters["DepthRangeUm"] = options.DepthRangeUm is { } range
                ? string.Create(CultureInfo.InvariantCulture, $"{range.From},{range.To}")
                : "unlimited";
        }
        else
        {
            parameters["Preset"] = nameof(Preset.Upstream);
            parameters["UpsampleRate"] = options.UpsampleRate.ToString(CultureInfo.InvariantCulture);
        }

        return new HistoryStep(observer.NameOf(PipelineStage.MergeViews), parameters) { Duration = duration };
    }
}
