using System.Text.Json;

namespace DeepWonder3D.Benchmarks.Recordings;

/// <summary>The whole pipeline on the recordings that the design's goals are stated for.</summary>
internal static class RecordingTable
{
    /// <summary>Recordings that nothing was tuned on.</summary>
    private static readonly (string Preset, string Seed)[] s_recordings =
    [
        ("Typical", "301"),
        ("Typical", "302"),
        ("Typical", "303"),
        ("Hard", "301"),
        ("Hard", "302"),
        ("Hard", "303"),
    ];

    public static void Write()
    {
        StringBuilder table = new($"""
            # Whole recordings, {Machine.Name}

            {Machine.Line}
            Command: `dotnet run -c Release --project benchmarks -- --only recordings`.
            Simulated recordings of 7 views × 224 frames × 256 × 256 pixels of 2 µm at 10 Hz (`New-SimulatedRecording`, seeds that nothing
            was tuned on), from TIFF files to neurons in space in one process, all defaults, models that ship, CPU. *All, s* includes the
            loading of libraries and networks. *Outside*: the share of the three stages' time that is not their network's own run. Errors
            are medians over pairs, depth also as root mean square. The published code was measured on its own two simulated recordings of
            that size (60 and 110 neurons; `DESIGN.md` §6).


            """);
        table.Append(
            "| recording | all, s | denoise, Mvoxel/s | background, Mvoxel/s | neurons, Mvoxel/s | outside, % | peak memory, MiB | F1 | "
                + "precision | recall | lateral, µm | abs z, µm | z RMSE, µm | trace correlation | true, found |\n");
        table.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        List<(string Preset, RecordingFigures Figures)> all = [];
        foreach ((string preset, string seed) in s_recordings)
        {
            if (Run(preset, seed) is { } figures)
            {
                all.Add((preset, figures));
                table.Append(Row($"{preset} {seed}", figures));
            }
        }

        table.Append(Goals(all));
        ResultBook.Write("recordings", table.ToString());
    }

    private static RecordingFigures? Run(string preset, string seed)
    {
        string folder = Directory.CreateTempSubdirectory("deepwonder3d-recording-").FullName;
        try
        {
            Console.Error.WriteLine($"Simulating {preset} {seed} …");
            return Child.Run(["simulate", folder, preset, seed]) is not null && Child.Run(["recording", folder]) is { } line
                ? JsonSerializer.Deserialize<RecordingFigures>(line)
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Row(string name, RecordingFigures f) => ResultBook.Row(
        name,
        ResultBook.Number(f.Seconds, "0.0"),
        ResultBook.Number(f.Times.Voxels / 1e6 / f.Times.Denoise, "0.0"),
        ResultBook.Number(f.Times.Voxels / 1e6 / f.Times.Background, "0.0"),
        ResultBook.Number(f.Times.Voxels / 1e6 / f.Times.Neurons, "0.0"),
        ResultBook.Percent(1 - (f.Times.InNetwork / (f.Times.Denoise + f.Times.Background + f.Times.Neurons))),
        ResultBook.Number(f.PeakBytes >> 20, "0"),
        ResultBook.Number(f.F1, "0.000"),
        ResultBook.Number(f.Precision, "0.000"),
        ResultBook.Number(f.Recall, "0.000"),
        ResultBook.Number(f.LateralUm, "0.00"),
        ResultBook.Number(f.DepthUm, "0.00"),
        ResultBook.Number(f.DepthRmseUm, "0.00"),
        ResultBook.Number(f.TraceCorrelation, "0.000"),
        $"{f.True}, {f.Found}");

    /// <summary>The design's table, with the means of these recordings.</summary>
    private static string Goals(List<(string Preset, RecordingFigures Figures)> all)
    {
        if (all.Count == 0)
        {
            return "";
        }

        double Mean(Func<RecordingFigures, double> of, string? preset = null) =>
            all.Where(r => preset is null || r.Preset == preset).Select(r => of(r.Figures)).DefaultIfEmpty(double.NaN).Average();
        string Accuracy(string preset) =>
            $"{ResultBook.Number(Mean(f => f.F1, preset), "0.000")}, {ResultBook.Number(Mean(f => f.DepthUm, preset), "0.00")} µm, "
                + $"{ResultBook.Number(Mean(f => f.TraceCorrelation, preset), "0.000")}";
        StringBuilder text = new("\n## Beside the goals\n\n| | published, measured | goal | here, mean |\n|---|---|---|---|\n");
        void Line(string what, string published, string goal, string here) => text.Append(ResultBook.Row(what, published, goal, here));
        Line("denoise, Mvoxel/s", "0.16", "≥ 1.4", ResultBook.Number(Mean(f => f.Times.Voxels / 1e6 / f.Times.Denoise), "0.0"));
        Line(
            "remove background, Mvoxel/s", "0.72", "≥ 1.4", ResultBook.Number(Mean(f => f.Times.Voxels / 1e6 / f.Times.Background), "0.0"));
        Line("find neurons, Mvoxel/s", "0.57", "≥ 3.0", ResultBook.Number(Mean(f => f.Times.Voxels / 1e6 / f.Times.Neurons), "0.0"));
        Line("7-view run, seconds", "959", "≤ 180", ResultBook.Number(Mean(f => f.Seconds), "0.0"));
        Line(
            "peak memory",
            "8.0 GiB, grows with the movie",
            "≤ 2 GiB, flat",
            $"{ResultBook.Number(all.Max(r => r.Figures.PeakBytes) / (double)(1 << 30), "0.00")} GiB (the greatest)");
        Line(
            "share of the stages' time outside the networks' own run",
            "–",
            "≤ 10 %",
            $"{ResultBook.Percent(Mean(f => 1 - (f.Times.InNetwork / (f.Times.Denoise + f.Times.Background + f.Times.Neurons))))} %");
        Line(
            "Typical: F1 after view merging, median abs z error, trace correlation",
            "0.974, 3.9 µm, 0.958",
            "better than each",
            Accuracy("Typical"));
        Line("Hard: the same", "0.876, 5.6 µm, 0.963", "≥ 0.92, ≤ 2 µm, ≥ 0.97", Accuracy("Hard"));
        return text.ToString();
    }
}
