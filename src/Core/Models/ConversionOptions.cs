namespace DeepWonder3D.Models;

/// <summary>What the user says of a checkpoint that its tensors don't.</summary>
internal sealed record ConversionOptions
{
    /// <summary>
    /// What the network does; null to go by the tensors (a 3-D U-Net with biases removes background, one without denoises).
    /// </summary>
    public ModelStage? Stage { get; init; }

    /// <summary>
    /// The size of a pixel that it was trained for, in µm; null to go by the file's or its folder's name, where that ends in <c>_2um</c> or
    /// the like. A denoising network is for any size unless one is stated.
    /// </summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>The model's name in the catalog; null for the checkpoint's file name.</summary>
    public string? Name { get; init; }

    /// <summary>The licence of the weights.</summary>
    public string? Licence { get; init; }

    /// <summary>How the weights were trained.</summary>
    public string? Training { get; init; }

    /// <summary>Replaces a file that exists.</summary>
    public bool Overwrite { get; init; }
}
