namespace DeepWonder3D.Figures.Report;

/// <summary>Everything that a report shows.</summary>
/// <param name="Title">The recording's name.</param>
/// <param name="Sources">The neurons, those in space first.</param>
/// <param name="Blobs">The binary parts that the sources refer to.</param>
internal sealed record ReportContent(string Title, IReadOnlyList<ReportSource> Sources, ReportBlobs Blobs);
