namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>How much of the truth is in the movies, before and after a stage.</summary>
/// <param name="SnrBefore">dB in the recording (<see cref="FootprintSnr"/>).</param>
/// <param name="SnrAfter">dB in the denoised movie.</param>
/// <param name="ChangesBefore">Agreement of changes between the denoised movie and the true light of the neurons (<see cref="MovieAgreement"/>).</param>
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
