using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>
/// Reads neurons from the tables that <see cref="NeuronCsvWriter"/> wrote, or from tables of others with the same column names. Without the
/// file that holds for all neurons, what it would say is unknown and traces and detections may be missing.
/// </summary>
internal static class NeuronCsvReader
{
    /// <summary>Reads a table and what stands beside it.</summary>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NeuronFileInvalid"/>.</exception>
    /// <exception cref="InvalidDataException">A file is no table.</exception>
    public static NeuronFileContent Read(string path)
    {
        string info = NeuronFileNames.Beside(path, NeuronFileNames.Info);
        NeuronFileHead? head = File.Exists(info) ? NeuronJsonReader.Read(info).Head : null;
        (List<NeuronDraft> drafts, NeuronFileKind kind) = ReadNeurons(path);
        if (head is not null && head.Kind != kind)
        {
            throw NeuronFileErrors.Invalid(path, $"its columns do not fit '{Path.GetFileName(info)}' beside it");
        }

        if (kind == NeuronFileKind.View)
        {
            ReadBeside(path, NeuronFileNames.Footprints, isNeeded: true, file => ReadFootprints(file, drafts));
        }
        else
        {
            ReadBeside(path, NeuronFileNames.Detections, head is not null, file => ReadDetections(file, drafts));
            ReadBeside(path, NeuronTable.Detections.Trace.Csv, isNeeded: false, file => TraceTable.ReadViews(file, drafts));
        }

        double[]? times = null;
        foreach (NeuronQuantity series in NeuronTable.SeriesOf(kind))
        {
            ReadBeside(
                path, series.Csv, series.IsNeeded && head is not null, file => times = TraceTable.Read(file, series, drafts) ?? times);
        }

        return new NeuronFileContent(Timed(head ?? new NeuronFileHead { Kind = kind }, times), drafts);
    }

    /// <summary>What the column of times adds: a rate where none is stated, and the times where they are not those of the rate.</summary>
    private static NeuronFileHead Timed(NeuronFileHead head, double[]? times)
    {
        if (times is null || !FrameClock.IsSound(times, times.Length))
        {
            return head;
        }

        double? rate = head.FrameRate ?? FrameClock.RateOf(times);
        return head with { FrameRate = rate, FrameTimes = times.Where((time, frame) => time != frame / rate).Any() ? times : null };
    }

    private static (List<NeuronDraft> Drafts, NeuronFileKind Kind) ReadNeurons(string path)
    {
        using CsvReader csv = new(path);
        if (!csv.Read())
        {
            throw NeuronFileErrors.Invalid(path, "it is empty");
        }

        CsvColumns columns = new(csv, path);
        if (!columns.Has(nameof(Neuron.Row)) || !columns.Has(nameof(Neuron.Column)))
        {
            throw NeuronFileErrors.Invalid(
                path, $"it has the columns {string.Join(", ", columns.Names)} where Id, Row and Column are expected, with commas between");
        }

        List<NeuronDraft> drafts = [];
        while (columns.Read())
        {
            NeuronDraft draft = new()
            {
                Id = columns.Whole(nameof(Neuron.Id)) ?? drafts.Count + 1,
                Label = CsvLabel.Unescape(columns.Text(nameof(Neuron.Label))),
            };
            foreach (NeuronQuantity number in NeuronTable.Numbers)
            {
                draft[number.Name] = columns.Number(number.Csv);
            }

            drafts.Add(draft);
        }

        // Two neurons of one number cannot own pixels and traces.
        IGrouping<int, NeuronDraft>? repeated = drafts.GroupBy(d => d.Id!.Value).FirstOrDefault(g => g.Skip(1).Any());
        return repeated is null
            ? (drafts, columns.Has(nameof(LocalizedNeuron.ZUm)) ? NeuronFileKind.Space : NeuronFileKind.View)
            : throw NeuronFileErrors.Invalid(path, $"the neuron number {repeated.Key} is given twice");
    }

    private static void ReadFootprints(string path, List<NeuronDraft> drafts) => ReadByNeuron(
        path,
        drafts,
        [nameof(Neuron.Row), nameof(Neuron.Column)],
        (draft, columns) => draft.Pixels.Add((Whole(columns, nameof(Neuron.Row), path), Whole(columns, nameof(Neuron.Column), path))));

    private static void ReadDetections(string path, List<NeuronDraft> drafts)
    {
        IReadOnlyList<NeuronNumber<Detection>> numbers = NeuronTable.Detections.Numbers;
        ReadByNeuron(
            path,
            drafts,
            [.. numbers.Where(n => n.IsNeeded).Select(n => n.Csv)],
            (draft, columns) => draft.Detections.Add(NeuronTable.DetectionOf(
                i => numbers[i].IsWhole ? Whole(columns, numbers[i].Csv, path) : columns.Number(numbers[i].Csv))));
    }

    private static void ReadByNeuron(string path, List<NeuronDraft> drafts, string[] needed, Action<NeuronDraft, CsvColumns> read)
    {
        Dictionary<int, NeuronDraft> byId = drafts.ToDictionary(d => d.Id!.Value);
        using CsvReader csv = new(path);
        if (!csv.Read())
        {
            throw NeuronFileErrors.Invalid(path, "it is empty");
        }

        CsvColumns columns = new(csv, path);
        if (needed.Prepend(nameof(Neuron.Id)).FirstOrDefault(name => !columns.Has(name)) is { } missing)
        {
            throw NeuronFileErrors.Invalid(path, $"it has no column '{missing}'");
        }

        while (columns.Read())
        {
            int id = Whole(columns, nameof(Neuron.Id), path);
            NeuronDraft draft = byId.GetValueOrDefault(id)
                ?? throw NeuronFileErrors.Invalid(path, $"it names neuron {id}, which is not in the table of neurons");
            read(draft, columns);
        }
    }

    private static int Whole(CsvColumns columns, string name, string path) =>
        columns.Whole(name) ?? throw NeuronFileErrors.Invalid(path, $"a {name} is empty");

    private static void ReadBeside(string path, string suffix, bool isNeeded, Action<string> read)
    {
        string file = NeuronFileNames.Beside(path, suffix);
        if (File.Exists(file))
        {
            read(file);
        }
        else if (isNeeded)
        {
            throw NeuronFileErrors.Invalid(path, $"'{Path.GetFileName(file)}' is missing beside it");
        }
    }
}
