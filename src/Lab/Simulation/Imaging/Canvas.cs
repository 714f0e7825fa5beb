namespace DeepWonder3D.Simulation;

/// <summary>The image that a view renders before it moves: the field with a border wide enough for the motion.</summary>
/// <param name="Border">Pixels on each side.</param>
/// <param name="Height">Rows with the border.</param>
/// <param name="Width">Columns with the border.</param>
/// <param name="PhotonsPerRate">Photons a frame and pixel that a rate of one photon a µm² a second makes.</param>
internal sealed record Canvas(int Border, int Height, int Width, double PhotonsPerRate)
{
    public int Length => Height * Width;

    /// <summary>The row of the field that the canvas begins with.</summary>
    public int FirstRow => -Border;

    public int FirstColumn => -Border;

    public static Canvas Around(SimulationOptions options, double motionPx)
    {
        // Interpolation looks two pixels beyond where the motion ends.
        int border = motionPx == 0 ? 0 : (int)Math.Ceiling(motionPx) + 2;
        return new Canvas(
            border,
            options.Height + (2 * border),
            options.Width + (2 * border),
            options.PixelSizeUm * options.PixelSizeUm / options.FrameRate);
    }
}
