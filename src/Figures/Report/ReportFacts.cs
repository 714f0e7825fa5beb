using System.Text.Json;
using DeepWonder3D.Formats;

namespace DeepWonder3D.Figures.Report;

/// <summary>
/// A report's facts as JSON for its script. The writer's own escaping turns <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> into <c>\u003C</c>
/// and so on, so that no name ends the element that the JSON stands in.
/// </summary>
internal static class ReportFacts
{
    /// <summary>Digits of a number in a table: more than anybody reads, fewer than a double has.</summary>
    private const string NumberFormat = "G5";

    public static byte[] ToJson(ReportContent content, DateTimeOffset written)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("title", content.Title);
            writer.WriteString("moduleVersion", new HistoryStep("", new Dictionary<string, string>()).ModuleVersion);
            writer.WriteString("written", written.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            writer.WriteStartArray("sources");
            foreach (ReportSource source in content.Sources)
            {
                Write(writer, source);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, ReportSource source)
    {
        writer.WriteStartObject();
        writer.WriteString("name", source.Name);
        writer.WriteString("facts", source.Facts);
        writer.WriteBoolean("inSpace", source.IsInSpace);
        Write(writer, "viewId", source.ViewId);
        writer.WriteNumber("frames", source.FrameCount);
        Write(writer, "rate", source.FrameRate);
        Write(writer, "pixelUm", source.PixelSizeUm);
        writer.WriteNumber("height", source.Height);
        writer.WriteNumber("width", source.Width);
        Write(writer, "ids", source.Ids.Select(id => (double)id), "R");
        writer.WriteString("fingerprint", source.Fingerprint);
        writer.WriteStartArray("columns");
        foreach (ReportColumn column in source.Columns)
        {
            Write(writer, column);
        }

        writer.WriteEndArray();
        Write(writer, source.Traces);
        Write(writer, "outlines", source.Outlines);
        Write(writer, "outlineStep", source.OutlineStepPx);
        writer.WriteStartArray("stages");
        foreach (ReportStage stage in source.Stages)
        {
            Write(writer, stage);
        }

        writer.WriteEndArray();
        Write(writer, source.History);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReportColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("key", column.Key);
        writer.WriteString("label", column.Label);
        writer.WriteString("unit", column.Unit);
        writer.WriteString("hint", column.Hint);
        writer.WriteBoolean("quality", column.IsQuality);
        Write(writer, "values", column.Values, NumberFormat);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PackedTraces traces)
    {
        writer.WriteStartObject("traces");
        writer.WriteNumber("blob", traces.Blob);
        writer.WriteNumber("bits", traces.Bits);
        writer.WriteNumber("framesPerPoint", traces.FramesPerPoint);
        writer.WriteNumber("points", traces.PointCount);
        Write(writer, "low", traces.Low.Select(v => (double)v), NumberFormat);
        Write(writer, "high", traces.High.Select(v => (double)v), NumberFormat);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReportStage stage)
    {
        writer.WriteStartObject();
        writer.WriteString("name", stage.Name);
        writer.WriteString("label", stage.Label);
        writer.WriteString("facts", stage.Facts);
        writer.WriteNumber("height", stage.Height);
        writer.WriteNumber("width", stage.Width);
        writer.WriteNumber("mean", stage.Mean);
        writer.WriteNumber("correlation", stage.Correlation);
        writer.WriteNumber("strip", stage.Frames);
        Write(writer, "frameNumbers", stage.FrameNumbers.Select(n => (double)n), "R");
        Write(writer, "rate", stage.FrameRate);
        Write(writer, stage.Condition);
        Write(writer, stage.History);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReportCondition? condition)
    {
        if (condition is null)
        {
            return;
        }

        writer.WriteStartObject("condition");
        writer.WriteString("motion", condition.Motion);
        writer.WriteString("missing", condition.Missing);
        writer.WriteNumber("frames", condition.FrameCount);
        Write(writer, "rate", condition.FrameRate);
        writer.WriteStartArray("lines");
        foreach (ReportLine line in condition.Lines)
        {
            writer.WriteStartObject();
            writer.WriteString("plot", line.Plot);
            writer.WriteString("name", line.Name);
            writer.WriteNumber("framesPerPoint", line.FramesPerPoint);
            Write(writer, "values", line.Values.Select(v => v ?? double.NaN), NumberFormat);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("gaps");
        foreach (long[] gap in condition.Gaps)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(gap[0]);
            writer.WriteNumberValue(gap[1]);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Steps as text of their own: their serializer allows only few levels, and here they lie deeper.</summary>
    private static void Write(Utf8JsonWriter writer, IReadOnlyList<HistoryStep> history)
    {
        writer.WritePropertyName("history");
        writer.WriteRawValue(HistoryJson.ToText(history));
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<double> values, string format)
    {
        writer.WriteStartArray(name);
        foreach (double value in values)
        {
            Write(writer, value, format);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        writer.WritePropertyName(name);
        Write(writer, value ?? double.NaN, "R");
    }

    private static void Write(Utf8JsonWriter writer, double value, string format)
    {
        if (double.IsFinite(value))
        {
            writer.WriteRawValue(value.ToString(format, CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
