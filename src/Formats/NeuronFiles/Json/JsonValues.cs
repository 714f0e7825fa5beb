using System.Text.Json;
using DeepWonder3D.Formats.Json;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>Objects, lists, texts and numbers of a JSON file, one after the other.</summary>
internal sealed class JsonValues(JsonPull json)
{
    /// <summary>Reads the properties of the object that has just begun; the token stands at each value.</summary>
    public void ReadProperties(Action<string> read)
    {
        if (json.Token != JsonTokenType.StartObject)
        {
            throw new JsonException("An object is expected.");
        }

        while (json.Next() == JsonTokenType.PropertyName)
        {
            string name = json.Text;
            json.Next();
            read(name);
        }
    }

    /// <summary>Reads the items of the list that has just begun; the token stands at each item.</summary>
    public void ReadItems(Action read)
    {
        if (json.Token != JsonTokenType.StartArray)
        {
            throw new JsonException("A list is expected.");
        }

        while (json.Next() != JsonTokenType.EndArray)
        {
            read();
        }
    }

    public string? Text() => json.Token switch
    {
        JsonTokenType.String => json.Text,
        JsonTokenType.Null => null,
        _ => throw new JsonException("A text is expected."),
    };

    public double Number() => json.Token switch
    {
        JsonTokenType.Number => json.Number,
        JsonTokenType.Null => double.NaN,
        JsonTokenType.String when json.Text is "Infinity" => double.PositiveInfinity,
        JsonTokenType.String when json.Text is "-Infinity" => double.NegativeInfinity,
        JsonTokenType.String when json.Text is "NaN" => double.NaN,
        _ => throw new JsonException("A number is expected."),
    };

    public int? Whole()
    {
        double number = Number();
        return double.IsNaN(number) ? null
            : number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number
            : throw new JsonException(FormattableString.Invariant($"{number} is not a whole number."));
    }

    /// <summary>Reads the list of samples that has just begun.</summary>
    public float[] Samples()
    {
        List<float> samples = [];
        ReadItems(() => samples.Add((float)Number()));
        return [.. samples];
    }
}
