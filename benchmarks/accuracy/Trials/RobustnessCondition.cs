using DeepWonder3D.Simulation;
using DeepWonder3D.Volumes;

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
    public Func<SimulationOptions, IReadOnlyList<ViewPiece>> Pieces { get; init; } = options => [ViewPiece.Whole(options.Height, options.Width)];

    /// <summary>The pixel size that the models are for; a recording of another one is resized to it.</summary>
    public double ModelPixelSizeUm { get; init; } = 2;
}
