namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>What the stages take.</summary>
internal static class SpeedTables
{
    private static readonly Metric[] s_speeds =
    [
        new("denoise", r => Speed(r.Seconds.Voxels, r.Seconds.Denoise), 3),
        new("remove background", r => Speed(r.Seconds.Voxels, r.Seconds.Background), 3),
        new("find neurons", r => Speed(r.Seconds.Voxels, r.Seconds.Neurons), 3),
        new("the three together", r => Speed(r.Seconds.Voxels, r.Seconds.Denoise + r.Seconds.Background + r.Seconds.Neurons), 3),
        new("super-resolution ×2, input", r => Speed(r.Seconds.ResizeVoxels, r.Seconds.Resize), 4),
    ];

    /// <summary>Mvoxel/s of both chains, measured one after the other.</summary>
    public static string Speeds(TrialPlan plan, ResultBook book)
    {
        MarkdownTable table = new("stage", "published, Mvoxel/s", "shipped, Mvoxel/s", "shipped / published");
        foreach (Metric speed in s_speeds)
        {
            double? published = Of(plan, book, Chain.Published, speed);
            double? shipped = Of(plan, book, Chain.Shipped, speed);
            table.Add(speed.Heading, speed.Text(published), speed.Text(shipped), Metric.Text(shipped / published, 2));
        }

        return table.ToString();
    }

    /// <summary>Seconds of each stage on each recording.</summary>
    public static string Seconds(TrialPlan plan, ResultBook book)
    {
        MarkdownTable table = new(
            "recording", "chain", "Mvoxel", "denoise, s", "remove background, s", "find neurons, s", "merge views, s", "all, s");
        foreach ((SimulatedTrial trial, string chain, TrialResult result) in book.Measured(plan.Simulated))
        {
            StageSeconds s = result.Seconds;
            double[] stages = [s.Denoise, s.Background, s.Neurons, s.Merge];
            table.Add((string[])[trial.Name, chain, Metric.Text(s.Voxels / 1e6, 1), .. stages.Append(stages.Sum()).Select(v => Metric.Text(
                v, 1))]);
        }

        return table.ToString();
    }

    private static double? Of(TrialPlan plan, ResultBook book, string chain, Metric speed) =>
        plan.Speed.Select(t => book.Find(t, chain) is { } result ? speed.Value(result) : null).FirstOrDefault(v => v is not null);

    private static double? Speed(long voxels, double seconds) => seconds > 0 ? voxels / 1e6 / seconds : null;
}
