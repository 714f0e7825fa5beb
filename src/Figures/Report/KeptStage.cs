namespace DeepWonder3D.Figures.Report;

/// <summary>The pictures of one volume, kept for a report that is written when the volume is gone.</summary>
internal sealed record KeptStage
{
    public required string Name { get; init; }

    public int? ViewId { get; init; }

    public required string Label { get; init; }

    public required string Facts { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    /// <summary>The mean image, a PNG.</summary>
    public required byte[] Mean { get; init; }

    /// <summary>The image of correlation with neighbours, a PNG.</summary>
    public required byte[] Correlation { get; init; }

    /// <summary>Some frames below each other, a PNG.</summary>
    public required byte[] Frames { get; init; }

    public required IReadOnlyList<long> FrameNumbers { get; init; }

    public double? FrameRate { get; init; }

    /// <summary>How it held still, and what of it is no data.</summary>
    public ReportCondition? Condition { get; init; }

    public required IReadOnlyList<HistoryStep> History { get; init; }

    /// <summary>Takes a volume's pictures.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="shares">The frames to show, as shares of the recording's length.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Cancels between frames.</param>
    public static KeptStage Of(Volume volume, IReadOnlyList<double> shares, IStageObserver observer, CancellationToken token)
    {
        ReportBlobs blobs = new();
        ReportStage stage = StageImages.Of(volume, shares, blobs, observer, token);
        return new KeptStage
        {
            Name = stage.Name,
            ViewId = volume.ViewId,
            Label = stage.Label,
            Facts = stage.Facts,
            Height = stage.Height,
            Width = stage.Width,
            Mean = blobs[stage.Mean].ToArray(),
            Correlation = blobs[stage.Correlation].ToArray(),
            Frames = blobs[stage.Frames].ToArray(),
            FrameNumbers = stage.FrameNumbers,
            FrameRate = stage.FrameRate,
            Condition = stage.Condition,
            History = stage.History,
        };
    }

    /// <summary>Adds the pictures to a report.</summary>
    public ReportStage AddTo(ReportBlobs blobs) => new()
    {
        Name = Name,
        Label = Label,
        Facts = Facts,
        Height = Height,
        Width = Width,
        Mean = blobs.Add(Mean),
        Correlation = blobs.Add(Correlation),
        Frames = blobs.Add(Frames),
        FrameNumbers = FrameNumbers,
        FrameRate = FrameRate,
        Condition = Condition,
        History = History,
    };
}
