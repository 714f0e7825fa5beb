using System.Numerics.Tensors;

namespace DeepWonder3D.Inference;

/// <summary>The straight lines between a movie's samples and a network's: in = (x − Offset) · Gain, out = y · OutputGain + OutputOffset.</summary>
internal sealed record SampleScaling(float Offset, float Gain, float OutputGain, float OutputOffset)
{
    public static readonly SampleScaling Identity = new(0, 1, 1, 0);

    /// <summary>Whether results below 0 become 0: background-free fluorescence has none.</summary>
    public bool ClipNegative { get; init; }

    public void ApplyInput(Span<float> samples)
    {
        TensorPrimitives.Subtract(samples, Offset, samples);
        TensorPrimitives.Multiply(samples, Gain, samples);
    }

    public void ApplyOutput(Span<float> samples)
    {
        TensorPrimitives.Multiply(samples, OutputGain, samples);
        TensorPrimitives.Add(samples, OutputOffset, samples);
        if (ClipNegative)
        {
            TensorPrimitives.Max(samples, 0f, samples);
        }
    }
}
