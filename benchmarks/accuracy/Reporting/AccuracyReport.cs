namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>The Markdown file with all tables, and what their columns mean.</summary>
internal static class AccuracyReport
{
    /// <summary>Writes the file; its folder is made where it is missing.</summary>
    public static void Write(string path, TrialPlan plan, ResultBook book, bool isQuick)
    {
        MarkdownReport report = new(Heading(isQuick));
        report.Add("Means", MeansText, SimulatedTables.Means(plan, book));
        report.Add("Speed", SpeedText, SpeedTables.Speeds(plan, book));
        report.Add("Input that the models were not made for", RobustnessText, RobustnessTable.Of(plan, book) + Falls(plan, book));
        report.Add("A real movie", RealMovieText, RealMovieTable.Of(plan, book));
        report.Add("Neurons of each recording", NeuronsText, SimulatedTables.Neurons(plan, book));
        report.Add("Movies of each recording", SignalText, SimulatedTables.Signal(plan, book));
        report.Add("Seconds of each recording", SecondsText, SpeedTables.Seconds(plan, book));
        report.Write(path, book);
    }

    private static string Falls(TrialPlan plan, ResultBook book)
    {
        string[] falls = [.. Chain.Both.Select(c => RobustnessTable.WorstFall(plan, book, c)).OfType<string>()];
        return falls.Length == 0 ? "" : $"\nLargest fall where nothing is lost: {string.Join("; ", falls)}.\n";
    }

    private static string Heading(bool isQuick) => string.Create(CultureInfo.InvariantCulture, $"""
        # Accuracy, {Machine.Name}
        {(isQuick ? "\n**A quick run on small recordings: it shows that everything runs, not how well.**\n" : "")}
        {Machine.Line}
        Command: `dotnet run -c Release --project benchmarks/accuracy`.

        Two chains side by side, every stage with its defaults, on the CPU: *published* is the published weights (converted, run by this
        module), *shipped* the models in `module/models`; the catalog chooses among either by stage and pixel size. Recordings are `Easy`,
        `Typical` and `Hard` (docs/simulation.md), seeds {string.Join(" and ", TrialPlan.Seeds)}: {LensViews()} views, 224 frames at 10 Hz,
        {TrialPlan.Side} × {TrialPlan.Side} pixels of 2 µm, with as many neurons a volume as the presets have. The training used other
        seeds; they are listed in training/README.md.

        """);

    private static int LensViews() => SimulationPresets.Of(SimulationPreset.Typical, 0).ViewIds.Count;

    private const string MeansText = """
        Means over the recordings of a preset (two seeds) and over all. The columns are explained with the tables of each recording below.
        *Light* falls with the shipped models because they keep only what changes: resting light goes with the background. All recordings
        come from the simulator that the shipped models learnt from, which favours them.
        """;

    private const string SpeedText =
        "One view of `typical-201`, both chains one after the other in this run, each stage's better time of two, loading of models left "
            + "out. Super-resolution: 4 frames from 4 to 2 µm.";

    private static string RobustnessText { get; } = string.Create(CultureInfo.InvariantCulture, $"""
        View 113 of `Typical`, 256 × 256 pixels. F1 in the view, mean of the seeds (and of each, {string.Join(" and ", TrialPlan.Seeds)});
        *fall* is the F1 of the recording as simulated less this one, so that more is worse. *Less in it* names what such a recording holds
        less of; where there is a dash, all information is still there, and a fall is the chain's own. Conditions of rate, light and pixel
        size are simulated anew from the same tissue (at 30 Hz with other activity: the steps in which cells fire are shorter). Where a
        recording is cut or resized, true neurons count from the distance to the edge that `Find-Neuron` keeps (10 pixels of the movie that
        it saw).
        """);

    private const string RealMovieText = """
        Neurofinder 00.00, a crop (7 Hz, 1.15 µm a pixel), against its hand labels, pairs at most 6 µm apart. The labels are no truth: they
        miss cells that are plainly active, which then count as wrong, and most of them are silent in these frames, which then count as
        missed. Compare the chains with each other, not with 1. *Active labels* are those whose own trace in the raw movie peaks at 5 times
        its noise or more. *As it is* with 2 µm models: the pixel size is left out, as in examples/first-run.ps1.
        """;

    private const string NeuronsText = """
        *View* columns: `Compare-Neuron` with its defaults in each view, mean over the views; a view without any found neuron has precision
        0. *3-D* columns: `Merge-View` with the recording's calibration, compared in space. Errors are medians over pairs: distance in the
        image plane, absolute difference of depth, and correlation of the trace with true ΔF/F.
        """;

    private static string SignalText { get; } = string.Create(CultureInfo.InvariantCulture, $"""
        *SNR*: within the footprints of neurons that count as active (ΔF/F of at least 0.5 above its median), 10 · log₁₀(variance of the
        clean samples / mean squared error) over a footprint's pixels and all frames, mean over footprints and views. Every pixel is centred
        in time, and the movie is scaled by one factor a footprint, so that the part of it that follows the clean movie has the clean
        movie's size: a lost mean or a stretched range is no error. *Changes* and *light*: Pearson's correlation of the movie with the true
        light of the neurons alone, over the pixels of all true footprints and {NeuronSurroundings.Margin} pixels around them and all frames
        together, mean over views; *changes* with every pixel centred in time, *light* with one mean for all, so that what rests counts too.
        Before is the chain's denoised movie.
        """);

    private const string SecondsText = """
        Loading of models left out; all views together. Results are kept and not measured again until models change, so that rows may come
        from different days and loads of the machine: the speeds above do not.
        """;
}
