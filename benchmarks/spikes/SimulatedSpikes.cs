namespace DeepWonder3D.Spikes;

/// <summary>
/// Traces with known action potentials on which defaults are chosen: bursts of a two-state process, the simulator's answer of an indicator
/// with a saturation, a level that wanders, and noise of which a part is slow.
/// </summary>
internal static class SimulatedSpikes
{
    private const double StepS = 0.001;

    /// <summary>One trace.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="indicator">The indicator; its constants are varied by 15 % from cell to cell.</param>
    /// <param name="frameRate">Hz.</param>
    /// <param name="seconds">Length.</param>
    /// <param name="rateHz">Mean rate of action potentials; 0 for a silent cell.</param>
    /// <param name="noise">White noise, ΔF/F standard deviation at 30 Hz.</param>
    /// <param name="drift">Standard deviation of the level's wandering, ΔF/F, a slow course that two filters of 40 s make.</param>
    public static SpikeRecording Make(
        ulong seed, IndicatorKinetics indicator, double frameRate, double seconds, double rateHz, double noise, double drift)
    {
        RandomStream random = new(seed, RandomUse.Activity, 4711);
        IndicatorKinetics own = indicator with
        {
            HalfDecayS = Math.Max(1.75 * indicator.TimeToPeakS, indicator.HalfDecayS * random.LogNormal(0.15)),
            PeakDeltaFOverF = indicator.PeakDeltaFOverF * random.LogNormal(0.3),
        };
        CalciumResponse response = new(own, StepS);
        int steps = (int)(seconds / StepS);
        float[] trace = new float[(int)(seconds * frameRate)];
        double[] weights = new double[trace.Length];
        List<double> spikes = [];
        bool bursting = false;
        for (int step = 0; step < steps; step++)
        {
            // Half of the action potentials come in bursts of 0.4 s at 15 Hz.
            bursting = rateHz > 0 && random.Uniform() < (bursting ? 1 - (StepS / 0.4) : 0.5 * rateHz / 6 * StepS);
            long potentials = random.Poisson((bursting ? 15 : 0.5 * rateHz) * StepS);
            for (int i = 0; i < potentials; i++)
            {
                spikes.Add(step * StepS);
            }

            int frame = Math.Min(trace.Length - 1, (int)(step * StepS * frameRate));
            trace[frame] += (float)response.Step(potentials);
            weights[frame]++;
        }

        double keep = Math.Exp(-1 / (40 * frameRate));
        double drive = 0;
        double level = 0;
        for (int t = 0; t < trace.Length; t++)
        {
            drive = (keep * drive) + (Math.Sqrt(1 - (keep * keep)) * random.Normal());
            level = (keep * level) + ((1 - keep) * Math.Sqrt(2) * drive);
            trace[t] = (float)((trace[t] / weights[t]) + (drift * level) + (noise * Math.Sqrt(frameRate / 30) * random.Normal()));
        }

        return new SpikeRecording("simulated", own.Name, frameRate, trace, [.. spikes]);
    }
}
