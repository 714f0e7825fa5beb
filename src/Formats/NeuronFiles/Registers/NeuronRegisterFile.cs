using System.Text.Json;
using DeepWonder3D.Files;
using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Neurons.Registering;

namespace DeepWonder3D.Formats.NeuronFiles.Registers;

/// <summary>
/// Writes registers: as a table (.csv) of one row a cell, with a column of ids a day, and as JSON with what is known of the days and how
/// the register was made.
/// </summary>
public static class NeuronRegisterFile
{
    /// <summary>What a JSON file says it is.</summary>
    public const string FormatName = "deepwonder3d-register";

    /// <summary>Writes a register.</summary>
    /// <param name="register">The register.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Csv or Json; Auto goes by the file's extension.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.UnknownFormat"/>, <see cref="ErrorId.FileExists"/>, <see cref="ErrorId.DiskFull"/> or
    /// <see cref="ErrorId.FileWriteFailed"/>.
    /// </exception>
    public static void Write(NeuronRegister register, string path, NeuronFileFormat format, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(register);
        string extension = Path.GetExtension(path).ToUpperInvariant();
        if (format == NeuronFileFormat.Json || (format == NeuronFileFormat.Auto && extension == ".JSON"))
        {
            ResultFiles.Write(overwrite, (path, stream => WriteJson(register, stream)));
        }
        else if (format == NeuronFileFormat.Csv || (format == NeuronFileFormat.Auto && extension == ".CSV"))
        {
            ResultFiles.Write(overwrite, (path, stream => WriteCsv(register, stream)));
        }
        else
        {
            throw new DeepWonderException(
                ErrorId.UnknownFormat,
                "A register is written as a table or as JSON.",
                path,
                "End the name in .csv or .json, or give -Format.");
        }
    }

    /// <summary>The headings of the days: their names, with a number where two days have one name.</summary>
    private static string[] Headings(NeuronRegister register)
    {
        string[] names = [.. register.Days.Select(d => d.Name)];
        return [.. names.Select((name, i) => names.Count(n => n == name) > 1 ? FormattableString.Invariant($"{name} ({i + 1})") : name)];
    }

    private static void WriteCsv(NeuronRegister register, Stream stream)
    {
        string[] days = Headings(register);
        using CsvWriter writer = new(stream);
        Row(["Cell", "Row", "Column", "DayCount", "Probability", .. days, .. days.Skip(1).Select(d => $"Probability {d}")]);
        foreach (RegisteredCell cell in register.Cells)
        {
            Row(
                [
                    Text(cell.Id), Text(cell.Row), Text(cell.Column), Text(cell.DayCount), Text(cell.Probability),
                    .. cell.NeuronIds.Select(i => i is { } id ? Text(id) : ""), .. cell.Probabilities.Skip(1).Select(Text),
                ]);
        }

        void Row(IEnumerable<string> fields)
        {
            foreach (string field in fields)
            {
                writer.Write(field);
            }

            writer.EndRow();
        }

        static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static void WriteJson(NeuronRegister register, Stream stream)
    {
        using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("format", FormatName);
        writer.WriteNumber("version", 1);
        writer.WriteString("name", register.Name);
        writer.WriteStartArray("days");
        foreach (RegisteredDay day in register.Days)
        {
            writer.WriteStartObject();
            writer.WriteString("name", day.Name);
            writer.WriteNumber("neuronCount", day.NeuronCount);
            writer.WriteNumber("matchedCount", day.MatchedCount);
            writer.WriteNumber("shiftRowsPx", day.ShiftRowsPx);
            writer.WriteNumber("shiftColumnsPx", day.ShiftColumnsPx);
            writer.WriteNumber("rotationDeg", day.RotationDeg);
            Write(writer, "residualPx", day.ResidualPx);
            writer.WriteNumber("expectedErrorCount", day.ExpectedErrorCount);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("cells");
        foreach (RegisteredCell cell in register.Cells)
        {
            Write(writer, cell);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("history");
        writer.WriteRawValue(HistoryJson.ToText(register.History));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RegisteredCell cell)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", cell.Id);
        writer.WriteNumber("row", cell.Row);
        writer.WriteNumber("column", cell.Column);
        Write(writer, "probability", cell.Probability);
        writer.WriteStartArray("neuronIds");
        foreach (int? id in cell.NeuronIds)
        {
            if (id is { } number)
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndArray();
        writer.WriteStartArray("probabilities");
        foreach (double probability in cell.Probabilities)
        {
            Write(writer, null, probability);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string? name, double value)
    {
        if (name is not null)
        {
            writer.WritePropertyName(name);
        }

        if (double.IsNaN(value))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}
