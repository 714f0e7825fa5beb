namespace DeepWonder3D.Formats.Recordings;

/// <summary>The width and the height of a pixel, of the two that files state.</summary>
internal static class PixelSize
{
    // What files round to three digits is square.
    private const double Tolerance = 1e-3;

    /// <summary>The width of a pixel, where it can be one.</summary>
    public static double? Width(double? width) => width is > 0 and < double.PositiveInfinity ? width : null;

    /// <summary>The height of a pixel over its width, where both are stated.</summary>
    public static double? Aspect(double? width, double? height) =>
        height / width is { } aspect and > 0 and < double.PositiveInfinity ? IsSquare(aspect) ? 1 : aspect : null;

    /// <summary>Whether a ratio is that of a square.</summary>
    public static bool IsSquare(double aspect) => Math.Abs(aspect - 1) <= Tolerance;
}
