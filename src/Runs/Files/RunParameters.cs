using System.Globalization;

namespace DeepWonder3D.Runs.Files;

/// <summary>Every parameter of a run by name, for <c>run.json</c>; what was not given is left out.</summary>
internal static class RunParameters
{
    public static SortedDictionary<string, string> Of(ExtractionOptions options)
    {
        SortedDictionary<string, string> named = new(StringComparer.Ordinal);
        foreach ((string name, object? value) in Values(options))
        {
            if (value is not null)
            {
                named[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            }
        }

        return named;
    }

    private static IEnumerable<(string, object?)> Values(ExtractionOptions options) =>
    [
        ("OutputPath", options.OutputPath),
        ("Stage", string.Join(' ', options.Stages.Order())),
        ("FrameRate", options.Reading.FrameRate),
        ("PixelSizeUm", options.Reading.PixelSizeUm),
        ("PlaneStepUm", options.Reading.PlaneStepUm),
        ("Axes", options.Reading.Axes),
        ("Dataset", options.Reading.Dataset),
        ("Channel", options.Reading.Channel),
        ("Plane", options.Reading.Plane),
        ("Calibration", options.Calibration),
        ("MinViewCount", options.Merging.MinViewCount),
        ("DepthRangeUm", options.Merging.DepthRangeUm),
        ("KeepFlat", options.Merging.KeepFlat),
        ("Device", options.Device),
        ("TileSize", options.TileSize),
        ("DenoiseModel", options.DenoiseModel),
        ("SuperResolutionModel", options.SuperResolutionModel),
        ("BackgroundModel", options.BackgroundModel),
        ("SegmentationModel", options.SegmentationModel),
        ("TargetFrameRate", options.TargetFrameRate),
        ("TargetPixelSizeUm", options.TargetPixelSizeUm),
        ("KeepIntermediate", options.KeepIntermediate),
        ("Force", options.Force),
        ("ThrottleLimit", options.ViewsAtOnce),
        ("MemoryLimit", options.MemoryLimit),
        ("MaxThreads", options.MaxThreads),
        ("Priority", options.Guest.Priority),
        ("NotBetween", options.Guest.NotBetween),
        ("WhenGpuBusy", options.Guest.WhenGpuBusy),
    ];
}
