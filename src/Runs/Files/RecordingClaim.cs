namespace DeepWonder3D.Runs.Files;

/// <summary>Whose results a folder holds.</summary>
/// <param name="Source">What tells the recording from others of its name.</param>
internal sealed record RecordingClaim(string Source);
