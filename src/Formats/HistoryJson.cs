using System.Text.Json;
using System.Text.Json.Serialization;
using DeepWonder3D.Work;

namespace DeepWonder3D.Formats;

/// <summary>What a result has gone through, as JSON.</summary>
internal static class HistoryJson
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 8,
    };

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<HistoryStep> history) =>
        JsonSerializer.Serialize(writer, history, s_json);

    public static string ToText(IReadOnlyList<HistoryStep> history) => JsonSerializer.Serialize(history, s_json);

    /// <summary>Reads steps.</summary>
    /// <exception cref="JsonException">The text is not a history.</exception>
    public static IReadOnlyList<HistoryStep> Read(ReadOnlySpan<byte> json)
    {
        HistoryStep[] steps = JsonSerializer.Deserialize<HistoryStep[]>(json, s_json) ?? [];
        return Array.TrueForAll(steps, s => s?.Step is not null && s.Parameters is not null)
            ? steps
            : throw new JsonException("A step of the history has no name or no parameters.");
    }
}
