using System.Diagnostics;
using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;

namespace DeepWonder3D.Formats.Nwb;

/// <summary>
/// Writes a volume as a series of an NWB file. The schema wants columns before rows, and depth last: each frame is turned.
/// </summary>
internal static class NwbVolumeWriter
{
    /// <summary>Writes a volume.</summary>
    /// <exception cref="DeepWonderException">
    /// FrameRateUnknown, FileExists, DiskFull, FileWriteFailed, ParameterInvalid, or what reading the volume throws.
    /// </exception>
    public static void Write(
        Volume volume, string path, VolumeWriteOptions options, IStageObserver observer, CancellationToken cancellationToken)
    {
        bool deflate = Hdf5VolumeWriter.IsDeflated(options.Compression);
        double rate = volume.FrameRate ?? throw new DeepWonderException(
            ErrorId.FrameRateUnknown,
            $"NWB needs the frame rate, and that of '{volume.Name}' is not known.",
            volume.Name,
            "Import the recording with -FrameRate.");
        ResultFiles.Write(options.Overwrite, (path, Fill));
        void Fill(Stream stream)
        {
            Hdf5Writer writer = new(stream);
            NwbBuilder file = new(writer, volume.Name, volume.History);
            long data = Samples(writer, volume, options.SampleType ?? volume.SampleType, deflate, observer, cancellationToken);
            long series = Series(file, data, volume.FrameTimes, rate);
            string notes = Encoding.UTF8.GetString((VolumeProvenance.Of(volume) with { FrameTimes = null }).ToJson());
            file.Finish([(NwbNames.TwoPhotonSeries, series)], [], notes, (rate, volume.PixelSizeUm, volume.PlaneStepUm), volume.PixelAspect);
        }
    }

    private static long Series(NwbBuilder file, long data, double[]? times, double rate)
    {
        Hdf5Writer w = file.Writer;
        List<Hdf5Link> links =
        [
            new(NwbNames.Data, data),
            new("format", w.Dataset("raw")),
            NwbTimes.Write(w, times, rate),
            new(NwbNames.ImagingPlane, -1, NwbBuilder.PlanePath),
        ];
        return w.Group(
            links,
            file.Typed(
                "/acquisition/" + NwbNames.TwoPhotonSeries,
                NwbNames.TwoPhotonSeries,
                NwbNames.Core,
                w.Text("description", file.Name),
                w.Text("comments", "no comments")));
    }

    private static long Samples(
        Hdf5Writer writer, Volume volume, SampleType type, bool deflate, IStageObserver observer, CancellationToken cancellationToken)
    {
        bool isDeep = volume.PlaneCount > 1;
        (int height, int width, int depth, int size) = (volume.Height, volume.Width, volume.PlaneCount, type.SizeOf());
        long[] lengths = isDeep ? [volume.FrameCount, width, height, depth] : [volume.FrameCount, width, height];
        int[] chunk = isDeep ? [1, width, height, depth] : [1, width, height];
        Hdf5ChunkWriter chunks = new(writer, Hdf5ItemType.Of(type), lengths, chunk, deflate);
        SampleRowSource source = new(volume, type);
        byte[] planes = new byte[checked(depth * height * width * size)];
        byte[] turned = new byte[planes.Length];
        long started = Stopwatch.GetTimestamp();
        for (long frame = 0; frame < volume.FrameCount; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int plane = 0; plane < depth; plane++)
            {
                source.Read((frame * depth) + plane, 0, height).CopyTo(planes.AsSpan(plane * height * width * size));
            }

            // From planes of rows of columns to columns of rows of planes: both axes pairs change places.
            if (isDeep)
            {
                Transposition.Turn(planes, turned, depth, height * width, size);
                TurnGroups(turned, planes, height, width, depth * size);
                chunks.Write([frame, 0, 0, 0], planes);
            }
            else
            {
                Transposition.Turn(planes, turned, height, width, size);
                chunks.Write([frame, 0, 0], turned);
            }

            double voxels = (frame + 1.0) * depth * height * width;
            observer.Progress(new StageProgress(
                $"Exporting {volume.Name}",
                frame + 1,
                volume.FrameCount,
                "frame",
                voxels / Stopwatch.GetElapsedTime(started).TotalSeconds));
        }

        return chunks.Finish(
            Hdf5Attribute.Of("conversion", 1.0),
            Hdf5Attribute.Of("offset", 0.0),
            Hdf5Attribute.Of("resolution", -1.0),
            writer.Text(NwbNames.Unit, "n.a."));
    }

    /// <summary>Turns a matrix of groups of bytes.</summary>
    private static void TurnGroups(ReadOnlySpan<byte> source, Span<byte> target, int rows, int columns, int groupBytes)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                source.Slice(((row * columns) + column) * groupBytes, groupBytes).CopyTo(target[(((column * rows) + row) * groupBytes)..]);
            }
        }
    }
}
