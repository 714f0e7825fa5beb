namespace DeepWonder3D.Formats.Recordings;

/// <summary>The size of a recording as its file holds it.</summary>
/// <param name="FrameCount">Frames in time.</param>
/// <param name="PlaneCount">Planes in depth.</param>
/// <param name="ChannelCount">Channels.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal sealed record RecordingShape(long FrameCount, int PlaneCount, int ChannelCount, int Height, int Width);
