namespace DeepWonder3D.Benchmarks.Long;

/// <summary>How a run that was stopped in the middle ended.</summary>
/// <param name="Ended">Whether it was the stop that ended it.</param>
/// <param name="Seconds">From the stop to the end.</param>
/// <param name="FilesLeft">Files of the result, whole or in part, that lay there afterwards.</param>
internal sealed record StopFigures(bool Ended, double Seconds, int FilesLeft);
