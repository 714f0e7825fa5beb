using System.Numerics.Tensors;

namespace DeepWonder3D.Motion;

/// <summary>Mean and variance of aligned frames, pixel by pixel, each brought to the template's brightness.</summary>
internal sealed class FrameMean(int pixels)
{
    private readonly float[] _sum = new float[pixels];
    private readonly float[] _squares = new float[pixels];
    private float[]? _first;
    private int _count;

    /// <summary>Adds a frame; not for several threads, since a sum of floats depends on its order.</summary>
    /// <param name="moved">The frame, aligned; overwritten.</param>
    /// <param name="gain">Its brightness over the template's; 0 where that is not known.</param>
    /// <param name="offset">What is added to it.</param>
    public void Add(Span<float> moved, float gain, float offset)
    {
        if (gain > 0)
        {
            TensorPrimitives.Subtract(moved, offset, moved);
            TensorPrimitives.Divide(moved, gain, moved);
        }

        // Relative to the first frame: squares of differences lose nothing to a high level.
        _first ??= moved.ToArray();
        TensorPrimitives.Subtract(moved, _first, moved);
        TensorPrimitives.Add(_sum, moved, _sum);
        TensorPrimitives.MultiplyAdd(moved, moved, _squares, _squares);
        _count++;
    }

    /// <summary>What was added up.</summary>
    public (float[] Mean, float[] Variance) Build()
    {
        float[] mean = new float[pixels];
        float[] variance = new float[pixels];
        for (int i = 0; i < pixels && _count > 0; i++)
        {
            float above = _sum[i] / _count;
            mean[i] = _first![i] + above;
            variance[i] = Math.Max(0, (_squares[i] / _count) - (above * above)) * _count / Math.Max(1, _count - 1);
        }

        return (mean, variance);
    }
}
