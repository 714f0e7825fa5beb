namespace DeepWonder3D.Runs;

/// <summary>A recording whose results are missing.</summary>
/// <param name="Name">The recording.</param>
/// <param name="ErrorId">The error's id.</param>
/// <param name="Error">What went wrong, in words.</param>
public sealed record RecordingFailure(string Name, string ErrorId, string Error);
