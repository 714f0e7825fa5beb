using System.Numerics.Tensors;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Traces;

/// <summary>What a trace says beside its samples.</summary>
/// <param name="Baseline">
/// Its resting level, over frames without a value (NaN) too; null where samples are infinite or none is known.
/// </param>
/// <param name="DeltaFOverF">
/// (trace − baseline) / baseline; null where the baseline does not stand above its error throughout, and where there is no resting light.
/// </param>
/// <param name="Snr">How clearly its clearest event stands out, see <see cref="TraceQuality.Snr(ReadOnlySpan{float}, double?)"/>.</param>
/// <param name="NoiseLevel">Noise of ΔF/F, % per √Hz; NaN where there is none, or no frame rate.</param>
internal sealed record TraceFacts(Trace? Baseline, Trace? DeltaFOverF, double Snr, double NoiseLevel)
{
    /// <summary>The facts of a trace.</summary>
    /// <param name="trace">One sample a frame.</param>
    /// <param name="frameRate">Frames a second; null for unknown.</param>
    /// <param name="zeroError">
    /// How far the trace's zero may lie from the background's light, in its units; infinite in a movie that a network took the background
    /// out of.
    /// </param>
    public static TraceFacts Of(Trace trace, double? frameRate, double zeroError)
    {
        bool[]? gaps = TraceGaps.Of(trace.AsSpan());
        ReadOnlySpan<float> samples = gaps is null ? trace.AsSpan() : TraceGaps.Bridged(trace.AsSpan());
        if (samples.Length < 2 || !TensorPrimitives.IsFiniteAll(samples))
        {
            return new TraceFacts(null, null, double.NaN, double.NaN);
        }

        float[] baseline = TraceBaseline.Of(samples, frameRate);
        double error = Math.Max(zeroError, TraceBaseline.Error(TraceQuality.NoiseOf(samples), frameRate));
        float[]? relative = Relative(samples, baseline, error);
        double level = relative is not null && frameRate is { } rate ? TraceQuality.NoiseLevel(relative, rate) : double.NaN;
        TraceGaps.Open(gaps, relative);
        return new TraceFacts(
            new Trace(baseline),
            relative is null ? null : new Trace(relative),
            TraceQuality.SnrAbove(baseline, samples),
            level);
    }

    private static float[]? Relative(ReadOnlySpan<float> trace, ReadOnlySpan<float> baseline, double error)
    {
        // Relative to a resting light that cannot be told from the background any number could come out.
        if (!(TensorPrimitives.Min(baseline) > Math.Max(0, error)))
        {
            return null;
        }

        float[] relative = new float[trace.Length];
        TensorPrimitives.Subtract(trace, baseline, relative);
        TensorPrimitives.Divide(relative, baseline, relative);
        return relative;
    }
}
