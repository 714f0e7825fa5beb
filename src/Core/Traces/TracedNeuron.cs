using DeepWonder3D.Neurons;

namespace DeepWonder3D.Traces;

/// <summary>A neuron's trace and what it says.</summary>
/// <param name="Trace">One sample a frame of the volume that it was measured in.</param>
/// <param name="Facts">What the trace says.</param>
/// <param name="Contamination">As for <see cref="Neuron.Contamination"/>.</param>
/// <param name="ZeroError">How far the trace's zero may lie from the background's light, in its units.</param>
internal sealed record TracedNeuron(Trace Trace, TraceFacts Facts, double Contamination, double ZeroError)
{
    /// <summary>The neuron with this trace instead of its own.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="origin">What it was measured in.</param>
    public Neuron ApplyTo(Neuron neuron, TraceOrigin origin) => neuron with
    {
        TimeOffsetS = origin.TimeOffsetOf(neuron.Row),
        Trace = Trace,
        Baseline = Facts.Baseline,
        DeltaFOverF = Facts.DeltaFOverF,
        Snr = Facts.Snr,
        NoiseLevel = Facts.NoiseLevel,
        Contamination = Contamination,
        Denoised = null,
        Events = null,
    };
}
