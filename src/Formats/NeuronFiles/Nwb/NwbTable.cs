using System.Runtime.InteropServices;
using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>The plane segmentation of an NWB file: a table with a row a neuron, whose columns may hold several items a row.</summary>
internal sealed class NwbTable
{
    private static readonly Hdf5ItemType s_pixel = Hdf5ItemType.Compound(
        ("x", Hdf5ItemType.Integer(4, isSigned: false)),
        ("y", Hdf5ItemType.Integer(4, isSigned: false)),
        ("weight", Hdf5ItemType.Float(4)));

    private readonly NwbBuilder _file;
    private readonly string _path;
    private readonly int[] _ids;
    private readonly List<(string Name, string Description, double[] Values)> _numbers = [];
    private readonly List<(string Name, string Description, double[][] Rows)> _lists = [];
    private readonly (int Row, int Column)[][] _pixels;
    private readonly string[] _labels;

    /// <summary>The table of a view's neurons.</summary>
    public NwbTable(NwbBuilder file, string path, NeuronSet set)
    {
        (_file, _path, _ids) = (file, path, [.. set.Neurons.Select(n => n.Id)]);
        _pixels = [.. set.Neurons.Select(n => n.Footprint).Select(
            f => Enumerable.Range(0, f.Count).Select(i => (f.RowAt(i), f.ColumnAt(i))).ToArray())];
        AddNumbers(NeuronTable.View, set.Neurons);
        _labels = LabelsOf(set.Neurons.Select(n => n.Label));
    }

    /// <summary>The table of neurons in space. The schema asks for a mask: that of a neuron is the pixel at its centre.</summary>
    public NwbTable(NwbBuilder file, string path, NeuronPopulation population)
    {
        IReadOnlyList<LocalizedNeuron> neurons = population.Neurons;
        (_file, _path, _ids) = (file, path, [.. neurons.Select(n => n.Id)]);
        _pixels = [.. neurons.Select(n => new[] { ((int)Math.Max(0, Math.Round(n.Row)), (int)Math.Max(0, Math.Round(n.Column))) })];
        AddNumbers(NeuronTable.Space, neurons);
        _labels = LabelsOf(neurons.Select(n => n.Label));
        foreach (NeuronNumber<Detection> number in NeuronTable.Detections.Numbers.Where(n => n.Nwb is not null))
        {
            _lists.Add((number.Nwb!, number.Description, [.. neurons.Select(n => n.Detections.Select(number.Get).ToArray())]));
        }
    }

    /// <summary>Writes the table.</summary>
    /// <returns>Its address.</returns>
    public long Write()
    {
        Hdf5Writer w = _file.Writer;
        long ids = w.Dataset(
            Hdf5ItemType.Integer(4, isSigned: true),
            [_ids.Length],
            MemoryMarshal.AsBytes(_ids.AsSpan()),
            _file.Typed($"{_path}/{NwbColumns.Id}", "ElementIdentifiers", NwbNames.Common));
        List<Hdf5Link> links = [new(NwbColumns.Id, ids), new(NwbNames.ImagingPlane, -1, NwbBuilder.PlanePath)];

        // The schema asks for the group, and for nothing in it.
        links.Add(new Hdf5Link("reference_images", w.Group(Array.Empty<Hdf5Link>())));
        int[] counts = [.. _pixels.Select(p => p.Length)];
        byte[] pixels = [.. _pixels.SelectMany(p => p).SelectMany(Pixel)];
        AddList(links, NwbColumns.PixelMask, "pixels of each neuron: column, row, weight", s_pixel, pixels, counts);
        foreach ((string name, string description, double[][] rows) in _lists)
        {
            double[] values = [.. rows.SelectMany(r => r)];
            counts = [.. rows.Select(r => r.Length)];
            AddList(links, name, description, Hdf5ItemType.Float(8), MemoryMarshal.AsBytes(values.AsSpan()), counts);
        }

        foreach ((string name, string description, double[] values) in _numbers)
        {
            ReadOnlySpan<byte> items = MemoryMarshal.AsBytes(values.AsSpan());
            links.Add(new Hdf5Link(name, Column(name, description, Hdf5ItemType.Float(8), values.Length, items)));
        }

        if (_labels.Length > 0)
        {
            byte[] labels = [.. _labels.SelectMany(w.TextItem)];
            links.Add(new Hdf5Link(
                NwbColumns.Label, Column(NwbColumns.Label, "what people call the neuron", Hdf5ItemType.Text, _labels.Length, labels)));
        }

        string[] columns =
        [
            NwbColumns.PixelMask,
            .. _lists.Select(l => l.Name),
            .. _numbers.Select(n => n.Name),
            .. _labels.Length > 0 ? [NwbColumns.Label] : Array.Empty<string>(),
        ];
        Hdf5Attribute[] texts = [w.Text("description", _file.Name), w.Texts("colnames", columns)];
        return w.Group(links, _file.Typed(_path, NwbNames.PlaneSegmentation, NwbNames.Core, texts));
    }

    /// <summary>The labels of all rows, empty for none; nothing where no row has one.</summary>
    private static string[] LabelsOf(IEnumerable<string?> labels) =>
        labels.Any(l => l is not null) ? [.. labels.Select(l => l ?? "")] : [];

    private static byte[] Pixel((int Row, int Column) pixel) =>
        [.. BitConverter.GetBytes(pixel.Column), .. BitConverter.GetBytes(pixel.Row), .. BitConverter.GetBytes(1f)];

    private void AddNumbers<T>(NeuronTable<T> table, IReadOnlyList<T> neurons)
    {
        foreach (NeuronNumber<T> number in table.Numbers.Where(n => n.Nwb is not null && n.IsIn(neurons)))
        {
            _numbers.Add((number.Nwb!, number.Description, [.. neurons.Select(number.Get)]));
        }
    }

    private long Column(string name, string description, Hdf5ItemType type, long count, ReadOnlySpan<byte> items) => _file.Writer.Dataset(
        type,
        [count],
        items,
        _file.Typed(
            $"{_path}/{name}", NwbNames.VectorData, NwbNames.Common, _file.Writer.Text(NwbNames.Description, description)));

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
            _file.Typed(
                $"{_path}/{name}{NwbColumns.IndexEnding}",
                "VectorIndex",
                NwbNames.Common,
                _file.Writer.Text("description", $"where the items of each row of {name} end"),
                Hdf5Attribute.To("target", column)));
        links.Add(new Hdf5Link(name, column));
        links.Add(new Hdf5Link(name + NwbColumns.IndexEnding, index));
    }
}
