namespace DeepWonder3D.Stages;

/// <summary>How a movie is brought to another pixel size.</summary>
public enum ResizeMethod
{
    /// <summary>The network where pixels become smaller, averaging where they become larger.</summary>
    Auto,

    /// <summary>A super-resolution network.</summary>
    SuperResolution,

    /// <summary>Linear interpolation; averaging where pixels become larger.</summary>
    Linear,
}
