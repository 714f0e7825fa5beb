namespace DeepWonder3D.Inference;

/// <summary>A device that can run networks, or the reason why it cannot.</summary>
/// <param name="Name">What <c>-Device</c> takes: <c>Cpu</c>, <c>Cuda</c>, <c>Cuda:1</c>, <c>TensorRt</c>, <c>DirectML</c>.</param>
/// <param name="Kind">What runs the network.</param>
/// <param name="Index">Which of several, from 0.</param>
/// <param name="Available">Whether it can be used now.</param>
/// <param name="Description">The device's own name, or why it cannot be used.</param>
public sealed record InferenceDevice(string Name, DeviceKind Kind, int Index, bool Available, string Description);
