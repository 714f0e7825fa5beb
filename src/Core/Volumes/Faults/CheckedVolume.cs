namespace DeepWonder3D.Volumes;

/// <summary>What came of looking for a volume's defects.</summary>
/// <param name="Volume">The volume with its defects bridged; the volume itself where there are none.</param>
/// <param name="Findings">What was found, in words; null for nothing.</param>
internal sealed record CheckedVolume(Volume Volume, string? Findings);
