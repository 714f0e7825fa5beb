using DeepWonder3D.Accuracy.Depth;

namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>What was measured of one chain on one recording; what a trial does not measure is null.</summary>
internal sealed record TrialResult
{
    /// <summary>Neurons in views: mean over the views.</summary>
    public DetectionScore? Views { get; init; }

    /// <summary>
    /// Median correlation of the pairs' traces with true ΔF/F: mean over the views or pieces that have pairs, NaN for none.
    /// </summary>
    public double? ViewTraceCorrelation { get; init; }

    /// <summary>The neurons against labels that are plainly active, where there are silent ones.</summary>
    public DetectionScore? ActiveLabels { get; init; }

    /// <summary>Neurons in space.</summary>
    public SpatialScore? Space { get; init; }

    /// <summary>The movies themselves.</summary>
    public SignalScore? Signal { get; init; }

    /// <summary>Neurons in space, placed in several ways.</summary>
    public IReadOnlyList<PlacingScore>? Placed { get; init; }

    /// <summary>Seconds of each of those ways, where they differ by more than the placing.</summary>
    public IReadOnlyList<double>? PlacedSeconds { get; init; }

    /// <summary>How long it took.</summary>
    public required StageSeconds Seconds { get; init; }

    /// <summary>The chain that it was measured with; another with the same models has the same results.</summary>
    public string Chain { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset Measured { get; init; }
}

/// <summary>How much of the truth is in the movies, before and after a stage.</summary>
/// <param name="SnrBefore">dB in the recording (<see cref="FootprintSnr"/>).</param>
/// <param name="SnrAfter">dB in the denoised movie.</param>
/// <param name="ChangesBefore">
/// Agreement of changes between the denoised movie and the true light of the neurons (<see cref="MovieAgreement"/>).
/// </param>
/// <param name="ChangesAfter">The same of the movie without background.</param>
/// <param name="LightBefore">Agreement of light, resting and changing, of the denoised movie.</param>
/// <param name="LightAfter">The same of the movie without background.</param>
internal sealed record SignalScore(
    double SnrBefore, double SnrAfter, double ChangesBefore, double ChangesAfter, double LightBefore, double LightAfter)
{
    public double Gain => SnrAfter - SnrBefore;

    /// <summary>The mean over views; one without an active neuron has nothing to say.</summary>
    public static SignalScore MeanOf(IReadOnlyList<SignalScore> views) => new(
        Average.OfNumbers(views.Select(v => v.SnrBefore)),
        Average.OfNumbers(views.Select(v => v.SnrAfter)),
        Average.OfNumbers(views.Select(v => v.ChangesBefore)),
        Average.OfNumbers(views.Select(v => v.ChangesAfter)),
        Average.OfNumbers(views.Select(v => v.LightBefore)),
        Average.OfNumbers(views.Select(v => v.LightAfter)));
}

/// <summary>Neurons in space against the truth.</summary>
/// <param name="Detection">What was found.</param>
/// <param name="LateralErrorUm">Median distance of the pairs in the image plane.</param>
/// <param name="DepthErrorUm">Median absolute difference of the pairs' depth.</param>
/// <param name="TraceCorrelation">Median correlation of the pairs' traces with true ΔF/F.</param>
internal sealed record SpatialScore(DetectionScore Detection, double LateralErrorUm, double DepthErrorUm, double TraceCorrelation)
{
    public static SpatialScore Of(NeuronComparison comparison) =>
        new(DetectionScore.Of(comparison), comparison.LateralErrorUm, comparison.DepthErrorUm, comparison.TraceCorrelation);
}

/// <summary>Means of measurements of which some may have had nothing to measure.</summary>
internal static class Average
{
    /// <summary>The mean of the values that are numbers; NaN where there is none.</summary>
    public static double OfNumbers(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
