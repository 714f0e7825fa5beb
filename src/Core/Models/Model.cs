namespace DeepWonder3D.Models;

/// <summary>
/// A model file: a network with its weights, and what it is for. Its text is its path, so that it can be given as <c>-Model</c>.
/// </summary>
public sealed record Model
{
    /// <summary>The name in the catalog.</summary>
    public required string Name { get; init; }

    /// <summary>What the network does.</summary>
    public required ModelStage Stage { get; init; }

    /// <summary>The size of a pixel that the network was trained for, in µm; null where any will do.</summary>
    public required double? PixelSizeUm { get; init; }

    /// <summary>The frame rate that the network was trained for, in Hz; null where any will do.</summary>
    public required double? FrameRate { get; init; }

    /// <summary>How many frames the network takes at a time; 0 where any number will do.</summary>
    public required int WindowFrames { get; init; }

    /// <summary>The network's design.</summary>
    public required string Architecture { get; init; }

    /// <summary>The model's version.</summary>
    public required string Version { get; init; }

    /// <summary>The licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>How the weights were trained, in words.</summary>
    public required string Training { get; init; }

    /// <summary>The name of the checkpoint file that the weights came from.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The file's full path.</summary>
    public required string Path { get; init; }

    /// <summary>The file's size in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The file's SHA-256, in hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
