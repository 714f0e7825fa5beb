namespace DeepWonder3D.Benchmarks.Long;

/// <summary>What denoising a file took.</summary>
/// <param name="Bytes">Size of the movie's samples.</param>
/// <param name="Voxels">Its voxels.</param>
/// <param name="Seconds">Time in all.</param>
/// <param name="ProcessorSeconds">Processor time of the process.</param>
/// <param name="InNetwork">Seconds in the network's own run.</param>
/// <param name="PeakBytes">The process's peak of resident memory.</param>
internal sealed record LongMovieFigures(long Bytes, long Voxels, double Seconds, double ProcessorSeconds, double InNetwork, long PeakBytes);
