namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>What a TIFF's description says of its axes and scales. What it does not say is null.</summary>
internal sealed record TiffDescription
{
    /// <summary>A TIFF that says nothing: its pages are frames.</summary>
    public static readonly TiffDescription None = new() { Source = "page order" };

    /// <summary>Who wrote it: <c>ImageJ</c> or <c>OME-XML</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Planes in all, which may be more than there are directories.</summary>
    public long? Images { get; init; }

    public long? Frames { get; init; }

    public long? Planes { get; init; }

    public long Channels { get; init; } = 1;

    /// <summary>Whether all frames of one depth lie together, before those of the next.</summary>
    public bool FramesAreFastest { get; init; }

    /// <summary>The page of each plane, counted frame by frame, where the file lists them; else null.</summary>
    public int[]? Pages { get; init; }

    public double? FrameRate { get; init; }

    public double? PixelSizeUm { get; init; }

    public double? PlaneStepUm { get; init; }

    /// <summary>Why the description cannot be used for the axes; null where it can.</summary>
    public string? Fault { get; init; }
}
