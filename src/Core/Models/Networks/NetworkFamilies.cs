using DeepWonder3D.Errors;
using DeepWonder3D.Models.Checkpoints;
using DeepWonder3D.Models.Networks.Enlarging;

namespace DeepWonder3D.Models.Networks;

/// <summary>The designs of network that are known, and the recognition of a checkpoint's.</summary>
internal static class NetworkFamilies
{
    private const int MostNamed = 3;

    private static readonly INetworkFamily[] s_all =
    [
        new UNet3DNetwork(), new SegmentationNetwork(), new SuperResolutionNetwork(),
        new WindowMovieNetwork(), new WindowScoreNetwork(), new SubpixelNetwork(),
    ];

    /// <summary>Builds the network that a checkpoint's tensors are of.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="stage">What the user says that the network does; null to go by the tensors.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.CheckpointNetworkUnknown"/>, <see cref="ErrorId.CheckpointTensorMismatch"/> or
    /// <see cref="ErrorId.ModelStageMismatch"/>.
    /// </exception>
    public static NetworkModel Build(Checkpoint checkpoint, ModelStage? stage)
    {
        TensorSource tensors = new(checkpoint);

        // By the majority, so that a tensor that has strayed in from another network is named as such.
        INetworkFamily family = s_all.MaxBy(known => tensors.Names.Count(known.Owns))!;
        if (!tensors.Names.Any(family.Owns))
        {
            throw Unknown(checkpoint);
        }

        if (stage is { } wanted && !family.Stages.Contains(wanted))
        {
            throw new DeepWonderException(
                ErrorId.ModelStageMismatch,
                $"The checkpoint '{checkpoint.Path}' holds a network for {string.Join(" or ", family.Stages)}, not for {wanted}.",
                checkpoint.Path,
                "Leave -Network out, or give another checkpoint.");
        }

        NetworkModel network = family.Build(tensors, stage);
        tensors.RequireAllTaken();
        return network;
    }

    private static DeepWonderException Unknown(Checkpoint checkpoint)
    {
        string names = checkpoint.Tensors.Count == 0
            ? "it holds no tensor"
            : $"its {checkpoint.Tensors.Count} tensors begin with '{string.Join("', '", checkpoint.Tensors.Keys.Take(MostNamed))}'";
        return new DeepWonderException(
            ErrorId.CheckpointNetworkUnknown,
            $"The checkpoint '{checkpoint.Path}' is of no network that is known: {names}.",
            checkpoint.Path,
            "The networks known are the published 3-D U-Nets for denoising and background removal, " +
            "segmentation U-Net, and super-resolution " +
            "networks trans and trans_mini, and those of training/networks.py.");
    }
}
