using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>
/// How the serializer reads JSON of neurons: numbers and series are those of the table. It holds the text of one list of numbers at a time.
/// What has an unknown name is passed over, as is what is no list under the name of a list of numbers or pixels.
/// </summary>
internal static class NeuronJsonContract
{
    // What the signal-to-noise ratio is called in files of hand-labelled regions.
    private const string PeakSnr = "peak_snr";

    private delegate T? Reading<T>(ref Utf8JsonReader reader);

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 32,
        DefaultBufferSize = 1 << 18,
        Converters =
        {
            new Converter<double>(JsonNumber.Of),
            new Converter<int?>(JsonNumber.WholeOf),
            new Converter<float[]>(Samples),
            new Converter<double[]>(Times),
            new Converter<List<(int Row, int Column)>>(Pixels),
        },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddTable } },
    };

    private static void AddTable(JsonTypeInfo type)
    {
        if (type.Type == typeof(NeuronDraft))
        {
            AddNeuron(type);
        }
        else if (type.Type == typeof(SeenNeuron))
        {
            AddDetection(type);
        }
    }

    private static void AddNeuron(JsonTypeInfo type)
    {
        type.Properties.Clear();
        Add<NeuronDraft, int?>(type, NeuronTable.View.Id.Json, (draft, id) => draft.Id = id);
        foreach (NeuronQuantity number in NeuronTable.Numbers)
        {
            Add<NeuronDraft, double>(type, number.Json, (draft, value) => draft[number.Name] = value);
        }

        Add<NeuronDraft, double>(type, PeakSnr, (draft, value) => draft[nameof(Neuron.Snr)] = value);
        foreach (NeuronQuantity series in NeuronTable.Series)
        {
            Add<NeuronDraft, float[]>(type, series.Json, (draft, samples) => draft.Series[series.Name] = samples);
        }

        Add<NeuronDraft, List<(int, int)>>(type, NeuronJson.Coordinates, (draft, pixels) => draft.Pixels.AddRange(pixels));
        Add<NeuronDraft, List<SeenNeuron?>>(type, NeuronJson.Detections, (draft, seen) => draft.Detections.AddRange(
            seen.Select(s => s?.Detection ?? throw new JsonException("An object is expected."))));
    }

    private static void AddDetection(JsonTypeInfo type)
    {
        type.Properties.Clear();
        foreach (NeuronNumber<Detection> number in NeuronTable.Detections.Numbers)
        {
            if (number.IsWhole)
            {
                Add<SeenNeuron, int?>(type, number.Json, (seen, value) => seen.Detection = number.Set!(seen.Detection, value ?? 0));
            }
            else
            {
                Add<SeenNeuron, double>(type, number.Json, (seen, value) => seen.Detection = number.Set!(seen.Detection, value));
            }
        }

        foreach (NeuronSeries<Detection> series in NeuronTable.Detections.Series)
        {
            Add<SeenNeuron, float[]>(type, series.Json, (seen, samples) => seen.Detection = series.Set(seen.Detection, new Trace(samples)));
        }
    }

    /// <summary>Adds a property; a list that is null, or none, is left out.</summary>
    private static void Add<TOwner, TValue>(JsonTypeInfo type, string? name, Action<TOwner, TValue> set)
    {
        if (name is not null)
        {
            JsonPropertyInfo property = type.CreateJsonPropertyInfo(typeof(TValue), name);
            property.Set = (owner, value) =>
            {
                if (value is TValue given)
                {
                    set((TOwner)owner, given);
                }
            };
            type.Properties.Add(property);
        }
    }

    private static float[]? Samples(ref Utf8JsonReader reader)
    {
        if (!IsList(ref reader))
        {
            return null;
        }

        List<float> samples = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            samples.Add((float)JsonNumber.Of(ref reader));
        }

        return [.. samples];
    }

    private static double[]? Times(ref Utf8JsonReader reader)
    {
        if (!IsList(ref reader))
        {
            return null;
        }

        List<double> times = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            times.Add(JsonNumber.Of(ref reader));
        }

        return [.. times];
    }

    private static List<(int Row, int Column)>? Pixels(ref Utf8JsonReader reader)
    {
        if (!IsList(ref reader))
        {
            return null;
        }

        List<(int, int)> pixels = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            pixels.Add(Pixel(ref reader));
        }

        return pixels;
    }

    private static (int Row, int Column) Pixel(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A list is expected.");
        }

        (int row, int column, int count) = (0, 0, 0);
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            (row, column) = (column, JsonNumber.WholeOf(ref reader) ?? throw new JsonException("A pixel has no row or column."));
        }

        return count == 2 ? (row, column) : throw new JsonException($"A pixel has {count} coordinates instead of a row and a column.");
    }

    /// <summary>Whether the reader stands at a list; anything else is passed over.</summary>
    private static bool IsList(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return true;
        }

        // The serializer has the whole value in memory before it asks.
        reader.TrySkip();
        return false;
    }

    /// <summary>A neuron as a view saw it, which the serializer fills.</summary>
    private sealed class SeenNeuron
    {
        public Detection Detection { get; set; } = NeuronTable.DetectionOf(_ => double.NaN);
    }

    private sealed class Converter<T>(Reading<T> read) : JsonConverter<T>
    {
        public override bool HandleNull => true;

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(ref reader);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
