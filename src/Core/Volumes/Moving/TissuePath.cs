namespace DeepWonder3D.Volumes;

/// <summary>Where the tissue was in space in each frame, relative to its mean place, µm.</summary>
/// <param name="YUm">Along the rows of the views.</param>
/// <param name="XUm">Along the columns of the views.</param>
/// <param name="ZUm">In depth, in the calibration's direction.</param>
public sealed record TissuePath(double[] YUm, double[] XUm, double[] ZUm)
{
    /// <summary>Frames that the path goes through.</summary>
    public int FrameCount => ZUm.Length;
}
