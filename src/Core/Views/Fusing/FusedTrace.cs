namespace DeepWonder3D.Views.Fusing;

/// <summary>A neuron's trace from all of its views.</summary>
/// <param name="Samples">Shape (frames), in the views' units.</param>
/// <param name="Weights">Each view's share in it, in the order of the views; the sum is 1.</param>
internal sealed record FusedTrace(float[] Samples, double[] Weights);
