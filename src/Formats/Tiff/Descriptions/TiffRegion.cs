namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>One of several regions that each page holds below each other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FirstRow">Its first row in the page.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns, from the page's first.</param>
internal sealed record TiffRegion(string Name, int FirstRow, int Height, int Width)
{
    /// <summary>Width of a pixel, µm, where known.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>Height of a pixel over its width, where known.</summary>
    public double? PixelAspect { get; init; }
}
