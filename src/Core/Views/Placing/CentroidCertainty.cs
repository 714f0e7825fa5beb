using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;

namespace DeepWonder3D.Views.Placing;

/// <summary>
/// How well a detection's centroid is known against others: √(floor² + (radius / SNR)²) pixels. The centre of a spot of light is known to its
/// width over its signal-to-noise ratio; what neighbours and the pixel grid add does not vanish with more light. How large the errors
/// really are is measured from the residuals of all neurons, so that only the ratios matter here.
/// </summary>
internal static class CentroidCertainty
{
    private const double FloorPx = 0.15;

    /// <summary>Relative standard deviation of a centroid along either axis, above 0.</summary>
    public static double RelativeError(Neuron neuron)
    {
        double radius = Math.Sqrt(neuron.AreaPx / Math.PI);
        double snr = double.IsNaN(neuron.Snr) ? TraceQuality.Snr(neuron.Trace.AsSpan()) : neuron.Snr;

        // A trace without noise has no ratio; one below 1 says no less than that the neuron was found at all.
        return snr > 0 ? Math.Sqrt((FloorPx * FloorPx) + Math.Pow(radius / Math.Max(1, snr), 2)) : FloorPx;
    }
}
