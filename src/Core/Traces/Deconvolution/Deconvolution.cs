using System.Collections.Concurrent;
using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Work;

namespace DeepWonder3D.Traces;

/// <summary>
/// From fluorescence to events: y(t) = b(t) + c(t) + noise with c(t) = g₁·c(t−1) + g₂·c(t−2) + s(t) and s ≥ 0. The pools of Friedrich, Zhou
/// and Paninski 2017 (OASIS), with events that must stand out of the noise, a baseline that may drift, and one decay a recording.
/// </summary>
public static class Deconvolution
{
    /// <summary>Fewer frames say nothing of events.</summary>
    private const int FewestFrames = 8;

    /// <summary>The level is held for so many decays, and for at least so many seconds.</summary>
    private const double LevelDecays = 30;
    private const double LevelS = 10;

    /// <summary>Deconvolves one trace; the decay is its own where the options do not say.</summary>
    /// <param name="trace">One sample a frame, in any unit.</param>
    /// <param name="baseline">Its resting level, as many; empty where it is not known. Offset and slow drift are put right.</param>
    /// <param name="frameRate">Frames a second; null where unknown.</param>
    /// <param name="options">Model and time constants.</param>
    /// <returns>Null for a trace with samples that are not finite; no events in fewer than 8 frames or in a constant trace.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ParameterInvalid"/>, or <see cref="ErrorId.FrameRateUnknown"/> where seconds are given and no frame rate.
    /// </exception>
    public static DeconvolvedTrace? Run(
        ReadOnlySpan<float> trace, ReadOnlySpan<float> baseline, double? frameRate, DeconvolutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!baseline.IsEmpty && baseline.Length != trace.Length)
        {
            throw new ArgumentException($"The baseline has {baseline.Length} frames and the trace {trace.Length}.", nameof(baseline));
        }

        RecordingKinetics kinetics = RecordingKinetics.Of([trace.ToArray()], frameRate, options, "The trace", CancellationToken.None);
        return Run(trace, baseline, kinetics, new TraceDeconvolver());
    }

    /// <summary>Deconvolves the traces of a view: the same neurons with <c>Denoised</c> and <c>Events</c>.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="options">Model and time constants.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The neurons; those whose traces are not finite have neither.</returns>
    /// <exception cref="DeepWonderException">As for one trace.</exception>
    public static NeuronSet Run(
        NeuronSet neurons, DeconvolutionOptions options, IStageObserver? observer = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Model == DeconvolutionModel.None)
        {
            return neurons;
        }

        double? rate = neurons.FrameRate ?? options.FrameRate;
        (Trace, Trace?)[] traces = [.. neurons.Neurons.Select(n => (n.Trace, n.Baseline))];
        (DeconvolvedTrace?[] results, HistoryStep step) = RunAll(traces, rate, options, neurons.Name, observer, cancellation);
        return neurons with
        {
            FrameRate = rate,
            Neurons = [.. neurons.Neurons.Select((n, i) => n with { Denoised = results[i]?.Denoised, Events = results[i]?.Events })],
            History = [.. neurons.History, step],
        };
    }

    /// <summary>Deconvolves traces as a part of the step that measured them, which is the last in their history.</summary>
    internal static NeuronSet RunAsPart(
        NeuronSet neurons, DeconvolutionOptions options, IStageObserver observer, CancellationToken cancellation)
    {
        NeuronSet deconvolved = Run(neurons, options, observer, cancellation);
        return ReferenceEquals(deconvolved, neurons)
            ? neurons
            : deconvolved with { History = AsPart(neurons.History, deconvolved.History) };
    }

    /// <summary>A history whose last step has become a part of the one before.</summary>
    internal static HistoryStep[] AsPart(IReadOnlyList<HistoryStep> before, IReadOnlyList<HistoryStep> after) =>
        [.. before.SkipLast(1), before[^1].With(after[^1], nameof(Deconvolution))];

    /// <summary>Deconvolves the traces of one recording, which share an indicator.</summary>
    internal static (DeconvolvedTrace?[] Results, HistoryStep Step) RunAll(
        IReadOnlyList<(Trace Trace, Trace? Baseline)> traces,
        double? frameRate,
        DeconvolutionOptions options,
        string name,
        IStageObserver? observer,
        CancellationToken cancellation)
    {
        observer ??= SilentObserver.Instance;
        StageClock clock = new($"Deconvolving traces of {name}", "neuron", traces.Count, observer);
        float[][] samples = [.. traces.Select(t => t.Trace.ToArray())];
        RecordingKinetics kinetics = RecordingKinetics.Of(samples, frameRate, options, $"'{name}'", cancellation);
        kinetics.Tell(name, observer);
        DeconvolvedTrace?[] results = new DeconvolvedTrace?[traces.Count];
        ConcurrentBag<TraceDeconvolver> idle = [];
        ParallelLoop.For(
            traces.Count,
            i =>
            {
                TraceDeconvolver deconvolver = idle.TryTake(out TraceDeconvolver? used) ? used : new TraceDeconvolver();
                (Trace trace, Trace? baseline) = traces[i];
                results[i] = Run(trace.AsSpan(), Matching(baseline, trace), kinetics, deconvolver);
                idle.Add(deconvolver);
                clock.Advance(1, 0);
            },
            cancellation);
        int without = results.Count(r => r is null);
        if (without > 0)
        {
            observer.Warn($"{without} of {traces.Count} neurons of '{name}' have traces that are not finite, and no events.");
        }

        return (results, kinetics.Step(clock, options));
    }

    private static ReadOnlySpan<float> Matching(Trace? baseline, Trace trace) =>
        baseline is not null && baseline.Length == trace.Length ? baseline.AsSpan() : default;

    /// <summary>Deconvolves one trace with known time constants; null where samples are not finite.</summary>
    internal static DeconvolvedTrace? Run(
        ReadOnlySpan<float> trace, ReadOnlySpan<float> baseline, RecordingKinetics kinetics, TraceDeconvolver deconvolver)
    {
        bool[]? gaps = TraceGaps.Of(trace);
        trace = gaps is null ? trace : TraceGaps.Held(trace);
        if (!trace.IsEmpty && !TensorPrimitives.IsFiniteAll(trace))
        {
            return null;
        }

        if (!baseline.IsEmpty && !TensorPrimitives.IsFiniteAll(baseline))
        {
            baseline = default;
        }

        float[] denoised = new float[trace.Length];
        float[] events = new float[trace.Length];
        double noise = 0;
        if (trace.Length < FewestFrames || TensorPrimitives.Max(trace) == TensorPrimitives.Min(trace))
        {
            denoised.AsSpan().Fill(trace.IsEmpty ? 0 : (float)Volumes.OrderStatistics.Median(trace.ToArray()));
        }
        else
        {
            double levelFrames = Math.Max(LevelDecays * kinetics.DecayFrames, kinetics.FrameRate is { } rate ? LevelS * rate : 0);
            deconvolver.Run(trace, baseline, kinetics.Kernel, (int)Math.Min(trace.Length, Math.Ceiling(levelFrames)), gaps);
            noise = deconvolver.Noise;
            for (int t = 0; t < denoised.Length; t++)
            {
                denoised[t] = (float)(deconvolver.Level[t] + deconvolver.Calcium[t]);
                events[t] = (float)(deconvolver.Events[t] * kinetics.Kernel.Height);
            }
        }

        TraceGaps.Open(gaps, denoised);
        TraceGaps.Open(gaps, events);
        return new DeconvolvedTrace
        {
            Denoised = new Trace(denoised),
            Events = new Trace(events),
            Decay = kinetics.Decay,
            Rise = kinetics.Rise,
            Noise = noise,
        };
    }
}
