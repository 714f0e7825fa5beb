namespace DeepWonder3D.Benchmarks.Scaling;

/// <summary>What things cost as they grow: frames, pixels, threads, neurons of a movie, views and neurons to merge.</summary>
internal static class ScalingTable
{
    private static readonly string[] s_stages = ["denoise", "background", "neurons"];
    private static readonly long[] s_frames = [200, 1_000, 5_000, 20_000];
    private static readonly long[] s_sides = [128, 256, 512, 1024];
    private static readonly long[] s_cells = [20, 60, 150, 400];
    private static readonly long[] s_views = [7, 25, 49, 81];
    private static readonly long[] s_neurons = [10, 50, 200, 500];

    /// <summary>Runs all of them, each in a process of its own; writes the table and the plots.</summary>
    public static void Write()
    {
        StringBuilder text = new($"""
            # Cost against size, {Machine.Name}

            {Machine.Line}
            Command: `dotnet run -c Release --project benchmarks -- --only scaling`.
            Movies are generated as they are read; the models are those that ship; the memory limit is the default
            ({MemoryBudget.Limit >> 20} MiB). Times are the best of several runs of a process that has run the same before (the longest are
            run once); memory is the process's peak, everything included. The machine is shared: compare rows of one run, not runs.

            ![Cost and memory against size](scaling-{Machine.Name}.png)


            """);
        List<CostPlot> plots =
        [
            Stages(
                text,
                "Longer movies",
                "frames",
                "128 × 128 pixels",
                s_frames,
                frames => [Text(frames), "128"],
                frames => frames * 128 * 128),
            Stages(text, "Wider movies", "rows and columns", "200 frames", s_sides, side => ["200", Text(side)], side => 200 * side * side),
            Threads(text),
            Found(text),
            Merging(text, "More views", "views", "100 neurons in each", s_views, views => [Text(views), "100"]),
            Merging(text, "More neurons", "neurons", "81 views", s_neurons, neurons => ["81", Text(neurons)]),
        ];
        CostSheet.Write(plots, Repository.Results("scaling", ".png"));
        ResultBook.Write("scaling", text.ToString());
    }

    private static CostPlot Stages(
        StringBuilder text, string title, string axis, string fixedAt, long[] sizes, Func<long, string[]> words, Func<long, double> voxels)
    {
        CostPlot plot = new(title, $"{axis} ({fixedAt})", "ns a voxel");
        Begin(text, title, fixedAt, $"| stage | {axis} | Mvoxel | s | ns a voxel | peak memory, MiB |");
        foreach (string stage in s_stages)
        {
            List<Measurement> row = [];
            foreach (long size in sizes)
            {
                if (Child.Measure(["scaling", stage, .. words(size)]) is { } m)
                {
                    row.Add(m);
                    plot.Add(stage, size, m.NanosecondsAUnit, m.PeakMib);
                    text.Append(ResultBook.Row(
                        stage,
                        Text(size),
                        ResultBook.Number(voxels(size) / 1e6, "0.0"),
                        ResultBook.Number(m.Seconds, "0.00"),
                        ResultBook.Number(m.NanosecondsAUnit, "0.0"),
                        Text(m.PeakMib)));
                }
            }

            text.Append(Spread(stage, row));
        }

        return plot;
    }

    private static CostPlot Threads(StringBuilder text)
    {
        CostPlot plot = new("More threads", "threads of the network (200 × 256 × 256)", "ns a voxel");
        Begin(
            text,
            "More threads",
            "200 × 256 × 256; reading and writing go on beside the network",
            "| stage | threads | s | ns a voxel | times as fast as one |");
        foreach (string stage in s_stages)
        {
            double one = double.NaN;
            for (int threads = 1; threads <= Environment.ProcessorCount; threads *= 2)
            {
                if (Child.Measure(["scaling", stage, "200", "256"], threads) is { } m)
                {
                    one = threads == 1 ? m.Seconds : one;
                    plot.Add(stage, threads, m.NanosecondsAUnit, m.PeakMib);
                    text.Append(ResultBook.Row(
                        stage,
                        Text(threads),
                        ResultBook.Number(m.Seconds, "0.00"),
                        ResultBook.Number(m.NanosecondsAUnit, "0.0"),
                        ResultBook.Number(one / m.Seconds, "0.00")));
                }
            }
        }

        return plot;
    }

    private static CostPlot Found(StringBuilder text)
    {
        CostPlot plot = new("More neurons in a movie", "neurons found (400 × 256 × 256)", "ns a voxel");
        Begin(text, "More neurons in a movie", "400 × 256 × 256", "| stage | neurons found | s | ns a voxel | peak memory, MiB |");
        foreach (long cells in s_cells)
        {
            if (Child.Run(["found", Text(cells)]) is { } found && Child.Measure(["find", Text(cells)]) is { } m)
            {
                plot.Add("neurons", long.Parse(found, CultureInfo.InvariantCulture), m.NanosecondsAUnit, m.PeakMib);
                text.Append(ResultBook.Row(
                    "neurons", found, ResultBook.Number(m.Seconds, "0.00"), ResultBook.Number(m.NanosecondsAUnit, "0.0"), Text(m.PeakMib)));
            }
        }

        return plot;
    }

    private static CostPlot Merging(StringBuilder text, string title, string axis, string fixedAt, long[] sizes, Func<long, string[]> words)
    {
        CostPlot plot = new($"Merging: {title.ToLowerInvariant()}", $"{axis} ({fixedAt})", "µs a detection");
        Begin(
            text,
            $"Merging: {title.ToLowerInvariant()}",
            $"{fixedAt}; eight neurons share each kind of activity",
            $"| {axis} | detections | s | µs a detection | peak memory, MiB |");
        foreach (long size in sizes)
        {
            if (Child.Measure(["merge", .. words(size)]) is { } m)
            {
                plot.Add("merging", size, m.NanosecondsAUnit / 1e3, m.PeakMib);
                text.Append(ResultBook.Row(
                    Text(size),
                    ResultBook.Number(m.Units, "0"),
                    ResultBook.Number(m.Seconds, "0.00"),
                    ResultBook.Number(m.NanosecondsAUnit / 1e3, "0.0"),
                    Text(m.PeakMib)));
            }
        }

        return plot;
    }

    private static void Begin(StringBuilder text, string title, string fixedAt, string heading)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n## {title}\n\n{fixedAt}.\n\n{heading}\n|{string.Concat(Enumerable.Repeat("---|", heading.Count(c => c == '|') - 1))}\n");
        Console.WriteLine($"{title} ({fixedAt})");
    }

    /// <summary>How far the cost of a voxel lies apart over the sizes.</summary>
    private static string Spread(string stage, List<Measurement> row)
    {
        if (row.Count < 2)
        {
            return "";
        }

        double least = row.Min(m => m.NanosecondsAUnit);
        double most = row.Max(m => m.NanosecondsAUnit);
        double middle = (least + most) / 2;
        return ResultBook.Row(
            $"*{stage}: all within*",
            "",
            "",
            "",
            string.Create(CultureInfo.InvariantCulture, $"*±{100 * (most - middle) / middle:0} %*"),
            "");
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Costs and memory against one size, a line for each kind of work.</summary>
/// <param name="Title">What grows.</param>
/// <param name="Axis">The size, and what is fixed.</param>
/// <param name="Unit">What costs are stated in.</param>
internal sealed record CostPlot(string Title, string Axis, string Unit)
{
    private readonly Dictionary<string, List<(double Size, double Cost, double MemoryMib)>> _lines = [];

    public IReadOnlyDictionary<string, List<(double Size, double Cost, double MemoryMib)>> Lines => _lines;

    public void Add(string line, double size, double cost, double memoryMib)
    {
        if (!_lines.TryGetValue(line, out List<(double, double, double)>? points))
        {
            _lines.Add(line, points = []);
        }

        points.Add((size, cost, memoryMib));
    }
}
