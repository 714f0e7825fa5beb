using DeepWonder3D.Accuracy.Reporting;

namespace DeepWonder3D.Accuracy.PixelSizes;

/// <summary>The Markdown file of pixel sizes.</summary>
internal static class PixelReport
{
    private const string Text = """
        F1 of `Import-Volume | Invoke-Denoise | Remove-Background | Find-Neuron` on a movie that says neither its pixel size nor its frame
        rate, pooled over the seeds (found, matched and true neurons summed). *Stated*: at the preset's own pixels with everything stated.
        *Resampled*: the same recording's samples in other pixels, linearly (noise is then no longer independent where they are finer).
        *Recorded*: the same tissue recorded in such pixels. Aim: no more than 0.03 below *stated*.
        """;

    private const string CellText = """
        The estimated diameter of cells in pixels over that of the simulated somata, least to greatest of the seeds and both ways, and the
        least confidence that was given with it. Light spreads: what a microscope shows of a soma is wider than it is.
        """;

    public static void Write(string path, IReadOnlyList<PixelResult> results, ResultBook book)
    {
        MarkdownReport report = new(string.Create(CultureInfo.InvariantCulture, $"""
            # Pixels of any size, {Machine.Name}

            {Machine.Line}
            Command: `dotnet run -c Release --project benchmarks/accuracy -- --pixels`.

            Simulated recordings (docs/simulation.md), 220 frames of 220 to 320 µm, seeds from 911 on, on which nothing was chosen.

            """));
        report.Add("Neurons found", Text, Found(results));
        report.Add("Estimated diameter of cells", CellText, Cells(results));
        report.Write(path, book);
    }

    private static string Found(IReadOnlyList<PixelResult> results)
    {
        double[] sizes = SizesOf(results);
        MarkdownTable table = new(["preset", "true", "stated", "", .. sizes.Select(Um)]);
        foreach (IGrouping<SimulationPreset, PixelResult> preset in results.GroupBy(r => r.Preset))
        {
            PixelResult[] native = [.. preset.Where(r => r.Way == "native")];
            DetectionScore stated = DetectionScore.PooledOf([.. native.Select(r => r.Stated)]);
            DetectionScore unstated = DetectionScore.PooledOf([.. native.Select(r => r.Unstated)]);
            foreach (string way in preset.Select(r => r.Way).Distinct().Where(w => w != "native"))
            {
                table.Add([
                    $"{preset.Key} ({Um(native[0].PixelUm)}, {native.Length} seeds)",
                    stated.Truth.ToString(CultureInfo.InvariantCulture),
                    $"{F1(stated)}; unstated {F1(unstated)}",
                    way,
                    .. sizes.Select(s => F1Of([.. preset.Where(r => r.Way == way && r.PixelUm == s)])),
                ]);
            }
        }

        return table.ToString();
    }

    private static string Cells(IReadOnlyList<PixelResult> results)
    {
        double[] sizes = SizesOf(results);
        MarkdownTable table = new(["preset", .. sizes.Select(Um)]);
        foreach (IGrouping<SimulationPreset, PixelResult> preset in results.GroupBy(r => r.Preset))
        {
            table.Add([preset.Key.ToString(), .. sizes.Select(s => Range([.. preset.Where(r => r.PixelUm == s && r.Way != "native")]))]);
        }

        return table.ToString();
    }

    private static double[] SizesOf(IReadOnlyList<PixelResult> results) =>
        [.. results.Where(r => r.Way != "native").Select(r => r.PixelUm).Distinct().Order()];

    private static string Range(PixelResult[] results)
    {
        PixelResult[] known = [.. results.Where(r => r.DiameterPx is not null)];
        int unknown = results.Length - known.Length;
        string none = unknown > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {unknown} none") : "";
        return known.Length == 0 ? "none" : string.Create(
            CultureInfo.InvariantCulture,
            $"{known.Min(r => r.DiameterPx / r.TrueDiameterPx):0.00} … {known.Max(r => r.DiameterPx / r.TrueDiameterPx):0.00} "
                + $"({known.Min(r => r.Confidence):0.00}{none})");
    }

    private static string F1Of(PixelResult[] results) =>
        results.Length == 0 ? "–" : F1(DetectionScore.PooledOf([.. results.Select(r => r.Unstated)]));

    private static string F1(DetectionScore score) => score.F1.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Um(double size) => size.ToString("0.##", CultureInfo.InvariantCulture) + " µm";
}
