namespace DeepWonder3D.Models;

/// <summary>What a model file says of its network beside the weights; kept in the ONNX metadata map by <see cref="ModelMetadataMap"/>.</summary>
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

    /// <summary>How much context on each side of a tile makes its edges as good as its middle, to a difference that the network's class states.</summary>
    public required Extent Halo { get; init; }

    /// <summary>How far away, at most, an input voxel is that an output voxel depends on: a halo of this size makes tiles exact.</summary>
    public required Extent ReceptiveRadius { get; init; }

    /// <summary>How many pixels outside the movie's edges the network is shown, repeating those at the edge, beyond what fills up a size.</summary>
    public required int EdgePadding { get; init; }

    /// <summary>What a run's activations take at their peak for each input voxel, in bytes, measured on the CPU.</summary>
    public required int BytesPerVoxel { get; init; }

    /// <summary>How the movie is scaled first.</summary>
    public required Normalisation Normalisation { get; init; }

    /// <summary>What a segmentation network's scores mean; null for other networks.</summary>
    public DetectionFacts? Detection { get; init; }

    /// <summary>What the published pipeline multiplies the network's output by when it writes it to a file.</summary>
    public double OutputScale { get; init; } = 1;

    /// <summary>The size of a pixel that the network was trained for, in µm (for super-resolution, of its output); null where any will do.</summary>
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
