using System.Numerics.Tensors;
using DeepWonder3D.Work;

namespace DeepWonder3D.Traces;

/// <summary>
/// The decay that explains traces best with the fewest events: the smallest Σ (frames · ln residual + errors² · events) over all traces
/// together, as they show one indicator. Autocovariance, the usual estimate, also sees how events follow each other and how the baseline
/// moves: on simulated bursts it is twice too long (benchmarks/results/spikes.md).
/// </summary>
internal static class KernelSearch
{
    /// <summary>
    /// Rise in decays where it is not known: of 0.05 to 0.16 the best on simulated traces; it holds the frame's exposure, too.
    /// </summary>
    public const double RiseShare = 0.12;

    /// <summary>What an indicator's decay can be, seconds.</summary>
    public const double ShortestS = 0.05;

    /// <summary>Likewise.</summary>
    public const double LongestS = 3;

    /// <summary>Where nothing says more, seconds: traces without events leave it there.</summary>
    public const double UsualS = 0.4;

    /// <summary>More traces, longer ones and more frames a second make no better estimate.</summary>
    private const int MostTraces = 24;
    private const int MostFrames = 4000;
    private const double MostHz = 30;

    private const double CoarseStep = 1.5;
    private const double FineStep = 1.15;

    /// <summary>Finds the decay.</summary>
    /// <param name="traces">Finite traces of one recording.</param>
    /// <param name="frameRate">Hz; null takes a frame for 0.1 s.</param>
    /// <param name="riseOf">The rise, seconds, for a decay; null for order 1.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The decay, seconds.</returns>
    public static double DecayS(
        IReadOnlyList<float[]> traces, double frameRate, Func<double, double?> riseOf, CancellationToken cancellation)
    {
        int bin = Math.Max(1, (int)Math.Round(frameRate / MostHz));
        double rate = frameRate / bin;
        float[][] pieces = [.. traces
            .Where(t => t.Length / bin >= 20 && TraceNoise.Of(t) > 0)
            .OrderByDescending(t => TraceQuality.Snr(t, frameRate))
            .Take(MostTraces)
            .Select(t => Piece(t, bin))];
        if (pieces.Length == 0)
        {
            return UsualS;
        }

        // Judged alike for every decay: with the noise of its own, a long one would look better by finding less.
        double[] noises = [.. pieces.Select(p => TraceNoise.Of(p, UsualS * rate))];
        TraceDeconvolver[] deconvolvers = [.. pieces.Select(_ => new TraceDeconvolver())];
        double shortest = Math.Max(ShortestS, 0.5 / rate);
        double best = Grid(shortest, Math.Max(shortest, LongestS)).MinBy(Cost);
        double[] finer = [best / FineStep / FineStep, best / FineStep, best, best * FineStep, best * FineStep * FineStep];
        return finer.Where(d => d >= shortest && d <= Math.Max(shortest, LongestS)).MinBy(Cost);

        double Cost(double decay)
        {
            EventKernel kernel = EventKernel.OfSeconds(decay, riseOf(decay), rate);
            double[] costs = new double[pieces.Length];
            ParallelLoop.For(pieces.Length, i => costs[i] = CostOf(pieces[i], kernel, noises[i], deconvolvers[i], rate), cancellation);
            double far = Math.Log(decay / UsualS);
            return costs.Sum() + (far * far);
        }
    }

    private static double CostOf(float[] piece, EventKernel kernel, double noise, TraceDeconvolver deconvolver, double rate)
    {
        // The level must not follow a long decay better than a short one.
        deconvolver.Seek(piece, default, kernel, noise, (int)Math.Ceiling(10 * LongestS * rate));
        double errors = TraceDeconvolver.StandardErrors;
        double left = Math.Max(deconvolver.Residual / piece.Length, double.Epsilon);
        return (piece.Length * Math.Log(left)) + (errors * errors * deconvolver.EventCount);
    }

    /// <summary>The frames around the largest one, means of several where there are many a second.</summary>
    private static float[] Piece(float[] trace, int bin)
    {
        int length = Math.Min(MostFrames, trace.Length / bin);
        int peak = TensorPrimitives.IndexOfMax<float>(trace);
        int start = Math.Clamp(peak - (length * bin / 2), 0, trace.Length - (length * bin));
        float[] piece = new float[length];
        for (int i = 0; i < length; i++)
        {
            piece[i] = TensorPrimitives.Sum<float>(trace.AsSpan(start + (i * bin), bin)) / bin;
        }

        return piece;
    }

    private static IEnumerable<double> Grid(double from, double to)
    {
        for (double value = from; value <= to; value *= CoarseStep)
        {
            yield return value;
        }
    }
}
