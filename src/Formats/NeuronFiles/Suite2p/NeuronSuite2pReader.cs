using System.Text;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Files.Pickle;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Formats.Npy.Objects;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Suite2p;

/// <summary>
/// Reads a folder of suite2p's: the regions that <c>iscell</c> counts as cells, all where it is missing, their raw fluorescence <c>F</c> as
/// it is there, and <c>spks</c> as events.
/// </summary>
internal static class NeuronSuite2pReader
{
    /// <summary>Whether a folder holds suite2p's results.</summary>
    public static bool IsSuite2p(string folder) => File.Exists(Path.Combine(folder, Suite2pNames.Statistics));

    /// <summary>Reads a folder.</summary>
    /// <exception cref="DeepWonderException">NeuronFileInvalid, NpyFileInvalid, FileNotFound or FileReadFailed.</exception>
    public static NeuronFileContent Read(string folder)
    {
        string path = Path.Combine(folder, Suite2pNames.Statistics);
        IReadOnlyList<object?> regions = NumpyObjects.Read(path);
        RequireOwnPixels(regions, path);
        NeuronFileHead head = ReadHead(folder);
        bool[] isCell = ReadIsCell(folder, regions.Count);
        Func<int, float[]> traceOf = ReadTraces(Path.Combine(folder, Suite2pNames.Fluorescence), regions.Count);
        (NeuronQuantity Series, Func<int, float[]> RowOf)[] others = [.. Others(folder, regions.Count)];
        List<NeuronDraft> drafts = [];
        for (int i = 0; i < regions.Count; i++)
        {
            if (isCell[i])
            {
                PickleDictionary region = regions[i] as PickleDictionary
                    ?? throw NeuronFileErrors.Invalid(path, $"region {i} is no dictionary");
                NeuronDraft draft = Draft(region.ByName, path);
                draft.Trace = traceOf(i);
                AddOthers(draft, others, i, isDeconvolved: head.Name is null || IsDeconvolved(region));
                drafts.Add(draft);
            }
        }

        return new NeuronFileContent(head with { Name = head.Name ?? Path.GetFileName(Path.GetFullPath(folder)) }, drafts);
    }

    private static NeuronFileHead ReadHead(string folder)
    {
        string path = Path.Combine(folder, Suite2pNames.Options);
        if (!File.Exists(path) || NumpyObjects.Read(path) is not [PickleDictionary { ByName: var options }])
        {
            return new NeuronFileHead();
        }

        if (options.GetValueOrDefault(Suite2pNames.Head) is string ours)
        {
            return NeuronJsonReader.ReadHead(Encoding.UTF8.GetBytes(ours), path);
        }

        double rate = NumpyObjects.Number(options, "fs");
        return new NeuronFileHead
        {
            Height = NumpyObjects.Size(options, "Ly"),
            Width = NumpyObjects.Size(options, "Lx"),
            FrameRate = rate > 0 && double.IsFinite(rate) ? rate : null,
            Picture = PictureOf(options),
        };
    }

    /// <summary>The mean of the recording after its motion was taken out; null where it is not there, or not of the field's size.</summary>
    private static MeanPicture? PictureOf(IReadOnlyDictionary<string, object?> options) =>
        (NumpyObjects.Size(options, "Ly"), NumpyObjects.Size(options, "Lx"), options.GetValueOrDefault("meanImg"))
            is ({ } height, { } width, NumpyBuild { Array: { Shape: [var rows, var columns] } image })
            && (rows, columns) == (height, width) && height > 0 && width > 0 && image.ToDoubles() is { } samples
            && samples.Length == (long)height * width
            ? new MeanPicture(Array.ConvertAll(samples, v => (float)v), height, width)
            : null;

    private static bool[] ReadIsCell(string folder, int count)
    {
        string path = Path.Combine(folder, Suite2pNames.IsCell);
        if (!File.Exists(path))
        {
            return [.. Enumerable.Repeat(true, count)];
        }

        NpyArray table = NpyFile.Read(path);
        int columns = table.Shape.Length == 2 ? table.Shape[1] : 1;
        double[] values = table.ToDoubles();
        return table.Shape is [var rows, ..] && rows == count && columns > 0
            ? [.. Enumerable.Range(0, count).Select(i => values[i * columns] > 0.5)]
            : throw NeuronFileErrors.Invalid(path, $"it is {string.Join('×', table.Shape)} where {count} rows are expected");
    }

    /// <summary>Reads a table of traces, a row a region.</summary>
    /// <returns>Gives the row of a region.</returns>
    private static Func<int, float[]> ReadTraces(string path, int count)
    {
        NpyArray traces = NpyFile.Read(path);
        if (traces.Shape is not [var rows, var frames] || rows != count)
        {
            throw NeuronFileErrors.Invalid(path, $"it is {string.Join('×', traces.Shape)} where {count} rows are expected");
        }

        float[] samples = traces.ToSingles();
        return row => samples.AsSpan(checked(row * frames), frames).ToArray();
    }

    /// <summary>The series beside the traces: events, and what only this program writes.</summary>
    private static IEnumerable<(NeuronQuantity, Func<int, float[]>)> Others(string folder, int count)
    {
        foreach (NeuronSeries<Neuron> series in NeuronTable.View.Series.Where(s => !s.IsNeeded))
        {
            string path = Path.Combine(folder, Suite2pNames.IsKnown(series) ? Suite2pNames.Spikes : Suite2pNames.FileOf(series));
            if (File.Exists(path))
            {
                yield return (series, ReadTraces(path, count));
            }
        }
    }

    private static void AddOthers(
        NeuronDraft draft, (NeuronQuantity Series, Func<int, float[]> RowOf)[] others, int row, bool isDeconvolved)
    {
        foreach ((NeuronQuantity series, Func<int, float[]> rowOf) in others)
        {
            float[] samples = rowOf(row);
            if (Suite2pNames.IsKnown(series) ? isDeconvolved : !Array.TrueForAll(samples, float.IsNaN))
            {
                draft.Series[series.Name] = samples;
            }
        }
    }

    private static bool IsDeconvolved(PickleDictionary region) => region.ByName.GetValueOrDefault(Suite2pNames.IsDeconvolved) is true;

    /// <summary>A pickle can refer to one array as often as it likes, so a small file could claim more pixels than memory holds.</summary>
    private static void RequireOwnPixels(IReadOnlyList<object?> regions, string path)
    {
        IEnumerable<object?> rows = regions.OfType<PickleDictionary>().Select(region => region.ByName.GetValueOrDefault("ypix"));
        if (rows.OfType<NumpyBuild>().Sum(build => build.Array?.Bytes.LongLength ?? 0) > new FileInfo(path).Length)
        {
            throw NeuronFileErrors.Invalid(path, "its regions share their pixels");
        }
    }

    private static NeuronDraft Draft(IReadOnlyDictionary<string, object?> region, string path)
    {
        double[] Pixels(string name) => (region.GetValueOrDefault(name) as NumpyBuild)?.Array?.ToDoubles()
            ?? throw NeuronFileErrors.Invalid(path, $"a region has no '{name}'");
        (double[] rows, double[] columns) = (Pixels("ypix"), Pixels("xpix"));
        if (rows.Length != columns.Length)
        {
            throw NeuronFileErrors.Invalid(path, $"a region has {rows.Length} rows and {columns.Length} columns");
        }

        double id = NumpyObjects.Number(region, Suite2pNames.Of(NeuronTable.View.Id));
        NeuronDraft draft = new() { Id = id is >= 1 and <= int.MaxValue ? (int)id : null };
        foreach (NeuronNumber<Neuron> number in NeuronTable.View.Read.Where(n => n.Npz is not null))
        {
            draft[number.Name] = NumpyObjects.Number(region, Suite2pNames.Of(number));
        }

        draft.Pixels.AddRange(rows.Zip(columns, (r, c) => ((int)r, (int)c)));
        return draft;
    }
}
