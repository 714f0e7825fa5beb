using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepWonder3D.Formats;

/// <summary>What a written volume tells of its origin, as JSON beside the samples: what it went through and which view it is.</summary>
/// <param name="History">The steps, oldest first.</param>
internal sealed record VolumeProvenance(IReadOnlyList<HistoryStep> History)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 8,
    };

    /// <summary>The program, so that nobody else's JSON is taken for ours.</summary>
    public string Program { get; init; } = ProgramName;

    public int? ViewId { get; init; }

    public double[]? FrameTimes { get; init; }

    /// <summary>Height of a pixel over its width; null where it is square.</summary>
    public double? PixelAspect { get; init; }

    public double? RowPeriodS { get; init; }

    public double? FrameOffsetS { get; init; }

    private static string ProgramName => "DeepWonder3D for PowerShell";

    public static VolumeProvenance Of(Volume volume) => new(volume.History)
    {
        ViewId = volume.ViewId,
        FrameTimes = volume.FrameTimes,
        PixelAspect = volume.PixelAspect == 1 ? null : volume.PixelAspect,
        RowPeriodS = volume.RowPeriodS,
        FrameOffsetS = volume.FrameOffsetS,
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <summary>Reads what <see cref="ToJson"/> wrote; anything else is no provenance.</summary>
    public static VolumeProvenance? TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            VolumeProvenance? read = JsonSerializer.Deserialize<VolumeProvenance>(json, s_json);
            return read?.Program == ProgramName && read.History?.All(s => s?.Step is not null && s.Parameters is not null) == true
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
