using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>How much noise a trace has, and how well it stands out of it.</summary>
internal static class TraceQuality
{
    /// <summary>Median absolute value of a normal variable → its standard deviation.</summary>
    private const double NormalOfMedian = 1.4826;

    // The filters that look for events: an exponential decay over so many frames; 0 looks at single frames.
    private static readonly int[] s_decayFrames = [0, 1, 2, 4, 8];

    // Frames below the baseline that are enough to tell its spread.
    private const double LeastQuietShare = 0.02;

    /// <summary>
    /// How clearly the clearest event stands out: the largest value of the trace above its baseline after a matched filter (an exponential
    /// decay over 0, 1, 2, 4 or 8 frames), in units of what noise alone makes of that filter. What goes on below the baseline, which no
    /// event does, counts as noise as well.
    /// </summary>
    /// <param name="trace">One sample a frame.</param>
    /// <param name="frameRate">Frames a second, which the <see cref="TraceBaseline"/> depends on; null for unknown.</param>
    /// <returns>
    /// NaN for a constant trace and for one with infinite samples; frames without a value (NaN) do not count. Noise alone gives 3 to 5.
    /// </returns>
    public static double Snr(ReadOnlySpan<float> trace, double? frameRate) => SnrOf(TraceGaps.Bridged(trace), frameRate);

    private static double SnrOf(float[] trace, double? frameRate) =>
        trace.Length >= 2 && TensorPrimitives.IsFiniteAll<float>(trace) ? SnrAbove(TraceBaseline.Of(trace, frameRate), trace) : double.NaN;

    /// <summary>The same with a baseline that is known.</summary>
    public static double SnrAbove(ReadOnlySpan<float> baseline, ReadOnlySpan<float> trace)
    {
        double noise = NoiseOf(trace);
        if (noise == 0)
        {
            return double.NaN;
        }

        float[] change = new float[trace.Length];
        TensorPrimitives.Subtract(trace, baseline, change);
        double best = 0;
        float[] filtered = new float[change.Length];
        foreach (int decay in s_decayFrames)
        {
            Filter(change, decay, filtered);
            (double peak, double below, int count) = (0, 0, 0);
            foreach (float value in filtered)
            {
                peak = Math.Max(peak, value);
                below += value < 0 ? (double)value * value : 0;
                count += value < 0 ? 1 : 0;
            }

            double spread = count > LeastQuietShare * change.Length ? Math.Sqrt(below / count) : 0;
            best = Math.Max(best, peak / Math.Max(noise, spread));
        }

        return best;
    }

    /// <summary>
    /// Noise of ΔF/F in % per √Hz, 100 · median |difference of neighbouring frames| / √rate: the definition of Rupprecht et al. (Nature
    /// Neuroscience 24, 1324, 2021), by which recordings of any frame rate compare.
    /// </summary>
    public static double NoiseLevel(ReadOnlySpan<float> deltaFOverF, double frameRate)
    {
        float[] differences = Differences(deltaFOverF);
        return differences.Length == 0 ? double.NaN : 100 * OrderStatistics.Median(differences) / Math.Sqrt(frameRate);
    }

    /// <summary>The <see cref="Noise"/> of a trace; 0 for a constant one and one of fewer than two frames.</summary>
    public static double NoiseOf(ReadOnlySpan<float> trace) => Noise(Differences(trace));

    /// <summary>
    /// The standard deviation of white normal noise, from the differences of neighbouring frames, which slow activity hardly touches:
    /// 1.4826 · median |difference| / √2, or, where more than half of the frames repeat their neighbour and the median therefore is 0, the
    /// mean |difference| · √π / 2.
    /// </summary>
    /// <param name="differences">Absolute differences, finite; reordered.</param>
    /// <returns>0 for no differences, and where all of them are 0.</returns>
    public static double Noise(Span<float> differences)
    {
        double sum = 0;
        foreach (float difference in differences)
        {
            sum += difference;
        }

        if (sum == 0)
        {
            return 0;
        }

        double median = OrderStatistics.Median(differences);
        return median > 0 ? NormalOfMedian * median / Math.Sqrt(2) : sum / differences.Length * Math.Sqrt(Math.PI) / 2;
    }

    private static float[] Differences(ReadOnlySpan<float> trace)
    {
        float[] differences = new float[Math.Max(0, trace.Length - 1)];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = Math.Abs(trace[i + 1] - trace[i]);
        }

        return differences;
    }

    /// <summary>Sums each frame and those after it, weighted by an exponential decay, so that white noise keeps its variance.</summary>
    private static void Filter(ReadOnlySpan<float> change, int decayFrames, Span<float> filtered)
    {
        if (decayFrames == 0)
        {
            change.CopyTo(filtered);
            return;
        }

        // Past the last frame there is nothing but rest.
        double kept = Math.Exp(-1.0 / decayFrames);
        double scale = Math.Sqrt(1 - (kept * kept));
        double sum = 0;
        for (int t = change.Length - 1; t >= 0; t--)
        {
            sum = (kept * sum) + change[t];
            filtered[t] = (float)(scale * sum);
        }
    }
}
