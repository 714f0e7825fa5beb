namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>A number that results are compared by.</summary>
/// <param name="Heading">The column's heading.</param>
/// <param name="Value">Takes it from a result; null where it was not measured.</param>
/// <param name="Decimals">Digits after the point.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
internal sealed record Metric(string Heading, Func<TrialResult, double?> Value, int Decimals, bool HigherIsBetter = true)
{
    public const string Nothing = "–";

    public static IReadOnlyList<Metric> Signal { get; } =
    [
        new("SNR gain, dB", r => r.Signal?.Gain, 1),
        new("changes after background removal", r => r.Signal?.ChangesAfter, 3),
        new("light after background removal", r => r.Signal?.LightAfter, 3),
    ];

    public static IReadOnlyList<Metric> Neurons { get; } =
    [
        new("view precision", r => r.Views?.Precision, 3),
        new("view recall", r => r.Views?.Recall, 3),
        new("view F1", r => r.Views?.F1, 3),
        new("view trace correlation", r => r.ViewTraceCorrelation, 3),
        new("3-D precision", r => r.Space?.Detection.Precision, 3),
        new("3-D recall", r => r.Space?.Detection.Recall, 3),
        new("3-D F1", r => r.Space?.Detection.F1, 3),
        new("3-D lateral error, µm", r => r.Space?.LateralErrorUm, 2, HigherIsBetter: false),
        new("3-D abs z error, µm", r => r.Space?.DepthErrorUm, 2, HigherIsBetter: false),
        new("3-D trace correlation", r => r.Space?.TraceCorrelation, 3),
    ];

    /// <summary>A number as tables show it.</summary>
    public string Text(double? value) => Text(value, Decimals);

    /// <summary>A number with so many digits after the point, or a dash.</summary>
    public static string Text(double? value, int decimals) =>
        value is { } number && double.IsFinite(number)
            ? number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : Nothing;

    /// <summary>Whether the second of two values is better, and by how much.</summary>
    public string Verdict(double? first, double? second)
    {
        if (first is not { } from || second is not { } to || !double.IsFinite(from) || !double.IsFinite(to))
        {
            return Nothing;
        }

        double difference = Math.Abs(to - from);
        bool isShown = Math.Round(difference, Decimals) > 0;
        return !isShown ? "the same" : $"{(to > from == HigherIsBetter ? "better" : "**worse**")} by {Text(difference)}";
    }
}
