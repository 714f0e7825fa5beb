namespace DeepWonder3D.Models.Checkpoints;

/// <summary>A run of samples in a member of the checkpoint's archive.</summary>
/// <param name="Key">The member's name below <c>data/</c>.</param>
/// <param name="Type">The samples' type.</param>
/// <param name="Count">How many samples the member is said to hold.</param>
internal sealed record StorageReference(string Key, StorageType Type, long Count);
