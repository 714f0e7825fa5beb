using System.IO.Compression;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Npz;

/// <summary>Reads what <see cref="NeuronNpzWriter"/> wrote.</summary>
internal sealed class NeuronNpzReader
{
    // Deflate makes at best a thousandth of its input.
    private const long MostExpansion = 1100;

    private readonly ZipArchive _zip;
    private readonly string _path;

    private NeuronNpzReader(ZipArchive zip, string path) => (_zip, _path) = (zip, path);

    /// <summary>Reads a file.</summary>
    /// <exception cref="Errors.DeepWonderException">NeuronFileInvalid or NpyFileInvalid.</exception>
    public static NeuronFileContent Read(string path)
    {
        using ZipArchive zip = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        return new NeuronNpzReader(zip, path).Read();
    }

    private NeuronFileContent Read()
    {
        NpyArray head = Find(NpzNames.Head) ?? throw Missing(NpzNames.Head);
        NeuronFileHead known = head.SampleType == typeof(byte)
            ? NeuronJsonReader.ReadHead(head.As<byte>(), _path)
            : throw NeuronFileErrors.Invalid(_path, $"its array '{NpzNames.Head}' holds {head.SampleType.Name} where bytes are expected");
        string id = NeuronTable.View.Id.Npz!;
        NeuronDraft[] drafts = [.. (Find(id)?.ToDoubles() ?? throw Missing(id)).Select(number => new NeuronDraft { Id = (int)number })];
        foreach (NeuronQuantity number in NeuronTable.Numbers.Where(n => n.Npz is not null))
        {
            double[]? values = Numbers(number.Npz!, drafts.Length);
            for (int i = 0; i < (values?.Length ?? 0); i++)
            {
                drafts[i][number.Name] = values![i];
            }
        }

        foreach (NeuronQuantity series in NeuronTable.Series.Where(s => s.Npz is not null))
        {
            ForRows(series, drafts.Length, (i, trace) => drafts[i].Series[series.Name] = trace);
        }

        ILookup<int, NeuronDraft> byId = drafts.ToLookup(d => d.Id!.Value);
        ReadPixels(byId);
        ReadDetections(byId);
        return new NeuronFileContent(known with { FrameTimes = Find(NpzNames.FrameTimes)?.ToDoubles() }, drafts);
    }

    private void ReadPixels(ILookup<int, NeuronDraft> byId)
    {
        double[] pixels = Find(NpzNames.Pixels)?.ToDoubles() ?? [];
        for (int i = 0; i + 2 < pixels.Length; i += 3)
        {
            Of(byId, pixels[i]).Pixels.Add(((int)pixels[i + 1], (int)pixels[i + 2]));
        }
    }

    private void ReadDetections(ILookup<int, NeuronDraft> byId)
    {
        IReadOnlyList<NeuronNumber<Detection>> numbers = NeuronTable.Detections.Numbers;
        int columns = 1 + numbers.Count(n => n.IsNeeded);
        double[] rows = Find(NpzNames.Detections)?.ToDoubles() ?? [];
        int count = rows.Length / columns;
        double[]?[] others = [.. numbers.Select(n => n.IsNeeded ? null : Numbers(n.Npz!, count))];
        float[]?[] traces = new float[]?[count];
        ForRows(NeuronTable.Detections.Trace, count, (i, trace) => traces[i] = trace);
        for (int i = 0; i < count; i++)
        {
            int row = i;
            Detection detection = NeuronTable.DetectionOf(
                k => numbers[k].IsNeeded ? rows[(row * columns) + 1 + k] : others[k]?[row] ?? double.NaN);
            Of(byId, rows[i * columns]).Detections.Add(detection with { Trace = traces[i] is { } trace ? new Trace(trace) : null });
        }
    }

    private NeuronDraft Of(ILookup<int, NeuronDraft> byId, double id) =>
        byId[(int)id].FirstOrDefault() ?? throw NeuronFileErrors.Invalid(
            _path, FormattableString.Invariant($"it holds something of neuron {id}, which it does not hold"));

    /// <summary>
    /// Gives each row of a table to whoever wants it; of what not every neuron has, rows of nothing but NaN are left out, as are rows
    /// without samples.
    /// </summary>
    private void ForRows(NeuronQuantity series, int rows, Action<int, float[]> take)
    {
        if (Find(series.Npz!) is not { } table)
        {
            return;
        }

        if (table.Shape is not [int given, int frames] || given != rows)
        {
            throw NeuronFileErrors.Invalid(
                _path, $"its array '{series.Npz}' is {string.Join('×', table.Shape)} where {rows}×n numbers are expected");
        }

        float[] samples = table.ToSingles();
        for (int i = 0; i < rows && frames > 0; i++)
        {
            float[] row = samples[(i * frames)..((i + 1) * frames)];
            if (series.IsNeeded || !Array.TrueForAll(row, float.IsNaN))
            {
                take(i, row);
            }
        }
    }

    private double[]? Numbers(string name, int count) => Find(name)?.ToDoubles() is not { } values ? null
        : values.Length == count ? values
        : throw NeuronFileErrors.Invalid(_path, $"its array '{name}' has {values.Length} values where {count} are expected");

    private NpyArray? Find(string name)
    {
        if (_zip.GetEntry(name + NpzNames.Ending) is not { } entry)
        {
            return null;
        }

        if (entry.Length > (MostExpansion * entry.CompressedLength) + MostExpansion)
        {
            throw NeuronFileErrors.Invalid(_path, $"its array '{name}' claims {entry.Length} bytes in {entry.CompressedLength}");
        }

        using Stream stream = entry.Open();
        return NpyFile.Read(stream, entry.Length, _path);
    }

    private Errors.DeepWonderException Missing(string name) =>
        NeuronFileErrors.Invalid(_path, $"it is a zip without '{name}{NpzNames.Ending}'");
}
