namespace DeepWonder3D.Volumes;

/// <summary>The recording behind a movie that stages made of it.</summary>
/// <param name="Volume">The recording, with its own frames and pixels.</param>
/// <param name="PixelScale">Pixels of the movie a pixel of the recording; edges coincide.</param>
internal sealed record RecordingLink(Volume Volume, PixelScale PixelScale);
