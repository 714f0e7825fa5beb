using DeepWonder3D.Neurons;

namespace DeepWonder3D.Traces;

/// <summary>What deconvolution makes of a trace.</summary>
public sealed record DeconvolvedTrace
{
    /// <summary>The trace without noise, in its units: the baseline, and what events and their decay add.</summary>
    public required Trace Denoised { get; init; }

    /// <summary>How high each frame's events rise in the trace, in its units; 0 in most frames.</summary>
    public required Trace Events { get; init; }

    /// <summary>The decay to 1/e that was used, seconds; frames where the frame rate is unknown.</summary>
    public required double Decay { get; init; }

    /// <summary>The time constant of the rise, likewise; 0 for order 1.</summary>
    public required double Rise { get; init; }

    /// <summary>
    /// Standard deviation of the noise in a frame, in the trace's units, against which events were judged: more than that of neighbouring
    /// frames' differences where noise is slow.
    /// </summary>
    public required double Noise { get; init; }
}
