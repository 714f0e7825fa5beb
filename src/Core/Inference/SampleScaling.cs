using System.Numerics.Tensors;
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

/// <summary>The same straight lines for all pixels: in = (x − Offset) · Gain, out = y · OutputGain + OutputOffset.</summary>
/// <param name="offset">What the movie's zero is.</param>
/// <param name="gain">Network units a unit of the movie.</param>
/// <param name="outputGain">Result units a unit of the network's output.</param>
/// <param name="outputOffset">What the output's zero becomes.</param>
/// <param name="clipNegative">Whether results below 0 become 0: background-free fluorescence has none.</param>
internal sealed class LinearScaling(float offset, float gain, float outputGain, float outputOffset, bool clipNegative = false)
    : SampleScaling
{
    public override void ApplyInput(Tile tile, Span<float> samples)
    {
        TensorPrimitives.Subtract(samples, offset, samples);
        TensorPrimitives.Multiply(samples, gain, samples);
    }

    public override void ApplyOutput(Region inner, Span<float> samples)
    {
        TensorPrimitives.Multiply(samples, outputGain, samples);
        TensorPrimitives.Add(samples, outputOffset, samples);
        if (clipNegative)
        {
            TensorPrimitives.Max(samples, 0f, samples);
        }
    }
}
