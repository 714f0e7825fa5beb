using System.Text.Json;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>
/// The metadata of a Zarr array or group, of version 2 (<c>.zarray</c>, <c>.zgroup</c>, <c>.zattrs</c>) or 3 (<c>zarr.json</c>).
/// </summary>
/// <param name="Folder">The folder.</param>
/// <param name="Array">What describes the array; null for a group.</param>
/// <param name="IsVersion3">Whether it is of version 3.</param>
/// <param name="Attributes">What else is said of it; undefined for nothing.</param>
internal sealed record ZarrNode(string Folder, JsonElement? Array, bool IsVersion3, JsonElement Attributes)
{
    private const int MaxBytes = 1 << 24;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64, AllowTrailingCommas = true };

    /// <summary>Reads the metadata of a folder; null where it has none.</summary>
    /// <exception cref="DeepWonderException">RecordingDamaged or FileReadFailed.</exception>
    public static ZarrNode? TryRead(string folder)
    {
        if (Json(Path.Combine(folder, "zarr.json")) is { } third)
        {
            JsonElement attributes = third.TryGetProperty("attributes", out JsonElement known) ? known : default;
            bool isArray = third.TryGetProperty("node_type", out JsonElement type) && type.ValueKind == JsonValueKind.String
                && type.GetString() == "array";
            return new ZarrNode(folder, isArray ? third : null, true, attributes);
        }

        JsonElement? array = Json(Path.Combine(folder, ".zarray"));
        return array is null && !File.Exists(Path.Combine(folder, ".zgroup"))
            ? null
            : new ZarrNode(folder, array, false, Json(Path.Combine(folder, ".zattrs")) ?? default);
    }

    /// <summary>A member of an object; undefined where there is none.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    /// <summary>The items of a list; none of anything else.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    /// <summary>Text; null of anything else.</summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no text.
            return null;
        }
    }

    private static JsonElement? Json(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (stream.Length > MaxBytes)
            {
                throw RecordingErrors.Damaged(path, $"it has {stream.Length} bytes");
            }

            using JsonDocument document = JsonDocument.Parse(stream, s_options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw RecordingErrors.Damaged(path, "it is no object of JSON");
        }
        catch (JsonException e)
        {
            throw RecordingErrors.Damaged(path, "it is no JSON", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }
}
