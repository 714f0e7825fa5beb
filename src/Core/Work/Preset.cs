namespace DeepWonder3D.Work;

/// <summary>Which behaviour a stage shows where the published code does something by accident.</summary>
public enum Preset
{
    /// <summary>What was meant (<c>docs/differences.md</c>).</summary>
    Default,

    /// <summary>What the published code does, for numbers that must be comparable.</summary>
    Upstream,
}
