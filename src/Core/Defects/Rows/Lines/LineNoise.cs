namespace DeepWonder3D.Defects.Rows.Lines;

/// <summary>Noise of whole rows: how much each row of each frame is brighter than it should be.</summary>
/// <param name="height">Rows of a frame.</param>
/// <param name="offsets">
/// The offsets, shape (frames, rows), in half the precision so that they are a small part of any recording: 2 bytes a row.
/// </param>
/// <param name="deviation">The standard deviation of the noise.</param>
/// <param name="part">The standard deviation of the noise as a part of that of a pixel's own noise.</param>
internal sealed class LineNoise(int height, Half[] offsets, double deviation, double part)
{
    /// <summary>The standard deviation of the noise as a part of that of a pixel's own noise.</summary>
    public double Part => part;

    /// <summary>The standard deviation of what is left of it, at most.</summary>
    public double Left => 0.3 * deviation;

    /// <summary>How much a row is too bright.</summary>
    public float this[long frame, int row] => (float)offsets[(frame * height) + row];
}
