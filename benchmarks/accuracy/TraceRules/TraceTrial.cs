using DeepWonder3D.Traces;
using DeepWonder3D.Views.Measuring;

namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>Traces of simulated recordings by every rule, from the same footprints.</summary>
internal sealed class TraceTrial(Chain chain, CancellationToken token)
{
    // An event counts from so many standard deviations of the trace's noise.
    private const double LeastEvent = 3;

    /// <summary>Scores the neurons of one view.</summary>
    /// <param name="preset">The kind of recording.</param>
    /// <param name="seed">Which one.</param>
    /// <param name="scores">What the scores are added to.</param>
    public void Score(SimulationPreset preset, ulong seed, TraceScores scores)
    {
        SimulationOptions options = SimulationPresets.Of(preset, seed) with { KeepBackgroundFree = false };
        options = options.ViewIds.Count > 1 ? options with { ViewIds = [options.ViewIds[0]] } : options;
        using SimulatedRecording simulated = RecordingSimulator.Run(options, SilentObserver.Instance, token);
        using ChainRun run = ChainRun.Of(simulated.Views[0], chain.ModelsFor(options.PixelSizeUm, superResolves: false), token);
        NeuronSet truth = simulated.TruthByView[0];
        RuleTraces rules = RuleTraces.Of(simulated.Views[0], run.Denoised, run.BackgroundFree, run.Neurons, token);
        int[][] cells = [.. run.Neurons.Neurons.Select(n => n.Footprint.Pixels.ToArray())];
        float[][] clean = RuleTraces.Means(simulated.Clean[0], cells, token);
        foreach (NeuronMatch match in Compare(run.Neurons, truth, options).Matches)
        {
            int found = run.Neurons.Neurons.ToList().FindIndex(n => n.Id == match.FoundId);
            Neuron real = truth.Neurons.First(n => n.Id == match.TruthId);
            ReadOnlySpan<float> course = real.Trace.AsSpan();
            for (int rule = 0; rule < RuleTraces.Names.Length; rule++)
            {
                scores.Correlations[rule].Add(Agreement.Correlation(rules.Of(rule, found), course));
            }

            AddOwn(run.Neurons.Neurons[found], real, rules, found, clean[found], options.FrameRate, scores);
        }

        AddSilence(simulated.Views[0], run.Neurons, truth, options, scores);
    }

    /// <summary>Scores seven views joined in space, by both sources of traces.</summary>
    public SpaceScore InSpace(SimulationPreset preset, ulong seed)
    {
        SimulationOptions options = SimulationPresets.Of(preset, seed) with { KeepClean = false, KeepBackgroundFree = false };
        using SimulatedRecording simulated = RecordingSimulator.Run(options, SilentObserver.Instance, token);
        List<NeuronSet> byRecording = [];
        List<NeuronSet> byInput = [];
        foreach (Volume view in simulated.Views)
        {
            using ChainRun run = ChainRun.Of(view, chain.ModelsFor(options.PixelSizeUm, superResolves: false), token);
            byRecording.Add(run.Neurons);
            TraceMeasurementOptions input = new() { Traces = new TraceOptions { Source = TraceSource.Input } };
            byInput.Add(TraceMeasurement.Run(run.BackgroundFree, run.Neurons, input, SilentObserver.Instance, token));
        }

        NeuronPopulation[] merged = [.. new[] { byRecording, byInput }.Select(views => ViewMerging.Run(
            views, simulated.Calibration!, new ViewMergingOptions(), SilentObserver.Instance, token))];
        NeuronComparer comparer = new(new ComparisonOptions { ViewSize = (options.Height, options.Width) });
        NeuronComparison[] compared = [.. merged.Select(m => comparer.Compare(m, simulated.Truth))];
        double[] denoised = [.. compared[0].Matches.Select(match => Agreement.Correlation(
            merged[0].Neurons.First(n => n.Id == match.FoundId).Denoised!.AsSpan(),
            simulated.Truth.Neurons.First(n => n.Id == match.TruthId).Trace.AsSpan()))];
        return new SpaceScore($"{options.Name} {seed}", compared, denoised);
    }

    private static NeuronComparison Compare(NeuronSet found, NeuronSet truth, SimulationOptions options) =>
        new NeuronComparer(new ComparisonOptions { ViewSize = (options.Height, options.Width) }).Compare(found, truth);

    private static void AddOwn(
        Neuron neuron, Neuron real, RuleTraces rules, int found, float[] clean, double frameRate, TraceScores scores)
    {
        ReadOnlySpan<float> truth = real.Trace.AsSpan();
        ReadOnlySpan<float> trace = neuron.Trace.AsSpan();
        double slope = Agreement.Slope(trace, truth);
        scores.Bounds.Add(Agreement.OfBestSum(truth, rules.Plain[found], rules.Ring[found]));
        scores.Amplitudes.Add(slope / Agreement.Slope(rules.Of(RuleTraces.PlainRing, found), truth));
        if (neuron.DeltaFOverF is { } relative)
        {
            scores.RelativeSlopes.Add(Agreement.Slope(relative.AsSpan(), truth));
        }

        float[] noise = new float[clean.Length];
        System.Numerics.Tensors.TensorPrimitives.Subtract(rules.Plain[found], clean, noise);
        double own = TraceQuality.NoiseOf(trace);
        scores.Noises.Add(own / System.Numerics.Tensors.TensorPrimitives.StdDev<float>(noise));
        scores.Lags.Add(Agreement.Lag(trace, truth));
        scores.DenoisedLags.Add(Agreement.Lag(neuron.Denoised!.AsSpan(), truth));

        // The truth has no noise: its own events are told by the same deconvolution.
        Trace events = Deconvolution.Run(truth, default, frameRate, new DeconvolutionOptions())!.Events;
        EventTally tally = EventTally.Of(neuron.Events!, events, LeastEvent * own, slope);
        scores.EventErrors.AddRange(tally.Errors);
        scores.TrueEvents += tally.True;
        scores.MissedEvents += tally.Missed;
    }

    /// <summary>Cells that are silent in truth, measured at their true footprints beside those that were found.</summary>
    private void AddSilence(Volume recording, NeuronSet found, NeuronSet truth, SimulationOptions options, TraceScores scores)
    {
        Neuron[] silent = [.. truth.Neurons.Where(n => !(n.Trace.Maximum > n.Trace.Minimum))];
        if (silent.Length == 0)
        {
            return;
        }

        NeuronSet all = found with { Neurons = [.. silent.Concat(found.Neurons).Select((n, i) => n with { Id = i + 1 })] };
        NeuronSet measured = TraceMeasurement.Run(recording, all, new TraceMeasurementOptions(), SilentObserver.Instance, token);
        foreach (Neuron neuron in measured.Neurons.Take(silent.Length))
        {
            scores.SilentMinutes += options.FrameCount / options.FrameRate / 60;
            scores.FalseEvents += EventTally.Onsets(neuron.Events!, LeastEvent * TraceQuality.NoiseOf(neuron.Trace.AsSpan())).Length;
        }
    }
}
