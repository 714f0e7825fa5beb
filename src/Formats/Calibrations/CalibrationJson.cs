using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepWonder3D.Formats.Calibrations;

/// <summary>A calibration as JSON.</summary>
internal sealed record CalibrationJson
{
    private const string FormatName = "deepwonder3d-calibration";
    private const int NewestVersion = 1;

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 8,
    };

    public string? Format { get; init; }

    public int Version { get; init; }

    public int? CentreView { get; init; }

    public double? PixelSizeUm { get; init; }

    public double? DepthUnitUm { get; init; }

    public double? RefractiveIndex { get; init; }

    public ViewPair[]? Pairs { get; init; }

    public static void Write(Utf8JsonWriter writer, ViewCalibration calibration) => JsonSerializer.Serialize(
        writer,
        new CalibrationJson
        {
            Format = FormatName,
            Version = NewestVersion,
            CentreView = calibration.CentreView,
            PixelSizeUm = calibration.PixelSizeUm,
            DepthUnitUm = calibration.DepthUnitUm,
            RefractiveIndex = calibration.RefractiveIndex,
            Pairs = [.. calibration.Pairs.OrderBy(p => p.Source).ThenBy(p => p.Target)],
        },
        s_json);

    /// <summary>The calibration in a JSON text.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.CalibrationInvalid"/>.</exception>
    public static ViewCalibration Read(ReadOnlySpan<byte> json, CalibrationUnits units, string path)
    {
        CalibrationJson? read;
        try
        {
            read = JsonSerializer.Deserialize<CalibrationJson>(json, s_json);
        }
        catch (JsonException e)
        {
            throw CalibrationChecks.Invalid(path, $"it is no JSON of a calibration ({e.Message.TrimEnd('.')})", e);
        }

        if (read is not { Format: FormatName, Pairs: not null })
        {
            throw CalibrationChecks.Invalid(path, $"its JSON does not say \"format\": \"{FormatName}\" and hold \"pairs\"");
        }

        if (read.Version != NewestVersion)
        {
            throw CalibrationChecks.Invalid(
                path, $"it has version {read.Version} of the format, and this module reads version {NewestVersion}");
        }

        CalibrationUnits stated = new()
        {
            CentreView = read.CentreView,
            PixelSizeUm = read.PixelSizeUm,
            DepthUnitUm = read.DepthUnitUm,
            RefractiveIndex = read.RefractiveIndex,
        };
        return CalibrationChecks.Build(read.Pairs, units.Or(stated), path);
    }
}
