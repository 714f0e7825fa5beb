namespace DeepWonder3D.Figures.Report;

/// <summary>One number of every neuron, to list, sort and filter by.</summary>
/// <param name="Key">Its name in the page's script.</param>
/// <param name="Label">Its heading.</param>
/// <param name="Unit">Its unit; empty where it has none.</param>
/// <param name="Hint">What it is, in a sentence.</param>
/// <param name="IsQuality">Whether it says how good a neuron is, and so gets a histogram.</param>
/// <param name="Values">One value a neuron, in the neurons' order; NaN where unknown.</param>
internal sealed record ReportColumn(string Key, string Label, string Unit, string Hint, bool IsQuality, IReadOnlyList<double> Values);
