using System.IO.Compression;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Npz;

/// <summary>Reads what <see cref="NeuronNpzWriter"/> wrote.</summary>
internal sealed class NeuronNpzReader
{
    // Deflate makes at best a thousandth of its input.
    private const long MostExpansion = 1100;

    private static readonly Dictionary<string, Action<NeuronDraft, double>> s_numbers = new()
    {
        [NpzNames.Row] = (neuron, value) => neuron.Row = value,
        [NpzNames.Column] = (neuron, value) => neuron.Column = value,
        [NpzNames.Roundness] = (neuron, value) => neuron.Roundness = value,
        [NpzNames.Score] = (neuron, value) => neuron.Score = value,
        [NpzNames.Snr] = (neuron, value) => neuron.Snr = value,
        [NpzNames.XUm] = (neuron, value) => neuron.XUm = value,
        [NpzNames.YUm] = (neuron, value) => neuron.YUm = value,
        [NpzNames.ZUm] = (neuron, value) => neuron.ZUm = value,
        [NpzNames.XErrorUm] = (neuron, value) => neuron.XErrorUm = value,
        [NpzNames.YErrorUm] = (neuron, value) => neuron.YErrorUm = value,
        [NpzNames.ZErrorUm] = (neuron, value) => neuron.ZErrorUm = value,
        [NpzNames.AgreeingViewCount] = (neuron, value) => neuron.AgreeingViewCount = value,
        [NpzNames.Placement] = (neuron, value) => neuron.Placement = value,
        [NpzNames.ResidualPx] = (neuron, value) => neuron.ResidualPx = value,
        [NpzNames.Correlation] = (neuron, value) => neuron.Correlation = value,
    };

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
        using Stream json = Find(NpzNames.Head) is { } head ? new MemoryStream(head.As<byte>()) : throw Missing(NpzNames.Head);
        NeuronFileHead known = NeuronJsonReader.Read(json, _path).Head;
        double[] ids = Find(NpzNames.Id)?.ToDoubles() ?? throw Missing(NpzNames.Id);
        NeuronDraft[] drafts = [.. ids.Select(id => new NeuronDraft { Id = (int)id })];
        foreach ((string name, Action<NeuronDraft, double> set) in s_numbers)
        {
            double[]? values = Find(name)?.ToDoubles();
            for (int i = 0; i < Checked(values, drafts.Length, name); i++)
            {
                set(drafts[i], values![i]);
            }
        }

        ForRows(NpzNames.Trace, drafts.Length, (i, trace) => drafts[i].Trace = trace.ToArray());
        ForRows(NpzNames.DeltaFOverF, drafts.Length, (i, trace) => drafts[i].DeltaFOverF = float.IsNaN(trace[0]) ? null : trace.ToArray());
        ILookup<int, NeuronDraft> byId = drafts.ToLookup(d => d.Id!.Value);
        ReadPixels(byId);
        ReadDetections(byId);
        return new NeuronFileContent(known, drafts);
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
        double[] rows = Find(NpzNames.Detections)?.ToDoubles() ?? [];
        int count = rows.Length / 5;
        double[]? residuals = Find(NpzNames.DetectionResidualPx)?.ToDoubles();
        double[]? snrs = Find(NpzNames.DetectionSnr)?.ToDoubles();
        double[]? weights = Find(NpzNames.DetectionWeight)?.ToDoubles();
        _ = Checked(residuals, count, NpzNames.DetectionResidualPx) + Checked(snrs, count, NpzNames.DetectionSnr) + Checked(weights, count, NpzNames.DetectionWeight);
        Trace?[] traces = new Trace?[count];
        ForRows(NpzNames.DetectionTrace, count, (i, trace) => traces[i] = float.IsNaN(trace[0]) ? null : new Trace(trace.ToArray()));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> row = rows.AsSpan(5 * i, 5);
            Of(byId, row[0]).Detections.Add(new Detection((int)row[1], (int)row[2], row[3], row[4])
            {
                ResidualPx = residuals?[i] ?? double.NaN,
                Snr = snrs?[i] ?? double.NaN,
                Weight = weights?[i] ?? double.NaN,
                Trace = traces[i],
            });
        }
    }

    private NeuronDraft Of(ILookup<int, NeuronDraft> byId, double id) =>
        byId[(int)id].FirstOrDefault() ?? throw NeuronFileErrors.Invalid(_path, FormattableString.Invariant($"it holds something of neuron {id}, which it does not hold"));

    /// <summary>Gives each row of a table to whoever wants it; rows without samples are left out.</summary>
    private void ForRows(string name, int rows, Action<int, ReadOnlySpan<float>> take)
    {
        if (Find(name) is not { } table)
        {
            return;
        }

        if (table.Shape is not [int given, int frames] || given != rows)
        {
            throw NeuronFileErrors.Invalid(_path, $"its array '{name}' is {string.Join('×', table.Shape)} where {rows}×n numbers are expected");
        }

        float[] samples = table.ToSingles();
        for (int i = 0; i < rows && frames > 0; i++)
        {
            take(i, samples.AsSpan(i * frames, frames));
        }
    }

    private int Checked(double[]? values, int count, string name) => values is null ? 0
        : values.Length == count ? count
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

    private Errors.DeepWonderException Missing(string name) => NeuronFileErrors.Invalid(_path, $"it is a zip without '{name}{NpzNames.Ending}'");
}
