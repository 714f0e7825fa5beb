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
/// Reads a folder of suite2p's: the regions that <c>iscell</c> counts as cells, all where it is missing, and their raw fluorescence.
/// </summary>
internal static class NeuronSuite2pReader
{
    private const int MaxBytes = 1 << 30;

    /// <summary>Whether a folder holds suite2p's results.</summary>
    public static bool IsSuite2p(string folder) => File.Exists(Path.Combine(folder, Suite2pNames.Statistics));

    /// <summary>Reads a folder.</summary>
    /// <exception cref="DeepWonderException">NeuronFileInvalid, NpyFileInvalid, FileNotFound or FileReadFailed.</exception>
    public static NeuronFileContent Read(string folder)
    {
        string path = Path.Combine(folder, Suite2pNames.Statistics);
        IReadOnlyList<object?> regions = Objects(path);
        RequireOwnPixels(regions, path);
        NeuronFileHead head = ReadHead(folder);
        bool[] isCell = ReadIsCell(folder, regions.Count);
        (double[] samples, int frames) = ReadTraces(folder, regions.Count);
        List<NeuronDraft> drafts = [];
        for (int i = 0; i < regions.Count; i++)
        {
            if (isCell[i])
            {
                NeuronDraft draft = regions[i] is PickleDictionary region
                    ? Draft(region.ByName, path)
                    : throw NeuronFileErrors.Invalid(path, $"region {i} is no dictionary");
                draft.Trace = [.. Enumerable.Range(0, frames).Select(t => (float)samples[((long)i * frames) + t])];
                drafts.Add(draft);
            }
        }

        return new NeuronFileContent(head with { Name = head.Name ?? Path.GetFileName(Path.GetFullPath(folder)) }, drafts);
    }

    private static NeuronFileHead ReadHead(string folder)
    {
        string path = Path.Combine(folder, Suite2pNames.Options);
        if (!File.Exists(path) || Objects(path) is not [PickleDictionary { ByName: var options }])
        {
            return new NeuronFileHead();
        }

        if (options.GetValueOrDefault(Suite2pNames.Head) is string ours)
        {
            return NeuronJsonReader.ReadHead(Encoding.UTF8.GetBytes(ours), path);
        }

        double rate = Number(options, "fs");
        return new NeuronFileHead
        {
            Height = Size(options, "Ly"),
            Width = Size(options, "Lx"),
            FrameRate = rate > 0 && double.IsFinite(rate) ? rate : null,
        };
    }

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

    private static (double[] Samples, int Frames) ReadTraces(string folder, int count)
    {
        string path = Path.Combine(folder, Suite2pNames.Fluorescence);
        NpyArray traces = NpyFile.Read(path);
        return traces.Shape is [var rows, var frames] && rows == count
            ? (traces.ToDoubles(), frames)
            : throw NeuronFileErrors.Invalid(path, $"it is {string.Join('×', traces.Shape)} where {count} rows are expected");
    }

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

        double id = Number(region, Suite2pNames.Of(NeuronTable.View.Id));
        NeuronDraft draft = new() { Id = id is >= 1 and <= int.MaxValue ? (int)id : null };
        foreach (NeuronNumber<Neuron> number in NeuronTable.View.Read.Where(n => n.Npz is not null))
        {
            draft[number.Name] = Number(region, Suite2pNames.Of(number));
        }

        draft.Pixels.AddRange(rows.Zip(columns, (r, c) => ((int)r, (int)c)));
        return draft;
    }

    private static double Number(IReadOnlyDictionary<string, object?> values, string name) => values.GetValueOrDefault(name) switch
    {
        long whole => whole,
        double number => number,
        _ => double.NaN,
    };

    private static int? Size(IReadOnlyDictionary<string, object?> values, string name) =>
        Number(values, name) is >= 1 and <= int.MaxValue and var size ? (int)size : null;

    private static IReadOnlyList<object?> Objects(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MaxBytes)
            {
                throw NpyHeader.Invalid(path, $"its {stream.Length} bytes of objects are more than are read");
            }

            NpyHeader.SkipObjects(stream, path);
            byte[] pickle = new byte[stream.Length - stream.Position];
            stream.ReadExactly(pickle);
            return NumpyPickleReader.Read(pickle, path);
        }
        catch (EndOfStreamException e)
        {
            throw NpyHeader.Invalid(path, "it ends inside its header", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }
}
