using System.Globalization;

namespace DeepWonder3D.Benchmarks;

/// <summary>What one stage took at one size.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Frames">Frames of the movie.</param>
/// <param name="Side">Its rows and columns.</param>
/// <param name="Elapsed">Time in all, the network being loaded already.</param>
/// <param name="PeakBytes">The process's peak of resident memory.</param>
internal sealed record ScalingFigures(string Stage, long Frames, int Side, TimeSpan Elapsed, long PeakBytes)
{
    public string ToLine()
    {
        double voxels = (double)Frames * Side * Side;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Stage} | {Frames} | {Side} × {Side} | {voxels / 1e6:0.0} | {Elapsed.TotalSeconds:0.0} | {Elapsed.TotalSeconds / voxels * 1e9:0} | {PeakBytes >> 20} |");
    }
}
