namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>The simulated recordings of several views: means a preset, then each recording.</summary>
internal static class SimulatedTables
{
    /// <summary>Means over the seeds of each preset and over everything, and which chain is better.</summary>
    public static string Means(TrialPlan plan, ResultBook book)
    {
        MarkdownTable table = new("recordings", "", Chain.Published, Chain.Shipped, "shipped is");
        foreach (IGrouping<SimulationPreset, SimulatedTrial> preset in plan.Simulated.GroupBy(t => t.Preset))
        {
            AddMeans(table, preset.Key.ToString(), [.. preset], book);
        }

        AddMeans(table, "all", plan.Simulated, book);
        return table.ToString();
    }

    /// <summary>The movies of each recording.</summary>
    public static string Signal(TrialPlan plan, ResultBook book)
    {
        MarkdownTable table = new(
            "recording", "chain", "SNR of the recording, dB", "of the denoised movie, dB", "gain, dB", "changes before background removal",
            "after", "light before", "after");
        foreach ((SimulatedTrial trial, string chain, TrialResult result) in book.Measured(plan.Simulated))
        {
            SignalScore signal = result.Signal!;
            table.Add(
                trial.Name,
                chain,
                Metric.Text(signal.SnrBefore, 1),
                Metric.Text(signal.SnrAfter, 1),
                Metric.Text(signal.Gain, 1),
                Metric.Text(signal.ChangesBefore, 3),
                Metric.Text(signal.ChangesAfter, 3),
                Metric.Text(signal.LightBefore, 3),
                Metric.Text(signal.LightAfter, 3));
        }

        return table.ToString();
    }

    /// <summary>The neurons of each recording.</summary>
    public static string Neurons(TrialPlan plan, ResultBook book)
    {
        MarkdownTable table = new((string[])["recording", "chain", .. Metric.Neurons.Select(m => m.Heading), "3-D: true, found, pairs"]);
        foreach ((SimulatedTrial trial, string chain, TrialResult result) in book.Measured(plan.Simulated))
        {
            DetectionScore space = result.Space!.Detection;
            table.Add((string[])[
                trial.Name,
                chain,
                .. Metric.Neurons.Select(m => m.Text(m.Value(result))),
                $"{space.Truth}, {space.Found}, {space.Matched}",
            ]);
        }

        return table.ToString();
    }

    private static void AddMeans(MarkdownTable table, string name, IReadOnlyList<SimulatedTrial> trials, ResultBook book)
    {
        foreach (Metric metric in Metric.Signal.Concat(Metric.Neurons))
        {
            double? published = book.Mean(trials, Chain.Published, metric.Value);
            double? shipped = book.Mean(trials, Chain.Shipped, metric.Value);
            table.Add(name, metric.Heading, metric.Text(published), metric.Text(shipped), metric.Verdict(published, shipped));
        }
    }
}
