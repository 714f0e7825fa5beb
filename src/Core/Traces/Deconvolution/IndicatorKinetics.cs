namespace DeepWonder3D.Traces;

/// <summary>
/// How an indicator's fluorescence answers one action potential, as it is published: the height, the time to the peak and the time from the
/// peak to its half. The answer is a difference of two exponentials; answers add up as calcium does and saturate as binding does.
/// </summary>
/// <param name="Name">The indicator's name.</param>
/// <param name="PeakDeltaFOverF">ΔF/F at the peak after one action potential.</param>
/// <param name="TimeToPeakS">Time from the action potential to the peak.</param>
/// <param name="HalfDecayS">Time from the peak to half of it; at least 1.68 times the time to the peak.</param>
/// <param name="SaturatedDeltaFOverF">ΔF/F of an indicator that is full of calcium.</param>
internal sealed record IndicatorKinetics(
    string Name, double PeakDeltaFOverF, double TimeToPeakS, double HalfDecayS, double SaturatedDeltaFOverF)
{
    // docs/simulation.md names the sources.
    public static IndicatorKinetics GCaMP6f { get; } = new("GCaMP6f", 0.19, 0.045, 0.142, 13.1);

    public static IndicatorKinetics GCaMP6s { get; } = new("GCaMP6s", 0.23, 0.179, 0.550, 16.8);

    public static IndicatorKinetics JGCaMP8f { get; } = new("jGCaMP8f", 0.41, 0.0249, 0.0674, 8);

    public static IndicatorKinetics JGCaMP8m { get; } = new("jGCaMP8m", 0.76, 0.0290, 0.1183, 8);

    public static IndicatorKinetics JGCaMP8s { get; } = new("jGCaMP8s", 1.11, 0.0570, 0.3067, 8);

    public static IReadOnlyList<IndicatorKinetics> All { get; } = [GCaMP6f, GCaMP6s, JGCaMP8f, JGCaMP8m, JGCaMP8s];

    /// <summary>The indicator of a name, in any case; null where nothing is known of it.</summary>
    public static IndicatorKinetics? Named(string? name) =>
        All.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The two time constants, seconds: decay and rise, the longer first.</summary>
    public (double DecayS, double RiseS) TimeConstants()
    {
        // The half-decay in units of the time to peak grows with the ratio of the constants alone, from 1.68 at equal constants.
        double wanted = HalfDecayS / TimeToPeakS;
        double low = 1 + 1e-6;
        double high = 1e6;
        for (int i = 0; i < 200 && high / low > 1 + 1e-14; i++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = RelativeHalfDecay(middle) < wanted ? (middle, high) : (low, middle);
        }

        double ratio = Math.Sqrt(low * high);
        double rise = TimeToPeakS * (ratio - 1) / (ratio * Math.Log(ratio));
        return (ratio * rise, rise);
    }

    /// <summary>The answer of a rise constant of 1 and a decay constant of <paramref name="decay"/>, not scaled.</summary>
    private static double Answer(double time, double decay) => Math.Exp(-time / decay) - Math.Exp(-time);

    private static double RelativeHalfDecay(double ratio)
    {
        double peakTime = Math.Log(ratio) * ratio / (ratio - 1);
        double half = 0.5 * Answer(peakTime, ratio);
        double low = peakTime;
        double high = peakTime + (20 * ratio);
        for (int i = 0; i < 100; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Answer(middle, ratio) > half ? (middle, high) : (low, middle);
        }

        return (low - peakTime) / peakTime;
    }
}
