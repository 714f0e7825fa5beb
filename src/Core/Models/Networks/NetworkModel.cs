using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks;

/// <summary>A network with its weights, and what is known of it from its design alone.</summary>
internal sealed record NetworkModel(OnnxGraph Graph, ModelMetadata Metadata)
{
    /// <summary>Published networks saw this many repeated edge pixels outside the movie, so they do here.</summary>
    public const int PublishedEdgePadding = 16;
}
