namespace DeepWonder3D.Simulation;

/// <summary>A simulated recording: what a microscope would have stored, and what was really there.</summary>
public sealed class SimulatedRecording : IDisposable
{
    /// <summary>The recording's name.</summary>
    public required string Name { get; init; }

    /// <summary>The seed that makes the same recording again.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The recorded movies, 16-bit counts: one a view, or one movie of volumes.</summary>
    public required IReadOnlyList<Volume> Views { get; init => field = value as Volume[] ?? [.. value]; }

    /// <summary>The same without noise, 32-bit counts; empty where they were not asked for.</summary>
    public required IReadOnlyList<Volume> Clean { get; init => field = value as Volume[] ?? [.. value]; }

    /// <summary>
    /// The light of the neurons in range alone, without noise and offset, 32-bit counts; empty where it was not asked for.
    /// </summary>
    public required IReadOnlyList<Volume> BackgroundFree { get; init => field = value as Volume[] ?? [.. value]; }

    /// <summary>
    /// The neurons in space that at least one view saw. Traces are true ΔF/F; the signal-to-noise ratio is the best that any footprint
    /// could reach in one view (mean over the views).
    /// </summary>
    public required NeuronPopulation Truth { get; init; }

    /// <summary>The neurons of each view, or of each plane of a volume, with true footprints, numbered as in <see cref="Truth"/>.</summary>
    public required IReadOnlyList<NeuronSet> TruthByView { get; init => field = value as NeuronSet[] ?? [.. value]; }

    /// <summary>How far each view moves with depth; null for a plain movie or a movie of volumes.</summary>
    public ViewCalibration? Calibration { get; init; }

    /// <summary>Frees the samples of all movies.</summary>
    public void Dispose()
    {
        foreach (Volume volume in Views.Concat(Clean).Concat(BackgroundFree))
        {
            volume.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Views.Count} recordings, {Truth.Count} neurons)";
}
