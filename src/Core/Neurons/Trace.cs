using System.Numerics.Tensors;

namespace DeepWonder3D.Neurons;

/// <summary>
/// What a neuron did over time: one sample a frame. It lists a summary, not its samples, when shown or converted to JSON.
/// </summary>
public sealed class Trace
{
    private readonly float[] _samples;

    /// <summary>Creates a trace over samples, which are not copied.</summary>
    /// <param name="samples">One sample a frame.</param>
    public Trace(float[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        _samples = samples;
    }

    /// <summary>The number of frames.</summary>
    public int Length => _samples.Length;

    /// <summary>The smallest sample; NaN for an empty trace.</summary>
    public float Minimum => _samples.Length == 0 ? float.NaN : TensorPrimitives.Min(_samples);

    /// <summary>The largest sample; NaN for an empty trace.</summary>
    public float Maximum => _samples.Length == 0 ? float.NaN : TensorPrimitives.Max(_samples);

    /// <summary>The mean sample; NaN for an empty trace.</summary>
    public float Mean => _samples.Length == 0 ? float.NaN : (float)(SumOfDoubles() / _samples.Length);

    /// <summary>The sample of one frame.</summary>
    /// <param name="frame">The frame, from 0.</param>
    public float this[int frame] => _samples[frame];

    /// <summary>A copy of the samples.</summary>
    /// <returns>One sample a frame.</returns>
    public float[] ToArray() => [.. _samples];

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Length} frames, {Minimum:0.###}..{Maximum:0.###}");

    internal ReadOnlySpan<float> AsSpan() => _samples;

    private double SumOfDoubles()
    {
        double sum = 0;
        foreach (float sample in _samples)
        {
            sum += sample;
        }

        return sum;
    }
}
