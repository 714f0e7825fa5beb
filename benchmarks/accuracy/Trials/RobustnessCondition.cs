namespace DeepWonder3D.Accuracy.Trials;

/// <summary>A way in which a recording may differ from those that the models were made for.</summary>
/// <param name="Name">A name without spaces.</param>
/// <param name="Description">What is different, in words.</param>
internal sealed record RobustnessCondition(string Name, string Description)
{
    public const string BaseName = "base";

    /// <summary>What the recording holds less of; null where all that the base holds is still there.</summary>
    public string? Loss { get; init; }

    /// <summary>How the scene is recorded.</summary>
    public Func<SimulationOptions, SimulationOptions> Record { get; init; } = options => options;

    /// <summary>What happens to the recorded samples; null for nothing.</summary>
    public Func<Volume, Volume>? Change { get; init; }

    /// <summary>The parts of the view that are processed one by one.</summary>
    public Func<SimulationOptions, IReadOnlyList<ViewPiece>> Pieces { get; init; } = options =>
        [ViewPiece.Whole(options.Height, options.Width)];

    /// <summary>The pixel size that the models are for; a recording of another one is resized to it.</summary>
    public double ModelPixelSizeUm { get; init; } = 2;
}

/// <summary>The conditions, quick ones first: super-resolution takes as long as all others together.</summary>
internal static class RobustnessConditions
{
    public static IReadOnlyList<RobustnessCondition> All { get; } =
    [
        new(RobustnessCondition.BaseName, "as simulated: 10 Hz, 2 µm, 16 bits"),
        new("gain-0.2", "samples × 0.2") { Change = movie => SampleChange.Multiply(movie, 0.2f) },
        new("gain-5", "samples × 5") { Change = movie => SampleChange.Multiply(movie, 5) },
        new("offset-1000", "samples + 1000") { Change = movie => SampleChange.Add(movie, 1000) },
        new("8-bit", "8 bits, darkest to brightest sample") { Change = SampleChange.ToEightBits },
        new("256x120", "256 × 120: two strips of the view") { Pieces = o => ViewPiece.Strips(o.Height, o.Width, 120) },
        new("64x64", "64 × 64: squares of the view, counts summed")
        {
            Pieces = o => ViewPiece.Squares(o.Height, o.Width, 64),
            Loss = "surroundings",
        },
        new("photons-0.2", "a fifth of the light, with its shot noise") { Record = o => Scene.WithLight(o, 0.2), Loss = "photons" },
        new("4-hz", "4 Hz, the same 22.4 s") { Record = o => Scene.AtRate(o, 4), Loss = "frames" },
        new("30-hz", "30 Hz, the same 22.4 s") { Record = o => Scene.AtRate(o, 30) },
        new("1-um-resized", "1 µm pixels, resized to 2 µm") { Record = o => Scene.InPixels(o, 1) },
        new("1-um", "1 µm pixels, models for 1 µm") { Record = o => Scene.InPixels(o, 1), ModelPixelSizeUm = 1 },
        new("4-um-resized", "4 µm pixels, resized to 2 µm") { Record = o => Scene.InPixels(o, 4), Loss = "resolution" },
    ];
}
