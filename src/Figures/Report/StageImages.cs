namespace DeepWonder3D.Figures.Report;

/// <summary>The pictures of one volume: mean and correlation from one pass over its frames, and some frames.</summary>
internal static class StageImages
{
    /// <summary>Makes the pictures, one screen pixel a pixel.</summary>
    /// <param name="volume">The volume; of several planes the middle one.</param>
    /// <param name="shares">The frames to show, as shares of the recording's length.</param>
    /// <param name="blobs">Where the pictures go.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Cancels between frames.</param>
    public static ReportStage Of(
        Volume volume, IReadOnlyList<double> shares, ReportBlobs blobs, IStageObserver observer, CancellationToken token)
    {
        ProjectionImage image = ProjectionImage.Of(volume, null, observer, token);
        long[] frames = [.. shares.Select(s => (long)Math.Round(s * (volume.FrameCount - 1)))];
        return new ReportStage
        {
            Name = volume.Name,
            Label = ReportStage.LabelOf(volume.History),
            Facts = FigureFacts.Of(volume),
            Height = volume.Height,
            Width = volume.Width,
            Mean = blobs.Add(Png(image[ProjectionKind.Mean], volume.Height, volume.Width)),
            Correlation = blobs.Add(Png(image[ProjectionKind.Correlation], volume.Height, volume.Width)),
            Frames = blobs.Add(Strip(volume, frames)),
            FrameNumbers = frames,
            FrameRate = volume.FrameRate,
            Condition = ReportCondition.Of(volume),
            History = volume.History,
        };
    }

    private static byte[] Strip(Volume volume, long[] frames)
    {
        int pixels = checked(volume.Height * volume.Width);
        float[] samples = new float[checked(pixels * frames.Length)];
        for (int i = 0; i < frames.Length; i++)
        {
            volume.ReadPlane<float>(frames[i], volume.PlaneCount / 2, samples.AsSpan(i * pixels, pixels));
        }

        return Png(samples, volume.Height * frames.Length, volume.Width);
    }

    private static byte[] Png(ReadOnlySpan<float> samples, int height, int width)
    {
        using SKImage image = GreyImage.Stretch(samples, height, width).ToImage(1);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
