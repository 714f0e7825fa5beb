namespace DeepWonder3D.Traces;

/// <summary>
/// The time constants that explain traces best with the fewest events: the smallest Σ (frames · ln residual + errors² · events), over a
/// grid that is refined. Unlike the trace's autocovariance it is not misled by how events follow each other.
/// </summary>
internal static class KernelSearch
{
    public static (double DecayS, double? RiseS) Find(
        IReadOnlyList<float[]> traces, double frameRate, int order, TraceDeconvolver deconvolver)
    {
        double shortest = Math.Max(0.04, 1 / frameRate);
        double decay = 0.5;
        double? rise = order == 2 ? 0.03 : null;
        decay = Best(Grid(shortest, 4, 1.5), d => Cost(d, rise));
        if (order == 2)
        {
            rise = Best(new[] { 1e-4, 0.01, 0.02, 0.04, 0.08, 0.15 }.Where(r => r < decay / 1.5), r => Cost(decay, r));
        }

        decay = Best([decay / 1.4, decay / 1.2, decay, decay * 1.2, decay * 1.4], d => Cost(d, rise));
        if (order == 2)
        {
            rise = Best(new[] { rise!.Value / 1.4, rise.Value, rise.Value * 1.4 }.Where(r => r < decay / 1.5), r => Cost(decay, r));
        }

        return (decay, rise);

        double Cost(double d, double? r)
        {
            double cost = 0;
            EventKernel kernel = EventKernel.OfSeconds(d, r < d / 1.2 ? r : d / 1.2, frameRate);
            if (r is null)
            {
                kernel = EventKernel.OfSeconds(d, null, frameRate);
            }

            foreach (float[] trace in traces)
            {
                deconvolver.Run(trace, default, kernel, TraceQuality.NoiseOf(trace), (int)(30 * frameRate));
                cost += (trace.Length * Math.Log(deconvolver.Residual / trace.Length)) + (16 * deconvolver.EventCount);
            }

            return cost;
        }
    }

    private static IEnumerable<double> Grid(double from, double to, double factor)
    {
        for (double value = from; value <= to; value *= factor)
        {
            yield return value;
        }
    }

    private static double Best(IEnumerable<double> values, Func<double, double> cost) => values.MinBy(cost);
}
