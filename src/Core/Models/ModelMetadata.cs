namespace DeepWonder3D.Models;

/// <summary>
/// What a model file says of its network beside the weights; kept in the ONNX metadata map by <see cref="ModelMetadataMap"/>.
/// </summary>
internal sealed record ModelMetadata
{
    /// <summary>What the network does.</summary>
    public required ModelStage Stage { get; init; }

    /// <summary>The network's design, such as <c>unet3d-4x16</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The axes of the network's input, slowest first: <c>NCTHW</c>, or <c>NCHW</c> where frames are channels.</summary>
    public required string Axes { get; init; }

    /// <summary>How many frames the network takes at a time; 0 where any number will do.</summary>
    public required int WindowFrames { get; init; }

    /// <summary>What the lengths of an input must be multiples of.</summary>
    public required Extent SizeMultiple { get; init; }

    /// <summary>
    /// How much context on each side of a tile makes its edges as good as its middle, to a difference that the network's class states.
    /// </summary>
    public required Extent Halo { get; init; }

    /// <summary>How far away, at most, an input voxel is that an output voxel depends on: a halo of this size makes tiles exact.</summary>
    public required Extent ReceptiveRadius { get; init; }

    /// <summary>
    /// How many pixels outside the movie's edges the network is shown, repeating those at the edge, beyond what fills up a size.
    /// </summary>
    public required int EdgePadding { get; init; }

    /// <summary>What a run's activations take at their peak for each input voxel, in bytes, measured on the CPU.</summary>
    public required int BytesPerVoxel { get; init; }

    /// <summary>How the movie is scaled first.</summary>
    public required Normalisation Normalisation { get; init; }

    /// <summary>What a segmentation network's scores mean; null for other networks.</summary>
    public DetectionFacts? Detection { get; init; }

    /// <summary>What the published pipeline multiplies the network's output by when it writes it to a file.</summary>
    public double OutputScale { get; init; } = 1;

    /// <summary>
    /// The size of a pixel that the network was trained for, in µm (for super-resolution, of its output); null where any will do.
    /// </summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>The frame rate that the network was trained for, in Hz; null where any will do.</summary>
    public double? FrameRate { get; init; }

    /// <summary>The model's name in the catalog.</summary>
    public required string Name { get; init; }

    /// <summary>The model's version.</summary>
    public string Version { get; init; } = "1";

    /// <summary>The licence of the weights.</summary>
    public string Licence { get; init; } = "unknown";

    /// <summary>How the weights were trained, in words.</summary>
    public string Training { get; init; } = "unknown";

    /// <summary>The name of the checkpoint file that the weights came from.</summary>
    public string SourceFile { get; init; } = "";

    /// <summary>The SHA-256 of that file.</summary>
    public string SourceSha256 { get; init; } = "";
}

/// <summary>What a segmentation network's scores mean, so that neurons can be told in them.</summary>
/// <param name="ScoreThreshold">
/// The least score of a neuron's pixel; null where the scores have no scale of their own, and each window's say what stands out.
/// </param>
/// <param name="MinAreaPx">The area, in pixels, that a neuron's outline exceeds.</param>
/// <param name="MinRoundness">The least 4π·area / perimeter² of the outline.</param>
/// <param name="MaxDistancePx">Detections in different windows whose centroids are no closer than this are different neurons.</param>
internal sealed record DetectionFacts(double? ScoreThreshold, double MinAreaPx, double MinRoundness, double MaxDistancePx)
{
    /// <summary>The published values.</summary>
    public static DetectionFacts Published { get; } = new(null, 36, 0.8, 20);
}

/// <summary>A length along each axis of a movie, in voxels.</summary>
/// <param name="Frames">Along time.</param>
/// <param name="Rows">Along the height.</param>
/// <param name="Columns">Along the width.</param>
internal readonly record struct Extent(int Frames, int Rows, int Columns)
{
    public override string ToString() => $"{Frames} x {Rows} x {Columns}";
}

/// <summary>How a movie is scaled before a network sees it, by numbers taken over the whole movie.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Low">What the movie's least sample becomes, for <see cref="NormalisationKind.Range"/>.</param>
/// <param name="High">What the movie's greatest sample becomes, for <see cref="NormalisationKind.Range"/>.</param>
internal sealed record Normalisation(NormalisationKind Kind, double Low = 0, double High = 0)
{
    public static Normalisation SubtractMean { get; } = new(NormalisationKind.SubtractMean);

    public static Normalisation Noise { get; } = new(NormalisationKind.Noise);

    public static Normalisation Baseline { get; } = new(NormalisationKind.Baseline);

    public static Normalisation Fluctuation { get; } = new(NormalisationKind.Fluctuation);

    public static Normalisation Standard { get; } = new(NormalisationKind.Standard);

    public static Normalisation ToRange(double low, double high) => new(NormalisationKind.Range, low, high);
}

/// <summary>
/// The ways to scale a movie before a network sees it, and its result back. All but the first two don't depend on the movie's brightness,
/// offset or bit depth.
/// </summary>
internal enum NormalisationKind
{
    /// <summary>The movie's mean is subtracted.</summary>
    SubtractMean,

    /// <summary>The movie's least and greatest samples are brought to two given numbers.</summary>
    Range,

    /// <summary>
    /// Each pixel's mean over time is subtracted, and what is left is divided by the pixel's noise. The result is scaled back and the mean
    /// added.
    /// </summary>
    Noise,

    /// <summary>
    /// Each pixel's baseline (its least mean over eight frames) is subtracted, and what is left is divided by the movie's fluctuation. The
    /// result is scaled back.
    /// </summary>
    Baseline,

    /// <summary>The movie is divided by its fluctuation: the root mean square, over pixels, of their standard deviation in time.</summary>
    Fluctuation,

    /// <summary>
    /// The mean over all samples is subtracted and their standard deviation divided by. The result is scaled back and the mean added.
    /// </summary>
    Standard,
}
