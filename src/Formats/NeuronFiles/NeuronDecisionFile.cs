using System.Text.Json;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Views.Choosing;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>
/// Reads the small file in which a report writes down what a person decided: JSON with <c>format</c>, <c>version</c> and <c>sets</c>, each
/// with <c>name</c>, <c>fingerprint</c>, <c>keep</c> and <c>drop</c> (ids).
/// </summary>
public static class NeuronDecisionFile
{
    /// <summary>What the file says it is.</summary>
    public const string FormatName = "deepwonder3d-decisions";

    private const int NewestVersion = 1;

    // Ten million ids; a report's decisions are a thousandth of that.
    private const long MostBytes = 100L << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The decisions about each set that any was made about.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.NeuronFileInvalid"/>, <see cref="ErrorId.FileNotFound"/> or <see cref="ErrorId.FileReadFailed"/>.
    /// </exception>
    public static IReadOnlyList<NeuronDecisions> Read(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MostBytes)
            {
                throw Invalid(path, "it is too large for such a file");
            }

            using JsonDocument document = JsonDocument.Parse(stream);
            return Read(document.RootElement, path);
        }
        catch (JsonException e)
        {
            throw Invalid(path, e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    private static NeuronDecisions[] Read(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != FormatName)
        {
            throw Invalid(path, $"it does not say \"format\": \"{FormatName}\"");
        }

        if (!root.TryGetProperty("version", out JsonElement version) || !version.TryGetInt32(out int number) || number > NewestVersion)
        {
            throw Invalid(path, "it is of a version that this module does not know");
        }

        if (!root.TryGetProperty("sets", out JsonElement sets) || sets.ValueKind != JsonValueKind.Array)
        {
            throw Invalid(path, "it has no list of sets");
        }

        return [.. sets.EnumerateArray().Select(set => One(set, path))];
    }

    private static NeuronDecisions One(JsonElement set, string path)
    {
        if (set.ValueKind != JsonValueKind.Object || Text(set, "fingerprint") is not { Length: > 0 } fingerprint)
        {
            throw Invalid(path, "a set in it has no fingerprint");
        }

        NeuronDecisions decisions = new(Text(set, "name") ?? "", fingerprint, Ids(set, "keep", path), Ids(set, "drop", path));
        return decisions.Kept.Intersect(decisions.Dropped).FirstOrDefault() is > 0 and var both
            ? throw Invalid(path, $"neuron {both} is both kept and dropped")
            : decisions;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int[] Ids(JsonElement set, string name, string path)
    {
        if (!set.TryGetProperty(name, out JsonElement list))
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Invalid(path, $"\"{name}\" is no list of ids");
        }

        return [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out int id) && id > 0
            ? id
            : throw Invalid(path, $"{e.GetRawText()} in \"{name}\" is no id")).Distinct()];
    }

    private static DeepWonderException Invalid(string path, string why, Exception? inner = null) => new(
        ErrorId.NeuronFileInvalid,
        $"'{path}' is no file of decisions: {why}.",
        path,
        "Give the file that the report's button wrote.",
        inner);
}
