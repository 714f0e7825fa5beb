namespace DeepWonder3D.Models;

/// <summary>A length along each axis of a movie, in voxels.</summary>
/// <param name="Frames">Along time.</param>
/// <param name="Rows">Along the height.</param>
/// <param name="Columns">Along the width.</param>
internal readonly record struct Extent(int Frames, int Rows, int Columns)
{
    public override string ToString() => $"{Frames} x {Rows} x {Columns}";
}
