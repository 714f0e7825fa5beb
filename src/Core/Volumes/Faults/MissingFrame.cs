namespace DeepWonder3D.Volumes;

/// <summary>A frame that is no data.</summary>
/// <param name="Frame">The frame, from 0.</param>
/// <param name="Fault">What is wrong with it.</param>
public readonly record struct MissingFrame(long Frame, FrameFault Fault);
