namespace DeepWonder3D.Stages;

/// <summary>How a movie is brought to another pixel size.</summary>
internal sealed record SpatialResizeOptions
{
    /// <summary>Output pixels an input pixel along each axis.</summary>
    public required double Factor { get; init; }

    /// <summary>How.</summary>
    public ResizeMethod Method { get; init; } = ResizeMethod.Auto;

    /// <summary>The network, where one is used.</summary>
    public NetworkOptions Network { get; init; } = new();
}
