namespace DeepWonder3D.Spikes;

/// <summary>What is known of a data set by its name, which holds the indicator's.</summary>
internal static class DataSet
{
    /// <summary>The indicator whose published answer is the nearest: that of GCaMP6f for GCaMP7f.</summary>
    public static string Indicator(string name) =>
        name.Contains("GCaMP6s", StringComparison.Ordinal) ? "GCaMP6s"
        : name.Contains("GCaMP8f", StringComparison.Ordinal) ? "jGCaMP8f"
        : name.Contains("GCaMP8m", StringComparison.Ordinal) ? "jGCaMP8m"
        : name.Contains("GCaMP8s", StringComparison.Ordinal) ? "jGCaMP8s"
        : "GCaMP6f";

    /// <summary>What suite2p's documentation advises, seconds: 0.7 for GCaMP6f, 1.25 for GCaMP6s; for others the nearest.</summary>
    public static double TextbookDecayS(string name) =>
        Indicator(name) switch { "GCaMP6s" => 1.25, "jGCaMP8m" => 0.5, _ => 0.7 };
}
