namespace DeepWonder3D.Defects;

/// <summary>A sample that stands alone, in space and in time.</summary>
/// <param name="Frame">Its frame.</param>
/// <param name="Plane">Its plane in depth.</param>
/// <param name="Pixel">Its pixel, row · width + column.</param>
/// <param name="Sample">What it is.</param>
/// <param name="Value">What is put in its place: the mean of the pixel in the frames before and after.</param>
internal readonly record struct StraySample(long Frame, int Plane, int Pixel, float Sample, float Value);
