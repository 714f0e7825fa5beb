namespace DeepWonder3D.Inference;

/// <summary>What runs a network.</summary>
public enum DeviceKind
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through CUDA.</summary>
    Cuda,

    /// <summary>An NVIDIA GPU through TensorRT.</summary>
    TensorRt,

    /// <summary>Any Windows GPU through DirectML.</summary>
    DirectML,
}
