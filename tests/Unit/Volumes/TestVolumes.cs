namespace DeepWonder3D.Tests.Volumes;

/// <summary>Small volumes with known samples.</summary>
internal static class TestVolumes
{
    /// <summary>A movie whose samples are a function of their place.</summary>
    public static Volume Create(
        long frames,
        int height,
        int width,
        Func<long, int, int, float> sample,
        SampleType type = SampleType.Float32,
        double? rate = 10,
        double? pixelUm = 2,
        int planes = 1,
        string name = "movie")
    {
        VolumeInfo info = new()
        {
            Name = name,
            FrameCount = frames,
            PlaneCount = planes,
            Height = height,
            Width = width,
            FrameRate = rate,
            PixelSizeUm = pixelUm,
        };
        return Fill(info, (t, z, y, x) => sample(t, (z * height) + y, x), type);
    }

    /// <summary>A movie whose samples are a function of frame, plane, row and column.</summary>
    public static Volume Fill(VolumeInfo info, Func<long, int, int, int, double> sample, SampleType type = SampleType.Float32)
    {
        using VolumeBuilder builder = new(info, type);
        float[] samples = new float[info.Height * info.Width];
        for (long t = 0; t < info.FrameCount; t++)
        {
            for (int z = 0; z < info.PlaneCount; z++)
            {
                for (int i = 0; i < samples.Length; i++)
                {
                    samples[i] = (float)sample(t, z, i / info.Width, i % info.Width);
                }

                builder.WritePlane<float>(t, z, samples);
            }
        }

        return builder.Build(new HistoryStep("Test", new Dictionary<string, string>()));
    }

    /// <summary>Every sample tells where it stands.</summary>
    public static Volume Numbered(long frames, int height, int width) =>
        Create(frames, height, width, (t, y, x) => (t * 1_000_000 % 7919) + (y * 1000) + x);

    /// <summary>A movie of the shape and samples of a fixture.</summary>
    public static Volume FromSamples(
        int[] shape, float[] samples, SampleType type = SampleType.Float32, double? rate = 10, double? pixelUm = 2) =>
        Create(shape[0], shape[1], shape[2], (t, y, x) => samples[((t * shape[1]) + y) * shape[2] + x], type, rate, pixelUm);

    /// <summary>All samples of plane 0, frames × rows × columns.</summary>
    public static float[] Samples(Volume volume)
    {
        float[] samples = new float[volume.FrameCount * volume.Height * volume.Width];
        for (int t = 0; t < volume.FrameCount; t++)
        {
            volume.ReadPlane<float>(t, 0, samples.AsSpan(t * volume.Height * volume.Width));
        }

        return samples;
    }
}

/// <summary>Samples of any number, all 0, that take no room; tells which plane is asked for.</summary>
internal sealed class GeneratedStore(SampleType type, long planes, int height, int width, Action<long> onRead)
    : SampleStore(type, planes, height, width)
{
    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        onRead(plane);
        destination[..(rowCount * RowBytes)].Clear();
    }

    protected override void Dispose(bool disposing)
    {
    }
}
