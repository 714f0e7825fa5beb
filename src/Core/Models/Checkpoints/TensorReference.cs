namespace DeepWonder3D.Models.Checkpoints;

/// <summary>A tensor as the pickle describes it: not yet checked against its storage.</summary>
/// <param name="Storage">Where its samples lie.</param>
/// <param name="Offset">The index of its first sample in the storage.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Strides">How many samples of the storage lie between neighbours along each axis.</param>
internal sealed record TensorReference(StorageReference Storage, long Offset, long[] Shape, long[] Strides);
