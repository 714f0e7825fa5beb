using System.Globalization;

namespace DeepWonder3D.Benchmarks;

/// <summary>What one stage took.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Voxels">Voxels of its input.</param>
/// <param name="Elapsed">Time in all.</param>
/// <param name="InNetwork">Time in the network's own run.</param>
/// <param name="PeakBytes">The process's peak of resident memory.</param>
internal sealed record StageFigures(string Stage, long Voxels, TimeSpan Elapsed, TimeSpan InNetwork, long PeakBytes)
{
    public string ToLine()
    {
        double seconds = Elapsed.TotalSeconds;
        string outside = InNetwork > TimeSpan.Zero ? (100 * (1 - (InNetwork / Elapsed))).ToString("0.0", CultureInfo.InvariantCulture) : "–";
        return string.Create(
            CultureInfo.InvariantCulture, $"| {Stage} | {Voxels / 1e6:0.0} | {seconds:0.0} | {Voxels / 1e6 / seconds:0.000} | {PeakBytes >> 20} | {outside} |");
    }
}
