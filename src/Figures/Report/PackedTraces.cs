namespace DeepWonder3D.Figures.Report;

/// <summary>Traces in units of their noise as whole numbers of 8 or 16 bits.</summary>
/// <param name="Blob">The numbers, neuron after neuron, little-endian; a number among <see cref="ReportBlobs"/>.</param>
/// <param name="Bits">8 or 16. The largest number stands for a missing sample, the one below it for a trace's highest.</param>
/// <param name="FramesPerPoint">1, or how many frames a pair of numbers stands for: the lowest and the highest among them.</param>
/// <param name="PointCount">Points (or pairs) in a trace.</param>
/// <param name="Low">For each neuron what the number 0 stands for.</param>
/// <param name="High">For each neuron what the highest number stands for.</param>
internal sealed record PackedTraces(int Blob, int Bits, int FramesPerPoint, int PointCount, IReadOnlyList<float> Low, IReadOnlyList<float> High);
