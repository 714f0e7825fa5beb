using System.Runtime.InteropServices;
using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>The plane segmentation of an NWB file: a table with a row a neuron, whose columns may hold several items a row.</summary>
internal sealed class NwbTable
{
    private static readonly Hdf5ItemType s_pixel = Hdf5ItemType.Compound(
        ("x", Hdf5ItemType.Integer(4, isSigned: false)), ("y", Hdf5ItemType.Integer(4, isSigned: false)), ("weight", Hdf5ItemType.Float(4)));

    private readonly NwbBuilder _file;
    private readonly string _path;
    private readonly int[] _ids;
    private readonly List<(string Name, string Description, double[] Values)> _numbers = [];
    private readonly List<(string Name, string Description, double[][] Rows)> _lists = [];
    private readonly (int Row, int Column)[][] _pixels;

    /// <summary>The table of a view's neurons.</summary>
    public NwbTable(NwbBuilder file, string path, NeuronSet set)
    {
        IReadOnlyList<Neuron> neurons = set.Neurons;
        (_file, _path, _ids) = (file, path, [.. neurons.Select(n => n.Id)]);
        _pixels = [.. neurons.Select(n => Enumerable.Range(0, n.Footprint.Count).Select(i => (n.Footprint.RowAt(i), n.Footprint.ColumnAt(i))).ToArray())];
        Add(NwbColumns.Row, "row of the centroid, pixels from 0", neurons.Select(n => n.Row));
        Add(NwbColumns.Column, "column of the centroid, pixels from 0", neurons.Select(n => n.Column));
        Add(NwbColumns.Roundness, "4 pi area / perimeter squared: 1 for a circle", neurons.Select(n => n.Roundness));
        Add(NwbColumns.Score, "highest score of the segmentation inside the footprint", neurons.Select(n => n.Score));
        Add(NwbColumns.Snr, "peak of the trace above its median, in units of its noise", neurons.Select(n => n.Snr));
    }

    /// <summary>The table of neurons in space. The schema asks for a mask: that of a neuron is the pixel at its centre.</summary>
    public NwbTable(NwbBuilder file, string path, NeuronPopulation population)
    {
        IReadOnlyList<LocalizedNeuron> neurons = population.Neurons;
        (_file, _path, _ids) = (file, path, [.. neurons.Select(n => n.Id)]);
        _pixels = [.. neurons.Select(n => new[] { ((int)Math.Max(0, Math.Round(n.Row)), (int)Math.Max(0, Math.Round(n.Column))) })];
        Add(NwbColumns.XUm, "position along the columns, micrometres", neurons.Select(n => n.XUm));
        Add(NwbColumns.YUm, "position along the rows, micrometres", neurons.Select(n => n.YUm));
        Add(NwbColumns.ZUm, "depth, micrometres", neurons.Select(n => n.ZUm));
        Add(NwbColumns.Row, "row in the centre view, pixels from 0", neurons.Select(n => n.Row));
        Add(NwbColumns.Column, "column in the centre view, pixels from 0", neurons.Select(n => n.Column));
        Add(NwbColumns.XErrorUm, "standard error of the position along the columns, micrometres", neurons.Select(n => n.XErrorUm));
        Add(NwbColumns.YErrorUm, "standard error of the position along the rows, micrometres", neurons.Select(n => n.YErrorUm));
        Add(NwbColumns.ZErrorUm, "standard error of the depth, micrometres", neurons.Select(n => n.ZErrorUm));
        Add(NwbColumns.AgreeingViewCount, "views that saw it where its position puts it", neurons.Select(n => (double)n.AgreeingViewCount));
        Add(NwbColumns.Placement, "0 not judged, 1 in space, 2 depth uncertain, 3 views disagree, 4 flat", neurons.Select(n => (double)n.Placement));
        Add(NwbColumns.ResidualPx, "distance between where views saw it and where its position puts it, pixels", neurons.Select(n => n.ResidualPx));
        Add(NwbColumns.Correlation, "mean correlation of the views' traces with their mean", neurons.Select(n => n.Correlation));
        Add(NwbColumns.Snr, "peak of the trace above its median, in units of its noise", neurons.Select(n => n.Snr));
        Add(NwbColumns.DetectionView, "views that saw it", neurons, d => d.ViewId);
        Add(NwbColumns.DetectionNeuron, "its numbers in those views", neurons, d => d.NeuronId);
        Add(NwbColumns.DetectionRow, "its rows in those views", neurons, d => d.Row);
        Add(NwbColumns.DetectionColumn, "its columns in those views", neurons, d => d.Column);
        Add(NwbColumns.DetectionResidualPx, "distances between where those views saw it and where its position puts it, pixels", neurons, d => d.ResidualPx);
        Add(NwbColumns.DetectionSnr, "peaks of its traces in those views above their medians, in units of their noise", neurons, d => d.Snr);
        Add(NwbColumns.DetectionWeight, "shares of those views in its trace", neurons, d => d.Weight);
    }

    /// <summary>Writes the table.</summary>
    /// <returns>Its address.</returns>
    public long Write()
    {
        Hdf5Writer w = _file.Writer;
        List<Hdf5Link> links =
        [
            new(NwbColumns.Id, w.Dataset(Hdf5ItemType.Integer(4, isSigned: true), [_ids.Length], MemoryMarshal.AsBytes(_ids.AsSpan()), _file.Typed($"{_path}/id", "ElementIdentifiers", NwbNames.Common))),
            new(NwbNames.ImagingPlane, -1, NwbBuilder.PlanePath),
        ];
        byte[] pixels = [.. _pixels.SelectMany(p => p).SelectMany(p => (byte[])[.. BitConverter.GetBytes(p.Column), .. BitConverter.GetBytes(p.Row), .. BitConverter.GetBytes(1f)])];
        AddList(links, NwbColumns.PixelMask, "pixels of each neuron: column, row, weight", s_pixel, pixels, [.. _pixels.Select(p => p.Length)]);
        foreach ((string name, string description, double[][] rows) in _lists)
        {
            double[] values = [.. rows.SelectMany(r => r)];
            AddList(links, name, description, Hdf5ItemType.Float(8), MemoryMarshal.AsBytes(values.AsSpan()), [.. rows.Select(r => r.Length)]);
        }

        foreach ((string name, string description, double[] values) in _numbers)
        {
            links.Add(new Hdf5Link(name, Column(name, description, Hdf5ItemType.Float(8), values.Length, MemoryMarshal.AsBytes(values.AsSpan()))));
        }

        string[] columns = [NwbColumns.PixelMask, .. _lists.Select(l => l.Name), .. _numbers.Select(n => n.Name)];
        return w.Group(links, _file.Typed(_path, NwbNames.PlaneSegmentation, NwbNames.Core, w.Text("description", _file.Name), w.Texts("colnames", columns)));
    }

    private void Add(string name, string description, IEnumerable<double> values) => _numbers.Add((name, description, [.. values]));

    private void Add(string name, string description, IEnumerable<LocalizedNeuron> neurons, Func<Detection, double> value) =>
        _lists.Add((name, description, [.. neurons.Select(n => n.Detections.Select(value).ToArray())]));

    private long Column(string name, string description, Hdf5ItemType type, long count, ReadOnlySpan<byte> items) => _file.Writer.Dataset(
        type, [count], items, _file.Typed($"{_path}/{name}", "VectorData", NwbNames.Common, _file.Writer.Text("description", description)));

    /// <summary>Adds a column with several items a row, and the one that says where each row ends.</summary>
    private void AddList(List<Hdf5Link> links, string name, string description, Hdf5ItemType type, ReadOnlySpan<byte> items, int[] counts)
    {
        long column = Column(name, description, type, items.Length / type.Bytes, items);
        ulong end = 0;
        ulong[] ends = [.. counts.Select(c => end += (ulong)c)];
        long index = _file.Writer.Dataset(
            Hdf5ItemType.Integer(8, isSigned: false),
            [ends.Length],
            MemoryMarshal.AsBytes(ends.AsSpan()),
            _file.Typed($"{_path}/{name}_index", "VectorIndex", NwbNames.Common, _file.Writer.Text("description", $"where the items of each row of {name} end"), Hdf5Attribute.To("target", column)));
        links.Add(new Hdf5Link(name, column));
        links.Add(new Hdf5Link(name + NwbColumns.IndexEnding, index));
    }
}
