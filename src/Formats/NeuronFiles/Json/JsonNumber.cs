using System.Text.Json;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>Numbers as files of neurons hold them: NaN is null; infinities, which JSON lacks, are texts.</summary>
internal static class JsonNumber
{
    /// <summary>The number that the reader stands at.</summary>
    public static double Of(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw new JsonException("A number is too large."),
        JsonTokenType.Null => double.NaN,
        JsonTokenType.String when reader.ValueTextEquals("Infinity"u8) => double.PositiveInfinity,
        JsonTokenType.String when reader.ValueTextEquals("-Infinity"u8) => double.NegativeInfinity,
        JsonTokenType.String when reader.ValueTextEquals("NaN"u8) => double.NaN,
        _ => throw new JsonException("A number is expected."),
    };

    /// <summary>The whole number that the reader stands at; null for NaN.</summary>
    public static int? WholeOf(ref Utf8JsonReader reader)
    {
        double number = Of(ref reader);
        return double.IsNaN(number) ? null
            : number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number
            : throw new JsonException(FormattableString.Invariant($"{number} is not a whole number."));
    }

    public static void Write(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else if (double.IsNaN(value))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
