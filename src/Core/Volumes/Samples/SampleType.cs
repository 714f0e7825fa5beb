namespace DeepWonder3D.Volumes;

/// <summary>The type of a volume's samples as they are stored.</summary>
public enum SampleType
{
    /// <summary>8-bit signed integer.</summary>
    Int8,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8,

    /// <summary>16-bit signed integer.</summary>
    Int16,

    /// <summary>16-bit unsigned integer.</summary>
    UInt16,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32,

    /// <summary>16-bit IEEE 754 number.</summary>
    Float16,

    /// <summary>32-bit IEEE 754 number.</summary>
    Float32,

    /// <summary>64-bit IEEE 754 number.</summary>
    Float64,
}
