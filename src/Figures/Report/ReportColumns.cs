namespace DeepWonder3D.Figures.Report;

/// <summary>What a report lists of neurons.</summary>
internal static class ReportColumns
{
    private static readonly string s_snrHint =
        "How clearly the clearest event stands out of the noise of what the trace was measured in: noise alone gives 3 to 5. "
            + "Compare it among neurons of one run.";

    /// <summary>The columns of a view's neurons.</summary>
    public static IReadOnlyList<ReportColumn> Of(IReadOnlyList<Neuron> neurons)
    {
        ReportColumn Column(string key, string label, string unit, string hint, bool quality, Func<Neuron, double> value) =>
            new(key, label, unit, hint, quality, [.. neurons.Select(value)]);
        return
        [
            Column("snr", "SNR", "", s_snrHint, true, n => n.Snr),
            Column("area", "Area", "px", "Pixels that the footprint covers.", true, n => n.AreaPx),
            Column("roundness", "Roundness", "", "4π·area / perimeter²: 1 for a circle.", true, n => n.Roundness),
            Column("score", "Score", "", "The highest segmentation score inside the footprint.", true, n => n.Score),
            Column("row", "Row", "px", "Row of the centroid, from 0.", false, n => n.Row),
            Column("column", "Column", "px", "Column of the centroid, from 0.", false, n => n.Column),
        ];
    }

    /// <summary>The columns of neurons in space.</summary>
    public static IReadOnlyList<ReportColumn> Of(IReadOnlyList<LocalizedNeuron> neurons)
    {
        ReportColumn Column(string key, string label, string unit, string hint, bool quality, Func<LocalizedNeuron, double> value) =>
            new(key, label, unit, hint, quality, [.. neurons.Select(value)]);
        return
        [
            Column("snr", "SNR", "", s_snrHint, true, n => n.Snr),
            Column("views", "Views", "", "How many views saw it.", true, n => n.ViewCount),
            Column(
                "residual",
                "Residual",
                "px",
                "Root mean square distance between where the views saw it and where its position puts it.",
                true,
                n => n.ResidualPx),
            Column(
                "correlation", "Correlation", "", "Mean correlation of each view's trace with the mean trace.", true, n => n.Correlation),
            Column("x", "X", "µm", "Position along the columns of the centre view.", false, n => n.XUm),
            Column("y", "Y", "µm", "Position along the rows of the centre view.", false, n => n.YUm),
            Column("z", "Z", "µm", "Depth.", false, n => n.ZUm),
            Column("row", "Row", "px", "Row in the centre view, from 0.", false, n => n.Row),
            Column("column", "Column", "px", "Column in the centre view, from 0.", false, n => n.Column),
        ];
    }
}

/// <summary>One number of every neuron, to list, sort and filter by.</summary>
/// <param name="Key">Its name in the page's script.</param>
/// <param name="Label">Its heading.</param>
/// <param name="Unit">Its unit; empty where it has none.</param>
/// <param name="Hint">What it is, in a sentence.</param>
/// <param name="IsQuality">Whether it says how good a neuron is, and so gets a histogram.</param>
/// <param name="Values">One value a neuron, in the neurons' order; NaN where unknown.</param>
internal sealed record ReportColumn(string Key, string Label, string Unit, string Hint, bool IsQuality, IReadOnlyList<double> Values);
