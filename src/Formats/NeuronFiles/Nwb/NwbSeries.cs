using System.Globalization;
using System.Runtime.InteropServices;
using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>Traces of some rows of the table of neurons, as a response series.</summary>
/// <param name="Container">The container that it stands in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Description">What it is.</param>
/// <param name="Unit">The samples' unit.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Traces">A trace for each, equally long.</param>
internal sealed record NwbSeries(string Container, string Name, string Description, string Unit, int[] Rows, Trace[] Traces)
{
    /// <summary>The series of the table, each of the neurons that have it.</summary>
    public static IEnumerable<NwbSeries> Of<T>(NeuronTable<T> table, IReadOnlyList<T> neurons)
    {
        foreach (NeuronSeries<T> series in table.Series.Where(s => s.Nwb is not null))
        {
            (int Row, Trace? Trace)[] traces = [.. neurons.Select((n, row) => (row, series.Get(n))).Where(n => n.Item2 is not null)];
            if (traces.Length > 0)
            {
                string[] place = series.Nwb!.Split('/');
                yield return new NwbSeries(
                    place[0], place[1], series.Meaning, series.Unit!, [.. traces.Select(t => t.Row)], [.. traces.Select(t => t.Trace!)]);
            }
        }
    }

    /// <summary>What each view saw of neurons in space.</summary>
    public static IEnumerable<NwbSeries> OfViews(NeuronPopulation population)
    {
        foreach (IGrouping<int, (int Row, Trace Trace)> view in population.Neurons
            .SelectMany((n, row) => n.Detections.Where(d => d.Trace is not null).Select(d => (d.ViewId, Seen: (row, d.Trace!))))
            .GroupBy(d => d.ViewId, d => d.Seen)
            .OrderBy(v => v.Key))
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{NwbNames.RoiResponseSeries}{NwbColumns.OfView}{view.Key}");
            string description = string.Create(CultureInfo.InvariantCulture, $"what view {view.Key} saw");
            yield return new NwbSeries(
                NwbColumns.Fluorescence, name, description, "a.u.", [.. view.Select(v => v.Row)], [.. view.Select(v => v.Trace)]);
        }
    }

    /// <summary>Writes the series.</summary>
    /// <returns>Its address.</returns>
    public long Write(NwbBuilder file, string modulePath, long table, NeuronFileHead head, CancellationToken cancellation)
    {
        Hdf5Writer w = file.Writer;
        string path = $"{modulePath}/{Container}/{Name}";
        long regions = w.Dataset(
            Hdf5ItemType.Integer(4, isSigned: true),
            [Rows.Length],
            MemoryMarshal.AsBytes(Rows.AsSpan()),
            file.Typed(
                path + "/rois",
                NwbNames.TableRegion,
                NwbNames.Common,
                w.Text("description", "rows of the table of neurons"),
                Hdf5Attribute.To("table", table)));
        Hdf5Link[] links =
        [
            new(NwbNames.Data, Samples(w, Traces, Unit, cancellation)),
            new("rois", regions),
            NwbTimes.Write(w, head.FrameTimes, head.FrameRate),
        ];
        Hdf5Attribute[] texts = [w.Text("description", Description), w.Text("comments", "no comments")];
        return w.Group(links, file.Typed(path, NwbNames.RoiResponseSeries, NwbNames.Core, texts));
    }

    /// <summary>The traces, frames by neurons, in chunks of about a megabyte.</summary>
    private static long Samples(Hdf5Writer writer, Trace[] traces, string unit, CancellationToken cancellation)
    {
        int frames = traces[0].Length;
        int atOnce = Math.Clamp((1 << 18) / traces.Length, 1, frames);
        Hdf5ChunkWriter chunks = new(writer, Hdf5ItemType.Float(4), [frames, traces.Length], [atOnce, traces.Length], deflate: true);
        float[] block = new float[atOnce * traces.Length];
        for (int start = 0; start < frames; start += atOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < traces.Length; i++)
            {
                for (int frame = start; frame < Math.Min(start + atOnce, frames); frame++)
                {
                    block[((frame - start) * traces.Length) + i] = traces[i][frame];
                }
            }

            chunks.Write([start, 0], MemoryMarshal.AsBytes(block.AsSpan()));
        }

        return chunks.Finish(
            Hdf5Attribute.Of("conversion", 1.0),
            Hdf5Attribute.Of("offset", 0.0),
            Hdf5Attribute.Of("resolution", -1.0),
            writer.Text(NwbNames.Unit, unit));
    }
}
