using DeepWonder3D.Tiles;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Inference;

/// <summary>Brings a movie's samples to a network's scale and its results back.</summary>
internal abstract class SampleScaling
{
    /// <summary>The same scale for the movie and the network.</summary>
    public static readonly SampleScaling Identity = new LinearScaling(0, 1, 1, 0);

    /// <summary>Scales what a tile shows of the movie: <c>tile.InputVoxels</c> samples.</summary>
    public abstract void ApplyInput(Tile tile, Span<float> samples);

    /// <summary>Scales one frame of the result.</summary>
    /// <param name="inner">The rows and columns of the result that <paramref name="samples"/> fill.</param>
    /// <param name="samples">The samples, row by row.</param>
    public abstract void ApplyOutput(Region inner, Span<float> samples);
}
