using System.Globalization;
using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Work;

namespace DeepWonder3D.Traces;

/// <summary>The time constants for a recording, and where they come from.</summary>
/// <param name="Decay">The decay to 1/e, seconds; frames where the frame rate is unknown.</param>
/// <param name="Rise">The time constant of the rise, likewise; 0 for order 1.</param>
/// <param name="FrameRate">Hz; null where unknown.</param>
/// <param name="Found">Whether the decay was found in the traces.</param>
internal sealed record RecordingKinetics(double Decay, double Rise, double? FrameRate, bool Found)
{
    /// <summary>Where the frame rate is unknown, the search takes frames for this long; only its bounds depend on it.</summary>
    private const double FrameS = 0.1;

    /// <summary>The decay to 1/e, frames.</summary>
    public double DecayFrames => Decay * (FrameRate ?? 1);

    /// <summary>The answer to an event.</summary>
    public EventKernel Kernel { get; } = EventKernel.OfSeconds(Decay, Rise > 0 ? Rise : null, FrameRate ?? 1);

    /// <summary>What the options say, or else what the traces show.</summary>
    /// <param name="traces">The recording's traces; those that are not finite are left out.</param>
    /// <param name="frameRate">Hz; null where unknown.</param>
    /// <param name="options">Model and time constants.</param>
    /// <param name="name">Whose traces they are, for errors.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ParameterInvalid"/>, or <see cref="ErrorId.FrameRateUnknown"/> where seconds are given and no frame rate.
    /// </exception>
    public static RecordingKinetics Of(
        IReadOnlyList<float[]> traces, double? frameRate, DeconvolutionOptions options, string name, CancellationToken cancellation)
    {
        options.Check();
        (double DecayS, double RiseS)? known = options.Kinetics?.TimeConstants();
        if (frameRate is null && (known is not null || options.DecayS is not null || options.RiseS is not null))
        {
            throw new DeepWonderException(
                ErrorId.FrameRateUnknown,
                $"{name} has no frame rate, without which time constants in seconds say nothing.",
                name,
                "Give -FrameRate, or neither an indicator nor time constants.");
        }

        double? decay = options.DecayS ?? known?.DecayS;
        IReadOnlyList<float[]> finite = decay is null
            ? [.. traces.Select(t => TraceGaps.Bridged(t)).Where(t => t.Length > 0 && TensorPrimitives.IsFiniteAll<float>(t))]
            : [];
        double decayS = decay ?? KernelSearch.DecayS(finite, frameRate ?? (1 / FrameS), RiseOf, cancellation);
        double unit = frameRate is null ? FrameS : 1;
        return new RecordingKinetics(decayS / unit, (RiseOf(decayS) ?? 0) / unit, frameRate, decay is null);

        // A rise as long as the decay is the steepest that two exponentials can be.
        double? RiseOf(double d) => options.Model == DeconvolutionModel.Ar1 ? null
            : Math.Min(options.RiseS ?? known?.RiseS ?? (KernelSearch.RiseShare * d), 0.99 * d);
    }

    /// <summary>Says what was taken, and what the result lacks.</summary>
    public void Tell(string name, IStageObserver observer)
    {
        string unit = FrameRate is null ? "frames" : "s";
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: decay {Decay:0.###} {unit}, rise {Rise:0.####} {unit}, {(Found ? "found in the traces" : "as given")}."));
        if (FrameRate is null)
        {
            observer.Warn($"The frame rate of '{name}' is unknown: its events have frames and no times.");
        }
        else if (DecayFrames < 1)
        {
            observer.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"A frame of '{name}' lasts longer than the decay ({Decay:0.###} s): events are what stands out in single frames."));
        }
    }

    /// <summary>The history step of a finished deconvolution.</summary>
    public HistoryStep Step(StageClock clock, DeconvolutionOptions options) => clock.Step(
        PipelineStage.DeconvolveTraces,
        ("Model", options.Model),
        ("Indicator", options.Kinetics?.Name),
        ("DecayS", FrameRate is null ? null : Decay),
        ("RiseS", FrameRate is null || Rise == 0 ? null : Rise),
        ("DecayFrames", FrameRate is null ? Decay : null),
        ("FrameRate", options.FrameRate is null ? null : FrameRate));
}
