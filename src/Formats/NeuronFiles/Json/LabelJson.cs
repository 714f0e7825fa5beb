using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>What neurons are called, as a JSON object of texts by ids.</summary>
internal static class LabelJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<int, string> labels)
    {
        writer.WriteStartObject();
        foreach ((int id, string label) in labels.OrderBy(l => l.Key))
        {
            writer.WriteString(id.ToString(CultureInfo.InvariantCulture), label);
        }

        writer.WriteEndObject();
    }

    /// <summary>The object as text.</summary>
    public static string ToText(IReadOnlyDictionary<int, string> labels)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            Write(writer, labels);
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    /// <summary>The labels of a text that <see cref="ToText"/> made.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Dictionary<int, string> Read(string text) => Of(JsonSerializer.Deserialize<Dictionary<string, string?>>(text));

    /// <summary>The labels; what is no id, or names nothing, is passed over.</summary>
    public static Dictionary<int, string> Of(Dictionary<string, string?>? labels)
    {
        Dictionary<int, string> known = [];
        foreach ((string key, string? label) in labels ?? [])
        {
            if (!string.IsNullOrWhiteSpace(label) && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                known[id] = label;
            }
        }

        return known;
    }
}
