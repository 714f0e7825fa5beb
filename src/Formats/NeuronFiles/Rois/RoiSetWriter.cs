using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Rois;

/// <summary>
/// Writes neurons as the zip of regions that ImageJ's and Fiji's ROI Manager opens: the outline of each footprint along its pixels' edges,
/// or the centre of a neuron in space as a point.
/// </summary>
internal static class RoiSetWriter
{
    private const int HeadBytes = 64;
    private const short Version = 227;
    private const byte Traced = 8;
    private const byte Point = 10;

    // A zip holds times, and the same neurons are to give the same bytes.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</summary>
    public static void Write(Stream stream, object neurons, CancellationToken cancellation)
    {
        using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        IEnumerable<(int Id, string? Label, List<(int Row, int Column)> Corners)> regions = neurons is NeuronSet set
            ? set.Neurons.Where(n => n.Footprint.Count > 0).Select(n => (n.Id, n.Label, RoiOutline.Of(n.Footprint)))
            : ((NeuronPopulation)neurons).Neurons.Select(
                n => (n.Id, n.Label, new List<(int, int)> { (Clamp(n.Row), Clamp(n.Column)) }));
        foreach ((int id, string? label, List<(int, int)> corners) in regions)
        {
            cancellation.ThrowIfCancellationRequested();
            ZipArchiveEntry entry = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"neuron{id:0000}.roi"));
            entry.LastWriteTime = s_time;
            using Stream content = entry.Open();
            content.Write(Region(corners, neurons is NeuronSet ? Traced : Point, label ?? ""));
        }
    }

    private static int Clamp(double value) => (int)Math.Clamp(Math.Round(value), 0, short.MaxValue);

    private static byte[] Region(List<(int Row, int Column)> corners, byte type, string label)
    {
        (int top, int left) = (corners.Min(c => c.Row), corners.Min(c => c.Column));
        int end = HeadBytes + (4 * corners.Count);
        byte[] region = new byte[end + RoiRegion.SecondHeadBytes + (2 * label.Length)];
        "Iout"u8.CopyTo(region);
        void Short(int offset, int value) => BinaryPrimitives.WriteInt16BigEndian(region.AsSpan(offset), checked((short)value));
        Short(4, Version);
        region[6] = type;
        Short(8, top);
        Short(10, left);
        Short(12, corners.Max(c => c.Row));
        Short(14, corners.Max(c => c.Column));
        Short(16, corners.Count);
        BinaryPrimitives.WriteInt32BigEndian(region.AsSpan(60), end);
        if (label.Length > 0)
        {
            // ImageJ shows this name in the image, and the entry's in its list.
            int at = end + RoiRegion.SecondHeadBytes;
            BinaryPrimitives.WriteInt32BigEndian(region.AsSpan(end + RoiRegion.NameAt), at);
            BinaryPrimitives.WriteInt32BigEndian(region.AsSpan(end + RoiRegion.NameLengthAt), label.Length);
            Encoding.BigEndianUnicode.GetBytes(label, region.AsSpan(at));
        }

        for (int i = 0; i < corners.Count; i++)
        {
            Short(HeadBytes + (2 * i), corners[i].Column - left);
            Short(HeadBytes + (2 * (corners.Count + i)), corners[i].Row - top);
        }

        return region;
    }
}
