using System.Diagnostics;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Spikes;

/// <summary>Runs everything and prints its tables.</summary>
internal sealed class SpikeReport(TextWriter output)
{
    private const double WithEveryFrame = double.PositiveInfinity;

    /// <summary>Recordings with true action potentials, at several frame rates.</summary>
    public void Real(string folder)
    {
        SpikeRecording[] all = [.. SpikeRecording.ReadAll(folder)];
        foreach (double rate in new[] { WithEveryFrame, 30, 15, 7.5 })
        {
            SpikeRecording[][] cells = [.. all.Select(r => r.At(rate)).GroupBy(r => (r.DataSet, r.Cell)).Select(g => g.ToArray())];
            CellScore[][] scores = [.. Subject.All.Select(
                subject => cells.AsParallel().AsOrdered().Select(cell => CellScore.Of(cell, subject)).ToArray())];
            Print(double.IsFinite(rate) ? FormattableString.Invariant($"At {rate} Hz") : "At the recordings' own frame rates", scores);
        }
    }

    /// <summary>Simulated cells, with the seeds on which defaults were chosen or others.</summary>
    public void Simulated(ulong seed)
    {
        List<CellScore>[] scores = [.. Subject.All.Select(_ => new List<CellScore>())];
        foreach (IndicatorKinetics indicator in new[] { IndicatorKinetics.GCaMP6f, IndicatorKinetics.GCaMP6s, IndicatorKinetics.JGCaMP8m })
        {
            foreach (double rate in new[] { 7.5, 30, 120 })
            {
                foreach (double noise in new[] { 0.05, 0.15, 0.4 })
                {
                    // Three of twelve cells are silent; the others fire at 0.2 to 3.2 Hz.
                    SpikeRecording[] cells = [.. Enumerable.Range(0, 12).Select(i => SimulatedSpikes.Make(
                        seed + (ulong)i, indicator, rate, 240, i < 3 ? 0 : 0.2 * Math.Pow(2, i % 5), noise, 0.1))];
                    Parallel.For(0, Subject.All.Length, s => scores[s].Add(CellScore.Of(cells, Subject.All[s])));
                }
            }
        }

        Print(
            FormattableString.Invariant($"Simulated, seeds from {seed}"),
            [.. scores.Select(s => s.ToArray())]);
    }

    /// <summary>A thousand neurons of twenty thousand frames.</summary>
    public void Speed()
    {
        SpikeRecording[] cells = [.. Enumerable.Range(0, 20).Select(
            i => SimulatedSpikes.Make((ulong)(7000 + i), IndicatorKinetics.GCaMP6s, 30, 20000 / 30.0, 0.5, 0.15, 0.1))];
        NeuronSet neurons = new()
        {
            Name = "speed",
            Height = 1,
            Width = 1,
            FrameCount = 20000,
            FrameRate = 30,
            Neurons = [.. Enumerable.Range(0, 1000).Select(i => new Neuron
            {
                Id = i + 1, Row = 0, Column = 0, Footprint = new Footprint([0], 1), Trace = new Neurons.Trace(cells[i % 20].Trace),
            })],
        };
        foreach (DeconvolutionModel model in new[] { DeconvolutionModel.Ar1, DeconvolutionModel.Ar2 })
        {
            Stopwatch watch = Stopwatch.StartNew();
            Deconvolution.Run(neurons, new DeconvolutionOptions { Model = model });
            output.WriteLine(FormattableString.Invariant($"{model}: 1000 neurons of 20000 frames in {watch.Elapsed.TotalSeconds:0.0} s"));
        }
    }

    private void Print(string title, CellScore[][] scores)
    {
        output.WriteLine($"### {title}");
        output.WriteLine();
        output.WriteLine($"| data set | cells | {string.Join(" | ", Subject.All.Select(s => s.Name))} |");
        output.WriteLine($"| --- | --- |{string.Concat(Subject.All.Select(_ => " --- |"))}");
        foreach (string? set in scores[0].Select(s => s.DataSet).Distinct().Append(null))
        {
            CellScore[][] of = [.. scores.Select(s => s.Where(c => set is null || c.DataSet == set).ToArray())];
            IEnumerable<string> values = of.Select(s => FormattableString.Invariant(
                $"{CellScore.Median(s.Select(c => c.Binned)):0.000} / {CellScore.Median(s.Select(c => c.Smoothed)):0.000}"));
            output.WriteLine($"| {set ?? "all"} | {of[0].Length} | {string.Join(" | ", values)} |");
        }

        IEnumerable<string> quiet = scores.Select(s =>
            FormattableString.Invariant($"{s.Sum(c => c.FalseEvents) / s.Sum(c => c.SilentMinutes):0.00}"));
        string minutes = FormattableString.Invariant($"{scores[0].Sum(c => c.SilentMinutes):0}");
        output.WriteLine($"| false events a minute, in {minutes} min without action potentials | | {string.Join(" | ", quiet)} |");
        output.WriteLine();
        output.Flush();
    }
}
