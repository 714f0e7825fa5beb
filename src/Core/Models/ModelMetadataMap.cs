using System.Globalization;

namespace DeepWonder3D.Models;

/// <summary>Turns <see cref="ModelMetadata"/> into the entries of an ONNX metadata map and back. Numbers are culture-invariant.</summary>
internal static class ModelMetadataMap
{
    public const string Prefix = "deepwonder3d.";

    /// <summary>The version of these entries; a reader refuses a later one.</summary>
    private const int Format = 1;

    private const string Any = "any";
    private const string None = "none";
    private const string Relative = "relative";
    private const string Range = "range";
    private const int MaxLength = 4096;
    private const int MaxBytesPerVoxel = 1 << 20;

    /// <summary>The scalings that need no numbers.</summary>
    private static readonly Dictionary<string, Normalisation> s_plainScalings = new()
    {
        ["subtract-mean"] = Normalisation.SubtractMean,
        ["noise"] = Normalisation.Noise,
        ["baseline"] = Normalisation.Baseline,
        ["fluctuation"] = Normalisation.Fluctuation,
        ["standard"] = Normalisation.Standard,
    };

    /// <summary>The entries, in a fixed order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ToEntries(ModelMetadata model) =>
    [
        Entry("format", Text(Format)),
        Entry("stage", model.Stage.ToString()),
        Entry("architecture", model.Architecture),
        Entry("axes", model.Axes),
        Entry("windowFrames", Text(model.WindowFrames)),
        Entry("sizeMultiple", Text(model.SizeMultiple)),
        Entry("halo", Text(model.Halo)),
        Entry("receptiveRadius", Text(model.ReceptiveRadius)),
        Entry("edgePadding", Text(model.EdgePadding)),
        Entry("bytesPerVoxel", Text(model.BytesPerVoxel)),
        Entry("normalisation", Text(model.Normalisation)),
        Entry("detection", Text(model.Detection)),
        Entry("outputScale", Text(model.OutputScale)),
        Entry("pixelSizeUm", model.PixelSizeUm is { } pixel ? Text(pixel) : Any),
        Entry("frameRate", model.FrameRate is { } rate ? Text(rate) : Any),
        Entry("name", model.Name),
        Entry("version", model.Version),
        Entry("licence", model.Licence),
        Entry("training", model.Training),
        Entry("sourceFile", model.SourceFile),
        Entry("sourceSha256", model.SourceSha256),
    ];

    /// <summary>The metadata that entries hold.</summary>
    /// <exception cref="FormatException">An entry is missing or cannot be used; the message names it.</exception>
    public static ModelMetadata FromEntries(IReadOnlyDictionary<string, string> entries)
    {
        string Get(string key) =>
            entries.TryGetValue(Prefix + key, out string? value) ? value : throw new FormatException($"lacks the entry '{Prefix}{key}'");
        T Parse<T>(string key, Func<string, T?> parse)
            where T : class => parse(Get(key)) ?? throw new FormatException($"has '{Get(key)}' as its entry '{Prefix}{key}'");
        T ParseValue<T>(string key, Func<string, T?> parse)
            where T : struct => parse(Get(key)) ?? throw new FormatException($"has '{Get(key)}' as its entry '{Prefix}{key}'");

        ParseValue("format", text => Integer(text, 1, Format));
        return new ModelMetadata
        {
            Stage = ParseValue(
                "stage", text => Enum.TryParse(text, out ModelStage stage) && Enum.IsDefined(stage) ? stage : default(ModelStage?)),
            Architecture = Get("architecture"),
            Axes = Parse("axes", text => text is "NCTHW" or "NCHW" ? text : null),
            WindowFrames = ParseValue("windowFrames", text => Integer(text, 0, MaxLength)),
            SizeMultiple = ParseValue("sizeMultiple", text => Lengths(text, 1)),
            Halo = ParseValue("halo", text => Lengths(text, 0)),
            ReceptiveRadius = ParseValue("receptiveRadius", text => Lengths(text, 0)),
            EdgePadding = ParseValue("edgePadding", text => Integer(text, 0, MaxLength)),
            BytesPerVoxel = ParseValue("bytesPerVoxel", text => Integer(text, 1, MaxBytesPerVoxel)),
            Normalisation = Parse("normalisation", Scaling),
            Detection = Get("detection") == None ? null : Parse("detection", Scores),
            OutputScale = ParseValue("outputScale", Positive),
            PixelSizeUm = Get("pixelSizeUm") == Any ? null : ParseValue("pixelSizeUm", Positive),
            FrameRate = Get("frameRate") == Any ? null : ParseValue("frameRate", Positive),
            Name = Parse("name", text => text.Length > 0 ? text : null),
            Version = Get("version"),
            Licence = Get("licence"),
            Training = Get("training"),
            SourceFile = Get("sourceFile"),
            SourceSha256 = Get("sourceSha256"),
        };
    }

    private static KeyValuePair<string, string> Entry(string key, string value) => new(Prefix + key, value);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(Extent extent) =>
        string.Create(CultureInfo.InvariantCulture, $"{extent.Frames} {extent.Rows} {extent.Columns}");

    private static string Text(Normalisation scaling) =>
        scaling.Kind == NormalisationKind.Range
            ? $"{Range} {Text(scaling.Low)} {Text(scaling.High)}"
            : s_plainScalings.Single(known => known.Value.Kind == scaling.Kind).Key;

    private static string Text(DetectionFacts? detection) => detection is null
        ? None
        : $"{(detection.ScoreThreshold is { } threshold ? Text(threshold) : Relative)} {Text(detection.MinAreaPx)} "
            + $"{Text(detection.MinRoundness)} {Text(detection.MaxDistancePx)}";

    private static int? Integer(string text, int low, int high) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= low && value <= high ? value : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    private static double? Positive(string text) => Number(text) is { } value and > 0 ? value : null;

    private static Extent? Lengths(string text, int low) =>
        text.Split(' ') is [var frames, var rows, var columns]
        && Integer(frames, low, MaxLength) is { } t && Integer(rows, low, MaxLength) is { } h && Integer(columns, low, MaxLength) is { } w
            ? new Extent(t, h, w)
            : null;

    private static Normalisation? Scaling(string text) => text.Split(' ') switch
    {
        [var plain] => s_plainScalings.GetValueOrDefault(plain),
        [Range, var low, var high] when Number(low) is { } least && Number(high) is { } greatest && least < greatest =>
            Normalisation.ToRange(least, greatest),
        _ => null,
    };

    private static DetectionFacts? Scores(string text) =>
        text.Split(' ') is [var threshold, var area, var roundness, var distance]
        && (threshold == Relative || Number(threshold) is not null)
        && Number(area) is { } least and >= 0 && Number(roundness) is { } round and >= 0 and <= 1 && Number(distance) is { } apart and >= 0
            ? new DetectionFacts(threshold == Relative ? null : Number(threshold), least, round, apart)
            : null;
}
