namespace DeepWonder3D.Models;

/// <summary>The numbers that a network computes with. Movies, inputs and outputs are float32 in either case.</summary>
public enum Precision
{
    /// <summary>32 bits, as the networks were trained.</summary>
    Float32,

    /// <summary>16 bits: half the memory, and faster on GPUs; a processor gains nothing.</summary>
    Float16,
}
