namespace DeepWonder3D.Figures;

/// <summary>One plane's movie as still images, all from one pass over its frames. Arrays have the shape (Height, Width).</summary>
internal sealed class ProjectionImage(int height, int width, float[] mean, float[] correlation, float[] maximum, float[] standardDeviation)
{
    private const long BatchBytes = 32L << 20;
    private const int MaxBatchFrames = 16;

    private readonly float[][] _images = [mean, correlation, maximum, standardDeviation];

    public int Height { get; } = height;

    public int Width { get; } = width;

    /// <summary>The samples of one projection, row-major. A pixel with a sample that is NaN is NaN.</summary>
    public ReadOnlySpan<float> this[ProjectionKind kind] => _images[(int)kind];

    /// <summary>
    /// Projects a movie. Memory: about 60 bytes a pixel and at most 32 MiB of frames (or one), whatever the movie's length.
    /// </summary>
    /// <param name="volume">The movie.</param>
    /// <param name="plane">The plane in depth; the middle one where null.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Cancels between frames.</param>
    public static ProjectionImage Of(Volume volume, int? plane, IStageObserver observer, CancellationToken token)
    {
        int depth = plane ?? volume.PlaneCount / 2;
        int pixels = checked(volume.Height * volume.Width);
        int batchFrames = (int)Math.Clamp(BatchBytes / ((long)pixels * sizeof(double)), 1, MaxBatchFrames);
        ProjectionSums sums = new(volume.Height, volume.Width);
        double[][] batch = new double[(int)Math.Min(batchFrames, volume.FrameCount)][];
        for (int i = 0; i < batch.Length; i++)
        {
            batch[i] = new double[pixels];
        }

        string activity = $"Projecting {volume.Name}";
        for (long frame = 0; frame < volume.FrameCount;)
        {
            int count = (int)Math.Min(batch.Length, volume.FrameCount - frame);
            for (int i = 0; i < count; i++, frame++)
            {
                token.ThrowIfCancellationRequested();
                volume.ReadPlane<double>(frame, depth, batch[i]);
            }

            sums.Add(batch.AsSpan(0, count), token);
            observer.Progress(new StageProgress(activity, frame, volume.FrameCount, "frame"));
        }

        return sums.ToImage();
    }
}

/// <summary>How a movie becomes one image.</summary>
internal enum ProjectionKind
{
    /// <summary>Mean over time.</summary>
    Mean,

    /// <summary>Mean Pearson correlation of a pixel's time course with those of its neighbours.</summary>
    Correlation,

    /// <summary>Largest sample over time.</summary>
    Maximum,

    /// <summary>Standard deviation over time.</summary>
    StandardDeviation,
}
