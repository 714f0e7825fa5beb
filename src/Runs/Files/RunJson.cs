using System.Text.Json;
using System.Text.Json.Serialization;
using DeepWonder3D.Files;

namespace DeepWonder3D.Runs.Files;

/// <summary>How a run writes what it says of itself: indented JSON, as one file that is whole or not there.</summary>
internal static class RunJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Writes an object.</summary>
    /// <exception cref="Errors.DeepWonderException">DiskFull or FileWriteFailed.</exception>
    public static void Write<T>(string path, T content) =>
        ResultFiles.Write(overwrite: true, (path, stream => JsonSerializer.Serialize(stream, content, Options)));
}
