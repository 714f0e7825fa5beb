namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>One pixel size from the two that files state.</summary>
internal static class PixelSize
{
    /// <summary>The width of a pixel, where it is as wide as high to a part in a thousand; a volume has one pixel size only.</summary>
    public static double? Of(double? width, double? height) =>
        width is > 0 and < double.PositiveInfinity && Math.Abs((height ?? width.Value) - width.Value) <= 1e-3 * width.Value ? width : null;
}
