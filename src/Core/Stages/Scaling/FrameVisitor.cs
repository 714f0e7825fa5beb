namespace DeepWonder3D.Stages.Scaling;

/// <summary>Gets one frame of a plane's movie.</summary>
/// <param name="frame">Its number.</param>
/// <param name="samples">Its samples, shape (Height, Width); they last as long as the call.</param>
/// <param name="minimum">The least of them.</param>
/// <param name="maximum">The greatest of them.</param>
internal delegate void FrameVisitor(long frame, ReadOnlySpan<float> samples, float minimum, float maximum);
