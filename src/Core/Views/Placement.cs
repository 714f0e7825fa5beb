namespace DeepWonder3D.Views;

/// <summary>How far a neuron's position in space can be trusted.</summary>
public enum Placement
{
    /// <summary>Not judged: the upstream preset, or a file that does not say.</summary>
    Unknown,

    /// <summary>Most views that saw it agree on where it is.</summary>
    InSpace,

    /// <summary>The views lie too close together to tell its depth: the standard error of depth exceeds a cell's size, or depth is NaN.</summary>
    DepthUncertain,

    /// <summary>No more than half of the views that saw it agree on where it is: two neurons on one line of sight, or a false group.</summary>
    ViewsDisagree,

    /// <summary>Too few views saw it: its row and column are kept, and its depth is NaN.</summary>
    Flat,
}
