using DeepWonder3D.Accuracy.Reporting;

namespace DeepWonder3D.Accuracy.Depth;

/// <summary>The Markdown file of places in space.</summary>
internal static class DepthReport
{
    /// <summary>Writes the file; its folder is made where it is missing.</summary>
    public static void Write(string path, DepthPlan plan, ResultBook book, bool isQuick)
    {
        MarkdownReport report = new(Heading(isQuick));
        report.Add("Views", ViewsText, DepthTables.Means(plan, book));
        report.Add("Volumes", VolumesText, DepthTables.Paths(plan.Volumes, book));
        report.Add("Raw light fields", LightFieldsText, DepthTables.Paths(plan.LightFields, book));
        report.Add("Each recording", "", DepthTables.Each(plan, book));
        report.Write(path, book);
    }

    private static string Heading(bool isQuick) => string.Create(CultureInfo.InvariantCulture, $"""
        # Places in space, {Machine.Name}
        {(isQuick ? "\n**A quick run on a small recording: it shows that everything runs, not how well.**\n" : "")}
        {Machine.Line}
        Command: `dotnet run -c Release --project benchmarks/accuracy -- --views`.

        From samples to neurons in space with the shipped models, every stage with its defaults, on the CPU. Recordings are simulated
        (docs/simulation.md), seeds {string.Join(", ", DepthPlan.Seeds)}, which neither training nor the choice of any number has seen.
        Found and true neurons are paired as `Compare-Neuron` does by default: at most 6 µm apart in the image plane, at any depth.

        """);

    private const string ViewsText = """
        224 frames of 256 × 256 pixels of 2 µm. All rows of a recording rest on the same detections. *Ours* is `Merge-View` with its
        defaults; cells below the range, which the simulator counts as background, are found at their own depth and count as wrong there, so
        that the second row states the range of interest. The third row takes the centroids of footprints instead of those of the light that
        follows the trace. *Published* is `-Preset Upstream` (footprints' centroids, published grouping and localization) in the unit in
        which it is right at this pixel size. *Duplicates*: found neurons that are not paired and lie within 6 µm (depth 15 µm) of a paired
        true neuron whose trace they correlate with above 0.7. *Within 1, 2 errors*: share of the pairs whose error is at most one and two
        of the stated standard errors; a normal law gives 0.68 and 0.95. True places are means over the tissue's motion (rms 0.3 to 0.4 µm
        in Typical, 0.8 µm in Hard), and what is seen of a neuron is where it was while it fired: the recordings without motion show what
        that adds to the lateral error. Means are over seeds, shares over all pairs.
        """;

    private const string VolumesText = """
        A movie of volumes as a light sheet records it: the neurons of Typical in 320 × 320 × 80 µm, 17 planes 5 µm apart, σ of the sheet 4
        µm, 10 volumes a second, the light of one frame shared out among the planes, so that a cell, lit in about two of them, gives an
        eighth of its light in the recordings above. Seven views (25° cone, `ConvertTo-View`) through all stages and `Merge-View`, and,
        beside it, each plane as a movie of its own through the same stages, neurons of planes joined where they lie within 6 µm (depth 15
        µm) and correlate above 0.6, at the mean depth by strength. Seconds are of everything after the recording, one way after the other
        on the same machine.
        """;

    private const string LightFieldsText = """
        Raw frames of a camera behind lenslets (15.05 sensor pixels a lenslet, turned by 0.2°, NA 0.4, 15 × 15 parts of the pupil) of the
        scene of the preset LightField in 384 × 384 × 80 µm, 96 × 96 lenslets of 4 µm. The lenslets are found in a white image, 21 views
        taken out of the frames (`ConvertTo-View -WhiteImage`), brought to 2 µm (`Resize-Volume`), and taken through all stages and
        `Merge-View` with the calibration of the optics.
        """;
}
