namespace DeepWonder3D.Stages.Scaling;

/// <summary>Gets some whole frames of a plane's movie, the next ones in time.</summary>
/// <param name="frames">Their samples, frame after frame, each of shape (Height, Width); they last as long as the call.</param>
/// <param name="minimum">The least of them.</param>
/// <param name="maximum">The greatest of them.</param>
internal delegate void FramesVisitor(ReadOnlySpan<float> frames, float minimum, float maximum);
