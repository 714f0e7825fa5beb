using System.Text.Json;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>
/// A JSON file of neurons as the serializer reads it by <see cref="NeuronJsonContract"/>. Null and NaN stand for what the file does not
/// say.
/// </summary>
internal sealed record NeuronJson
{
    public const string FormatName = "deepwonder3d-neurons";
    public const int NewestVersion = 1;
    public const string KindView = "view";
    public const string KindSpace = "space";

    /// <summary>Pixels as [row, column] from 0; the same name as in files of hand-labelled regions.</summary>
    public const string Coordinates = "coordinates";

    public const string Detections = "detections";

    public string? Format { get; init; }

    public double Version { get; init; } = NewestVersion;

    public string? Kind { get; init; } = KindView;

    public string? Name { get; init; }

    public int? ViewId { get; init; }

    public int? Height { get; init; }

    public int? Width { get; init; }

    public int? FrameCount { get; init; }

    public double FrameRate { get; init; } = double.NaN;

    public double[]? FrameTimes { get; init; }

    public double PixelSizeUm { get; init; } = double.NaN;

    public double PixelAspect { get; init; } = double.NaN;

    public Dictionary<string, string?>? Labels { get; init; }

    public PictureJson? Picture { get; init; }

    public JsonElement Calibration { get; init; }

    public JsonElement History { get; init; }

    public List<NeuronDraft?>? Neurons { get; init; }

    /// <summary>What hand-labelled regions are called in the files of others.</summary>
    public List<NeuronDraft?>? Regions { get; init; }
}
