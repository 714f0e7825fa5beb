using System.Diagnostics;
using DeepWonder3D.Formats.Hdf5.Writing;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>
/// Writes a volume as an HDF5 dataset, a plane a chunk (or part of a plane, where it is large), with its scales and its history as
/// attributes.
/// </summary>
internal static class Hdf5VolumeWriter
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Writes a volume.</summary>
    /// <exception cref="DeepWonderException">
    /// FileExists, DiskFull, FileWriteFailed, ParameterInvalid, or what reading the volume throws.
    /// </exception>
    public static void Write(
        Volume volume, string path, VolumeWriteOptions options, IStageObserver observer, CancellationToken cancellationToken)
    {
        bool deflate = IsDeflated(options.Compression);
        ResultFiles.Write(options.Overwrite, (path, Fill));
        void Fill(Stream stream)
        {
            Hdf5Writer writer = new(stream);
            long data = Samples(writer, volume, options.SampleType ?? volume.SampleType, deflate, observer, cancellationToken);
            writer.Finish(writer.Group([(Hdf5Names.Data, data)]));
        }
    }

    /// <summary>Whether samples are deflated.</summary>
    /// <exception cref="DeepWonderException">ParameterInvalid: HDF5 has no such compression.</exception>
    public static bool IsDeflated(VolumeCompression compression) => compression switch
    {
        VolumeCompression.None => false,
        VolumeCompression.Deflate => true,
        _ => throw new DeepWonderException(
            ErrorId.ParameterInvalid,
            $"An HDF5 file cannot be compressed with {compression}.",
            compression,
            "Give -Compression Deflate or None."),
    };

    private static long Samples(
        Hdf5Writer writer, Volume volume, SampleType type, bool deflate, IStageObserver observer, CancellationToken cancellationToken)
    {
        string axes = volume.PlaneCount > 1 ? "TZYX" : "TYX";
        int[] chunk = [1, volume.Height, volume.Width];
        chunk[1] = (int)Math.Clamp(ChunkBytes / Math.Max(1L, (long)volume.Width * type.SizeOf()), 1, volume.Height);
        long[] lengths = [volume.FrameCount, volume.Height, volume.Width];
        if (volume.PlaneCount > 1)
        {
            (lengths, chunk) = ([volume.FrameCount, volume.PlaneCount, volume.Height, volume.Width], [1, 1, chunk[1], chunk[2]]);
        }

        Hdf5ChunkWriter chunks = new(writer, Hdf5ItemType.Of(type), lengths, chunk, deflate);
        SampleRowSource source = new(volume, type);
        byte[] rows = new byte[checked(chunk[^2] * volume.Width * type.SizeOf())];
        long started = Stopwatch.GetTimestamp();
        long planes = volume.FrameCount * volume.PlaneCount;
        for (long plane = 0; plane < planes; plane++)
        {
            for (int row = 0; row < volume.Height; row += chunk[^2])
            {
                cancellationToken.ThrowIfCancellationRequested();
                source.Read(plane, row, Math.Min(chunk[^2], volume.Height - row)).CopyTo(rows);
                chunks.Write(
                    volume.PlaneCount > 1 ? [plane / volume.PlaneCount, plane % volume.PlaneCount, row, 0] : [plane, row, 0], rows);
            }

            double rate = (plane + 1.0) * volume.Height * volume.Width / Stopwatch.GetElapsedTime(started).TotalSeconds;
            observer.Progress(new StageProgress($"Exporting {volume.Name}", plane + 1, planes, "plane", rate));
        }

        return chunks.Finish([.. Attributes(writer, volume, axes)]);
    }

    private static List<Hdf5Attribute> Attributes(Hdf5Writer writer, Volume volume, string axes)
    {
        List<Hdf5Attribute> attributes =
        [
            writer.Text(Hdf5Names.Axes, axes),
            writer.Text(Hdf5Names.Provenance, Encoding.UTF8.GetString(VolumeProvenance.Of(volume).ToJson())),
        ];
        void Add(string name, double? value) => attributes.AddRange(value is { } known ? [Hdf5Attribute.Of(name, known)] : []);
        Add(Hdf5Names.FrameRate, volume.FrameRate);
        Add(Hdf5Names.PixelSizeUm, volume.PixelSizeUm);
        Add(Hdf5Names.PlaneStepUm, volume.PlaneStepUm);
        if (volume.PixelSizeUm is { } pixel)
        {
            attributes.Add(Hdf5Attribute.Of(Hdf5Names.ElementSizeUm, [volume.PlaneStepUm ?? 1, pixel * volume.PixelAspect, pixel]));
        }

        return attributes;
    }
}

/// <summary>The names in the HDF5 files of recordings that this program writes.</summary>
internal static class Hdf5Names
{
    /// <summary>The dataset.</summary>
    public const string Data = "data";

    // Its attributes.
    public const string Axes = "axes";
    public const string FrameRate = "frame_rate";
    public const string PixelSizeUm = "pixel_size_um";
    public const string PlaneStepUm = "plane_step_um";
    public const string Provenance = "provenance";

    /// <summary>Depth, height and width of a voxel, as ilastik and BigDataViewer write them.</summary>
    public const string ElementSizeUm = "element_size_um";
}
