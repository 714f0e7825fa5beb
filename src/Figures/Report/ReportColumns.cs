using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views;

namespace DeepWonder3D.Figures.Report;

/// <summary>What a report lists of neurons.</summary>
internal static class ReportColumns
{
    private static readonly string s_snrHint =
        $"Peak of the trace above its median, in units of the noise that the stages left in it; at most {TraceQuality.MostSnr}. Compare it among neurons of one run.";

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
            Column("residual", "Residual", "px", "Root mean square distance between where the views saw it and where its position puts it.", true, n => n.ResidualPx),
            Column("correlation", "Correlation", "", "Mean correlation of each view's trace with the mean trace.", true, n => n.Correlation),
            Column("x", "X", "µm", "Position along the columns of the centre view.", false, n => n.XUm),
            Column("y", "Y", "µm", "Position along the rows of the centre view.", false, n => n.YUm),
            Column("z", "Z", "µm", "Depth.", false, n => n.ZUm),
            Column("row", "Row", "px", "Row in the centre view, from 0.", false, n => n.Row),
            Column("column", "Column", "px", "Column in the centre view, from 0.", false, n => n.Column),
        ];
    }
}
