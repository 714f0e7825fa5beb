using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks;

/// <summary>A design of network that checkpoints can be of.</summary>
internal interface INetworkFamily
{
    /// <summary>
    /// The stages that a network of this design can serve; the first is what it serves unless its tensors or the user say otherwise.
    /// </summary>
    IReadOnlyList<ModelStage> Stages { get; }

    /// <summary>Whether a tensor of this name can be of this design.</summary>
    bool Owns(string tensor);

    /// <summary>Builds the network from all the tensors.</summary>
    /// <param name="tensors">The weights.</param>
    /// <param name="stage">What the user says that it does; null to go by the tensors. One of <see cref="Stages"/>.</param>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.CheckpointTensorMismatch"/>.</exception>
    NetworkModel Build(TensorSource tensors, ModelStage? stage);
}

/// <summary>A network with its weights, and what is known of it from its design alone.</summary>
internal sealed record NetworkModel(OnnxGraph Graph, ModelMetadata Metadata)
{
    /// <summary>Published networks saw this many repeated edge pixels outside the movie, so they do here.</summary>
    public const int PublishedEdgePadding = 16;
}
