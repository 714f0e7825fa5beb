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

    /// <summary>The smallest sample; NaN for a trace without any.</summary>
    public float Minimum => _samples.Length == 0 ? float.NaN : -Largest(-1);

    /// <summary>The largest sample; NaN for a trace without any.</summary>
    public float Maximum => _samples.Length == 0 ? float.NaN : Largest(1);

    /// <summary>The mean sample; NaN for a trace without any.</summary>
    public float Mean
    {
        get
        {
            (double sum, int count) = (0, 0);
            foreach (float sample in _samples)
            {
                (sum, count) = float.IsNaN(sample) ? (sum, count) : (sum + sample, count + 1);
            }

            return count == 0 ? float.NaN : (float)(sum / count);
        }
    }

    /// <summary>How many frames have no value (NaN): the recording had no data there.</summary>
    public int MissingCount => _samples.Count(float.IsNaN);

    /// <summary>The sample of one frame; NaN where the recording had no data.</summary>
    /// <param name="frame">The frame, from 0.</param>
    public float this[int frame] => _samples[frame];

    /// <summary>A copy of the samples.</summary>
    /// <returns>One sample a frame.</returns>
    public float[] ToArray() => [.. _samples];

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Length} frames, {Minimum:0.###}..{Maximum:0.###}");

    internal ReadOnlySpan<float> AsSpan() => _samples;

    /// <summary>The largest sample times a sign.</summary>
    private float Largest(int sign)
    {
        float largest = sign > 0 ? TensorPrimitives.Max(_samples) : -TensorPrimitives.Min(_samples);
        if (!float.IsNaN(largest))
        {
            return largest;
        }

        foreach (float sample in _samples)
        {
            largest = float.IsNaN(largest) || sample * sign > largest ? sample * sign : largest;
        }

        return largest;
    }
}
