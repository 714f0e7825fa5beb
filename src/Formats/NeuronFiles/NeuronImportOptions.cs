namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>
/// What the caller knows better than the file: published files and hand labels hold none of it. Null leaves it to the file.
/// </summary>
public sealed record NeuronImportOptions
{
    /// <summary>The file knows best.</summary>
    public static NeuronImportOptions None { get; } = new();

    /// <summary>The view's number.</summary>
    public int? ViewId { get; init; }

    /// <summary>Frames a second.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Width of a pixel in the object, µm.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>Rows of the view.</summary>
    public int? Height { get; init; }

    /// <summary>Columns of the view.</summary>
    public int? Width { get; init; }
}
