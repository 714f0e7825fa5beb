using DeepWonder3D.Accuracy.Reporting;

namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>The Markdown file of traces.</summary>
internal static class TraceReport
{
    public static void Write(
        string path, IReadOnlyList<(string Name, string Seeds, TraceScores Scores)> views, IReadOnlyList<SpaceScore> space, ResultBook book)
    {
        MarkdownReport report = new(Heading());
        report.Add("Correlation with the true trace", CorrelationText, Correlations(views));
        report.Add("Amplitude, noise, time and events", OwnText, Own(views));
        report.Add("In space", SpaceText, Space(space));
        report.Write(path, book);
    }

    private static string Heading() => string.Create(CultureInfo.InvariantCulture, $"""
        # Traces, {Machine.Name}

        {Machine.Line}
        Command: `dotnet run -c Release --project benchmarks/accuracy -- --traces`.

        Simulated recordings (docs/simulation.md) through the shipped models with every stage's defaults; found neurons are paired with
        true ones as `Compare-Neuron` does. All rules measure the same footprints. Nothing was chosen on these seeds.

        """);

    private const string CorrelationText = """
        Median (quartiles; least) over the neurons that were found. *Networks' movie*: the plain mean of the movie without background,
        as published and as this module did before. *Plain ring*: the recording's mean less a ring of 1.4 to 2.6 radii. *suite2p's
        rule*: F − 0.7 Fneu in its surround. *Estimated coefficient*: the slope over all frames, naively.
        *FISSA's rule*: cell and four sectors factorised (written anew from its description, not its own program: low values on
        bright backgrounds may be ours). *Bound*: the weighted sum of footprint and
        ring that fits the truth best, which no linear rule of a footprint's mean can pass: the recording's photons. `Trace` has that
        noise; `Denoised` is the estimate to compare with the denoised movies. Aims: Typical ≥ 0.993, Hard ≥ 0.985, TwoPhoton ≥ 0.975.
        """;

    private const string OwnText = """
        *Amplitude*: of `Trace` over that of the plain ring (least squares on the truth). *ΔF/F*: slope against the true ΔF/F, and for
        how many neurons it is given. *Noise*: of `Trace` from its differences over the true noise of the footprint's plain mean. *Lag*:
        frames after the truth, of `Trace` and of `Denoised`. *Events*: those above three
        standard deviations of the noise, against those that the same deconvolution finds in the truth without noise (within five
        frames): median and quartiles of the time between, and the share missed. *False*: events of that size a minute in cells that are
        silent in truth, at their true footprints.
        """;

    private const string SpaceText = """
        Seven views merged with the defaults, by the recordings' traces (this module's default) and by those of the networks' movies:
        neurons, F1 in space, median error of depth, median correlation of the fused trace with the truth (and of the fused denoised
        one).
        """;

    private static string Correlations(IReadOnlyList<(string Name, string Seeds, TraceScores Scores)> views)
    {
        MarkdownTable table = new(["rule", .. views.Select(v => $"{v.Name}, seeds {v.Seeds} ({v.Scores.Neurons} neurons)")]);
        for (int rule = 0; rule < RuleTraces.Names.Length; rule++)
        {
            int r = rule;
            table.Add([RuleTraces.Names[rule], .. views.Select(v => Quartiles(v.Scores.Correlations[r], "0.000", withLeast: true))]);
        }

        table.Add(["bound", .. views.Select(v => Quartiles(v.Scores.Bounds, "0.000", withLeast: true))]);
        return table.ToString();
    }

    private static string Own(IReadOnlyList<(string Name, string Seeds, TraceScores Scores)> views)
    {
        MarkdownTable table = new(["", .. views.Select(v => v.Name)]);
        Row("amplitude", s => Quartiles(s.Amplitudes, "0.00"));
        Row("ΔF/F", s => $"{Quartiles(s.RelativeSlopes, "0.00")}, {s.RelativeSlopes.Count} of {s.Neurons}");
        Row("noise", s => Quartiles(s.Noises, "0.00"));
        Row("lag of Trace", s => Quartiles(s.Lags, "0.00"));
        Row("lag of Denoised", s => Quartiles(s.DenoisedLags, "0.00"));
        Row("error of event times, frames", s => Quartiles(s.EventErrors, "0.0"));
        Row("events missed", s => $"{s.MissedEvents} of {s.TrueEvents}");
        Row("false events a minute of silence", s => s.SilentMinutes == 0
            ? "no silent cells"
            : string.Create(CultureInfo.InvariantCulture, $"{s.FalseEvents / s.SilentMinutes:0.00} ({s.SilentMinutes:0.0} min)"));
        return table.ToString();

        void Row(string name, Func<TraceScores, string> value) => table.Add([name, .. views.Select(v => value(v.Scores))]);
    }

    private static string Space(IReadOnlyList<SpaceScore> space)
    {
        MarkdownTable table = new("recording", "traces of", "neurons", "F1", "depth, µm", "Trace", "Denoised");
        foreach (SpaceScore score in space)
        {
            for (int i = 0; i < 2; i++)
            {
                NeuronComparison c = score.Comparisons[i];
                table.Add(
                    score.Name,
                    i == 0 ? "recordings" : "networks' movies",
                    c.FoundCount.ToString(CultureInfo.InvariantCulture),
                    Text(c.F1, "0.000"),
                    Text(c.DepthErrorUm, "0.00"),
                    $"{Text(c.TraceCorrelation, "0.000")} ({Text(c.TraceCorrelationLow, "0.000")} to "
                        + $"{Text(c.TraceCorrelationHigh, "0.000")})",
                    i == 0 ? Quartiles(score.Denoised, "0.000") : "–");
            }
        }

        return table.ToString();
    }

    private static string Quartiles(IEnumerable<double> values, string format, bool withLeast = false)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? "–"
            : $"{Text(At(0.5), format)} ({Text(At(0.25), format)} to "
                + $"{Text(At(0.75), format)}{(withLeast ? $"; {Text(sorted[0], format)}" : "")})";

        double At(double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
