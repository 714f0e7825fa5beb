using DeepWonder3D.Neurons;
using SkiaSharp;

namespace DeepWonder3D.Figures.Panels;

/// <summary>A neuron's activity as a figure names and colours it.</summary>
/// <param name="Id">The neuron's id.</param>
/// <param name="Snr">Its signal-to-noise ratio; NaN where unknown.</param>
/// <param name="Trace">Its activity.</param>
/// <param name="Colour">Its colour.</param>
internal sealed record LabelledTrace(int Id, double Snr, Trace Trace, SKColor Colour)
{
    /// <summary>The best by signal-to-noise ratio, best first; those without one come last, by id.</summary>
    public static IReadOnlyList<LabelledTrace> Best(IEnumerable<LabelledTrace> traces, int count) =>
        [.. traces.OrderByDescending(t => double.IsNaN(t.Snr) ? double.NegativeInfinity : t.Snr).ThenBy(t => t.Id).Take(count)];
}
