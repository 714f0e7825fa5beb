namespace DeepWonder3D.Views.Projecting;

/// <summary>How the planes of a volume come together in a view.</summary>
public enum ViewProjectionKind
{
    /// <summary>The mean of the planes that reach a pixel.</summary>
    Mean,

    /// <summary>Their sum, as light that adds up on a camera.</summary>
    Sum,

    /// <summary>The largest of them.</summary>
    Maximum,
}
