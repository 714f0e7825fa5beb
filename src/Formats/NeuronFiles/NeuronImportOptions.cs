namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>
/// What the caller knows better than the file: published files and hand labels hold none of it. Null leaves it to the file.
/// </summary>
internal sealed record NeuronImportOptions
{
    public static NeuronImportOptions None { get; } = new();

    public int? ViewId { get; init; }

    /// <summary>Frames a second.</summary>
    public double? FrameRate { get; init; }

    public double? PixelSizeUm { get; init; }

    /// <summary>Rows of the view.</summary>
    public int? Height { get; init; }

    /// <summary>Columns of the view.</summary>
    public int? Width { get; init; }
}
