namespace DeepWonder3D.Simulation;

/// <summary>How the tissue moves in the image plane, rigidly: jitter, slow drift, and bouts (running) that decay.</summary>
internal sealed record MotionOptions
{
    /// <summary>Standard deviation of the jitter along either axis.</summary>
    public double JitterUm { get; init; } = 0.2;

    /// <summary>Correlation time of the jitter.</summary>
    public double JitterTimeS { get; init; } = 0.5;

    /// <summary>Length of the drift from the first frame to the last, in a random direction.</summary>
    public double DriftUm { get; init; } = 0.5;

    /// <summary>Bouts a second.</summary>
    public double BoutRateHz { get; init; } = 0.03;

    /// <summary>Displacement at the onset of a bout.</summary>
    public double BoutUm { get; init; } = 1;

    /// <summary>Time in which a bout decays to 1/e.</summary>
    public double BoutTimeS { get; init; } = 0.5;

    public bool IsStill => JitterUm == 0 && DriftUm == 0 && (BoutRateHz == 0 || BoutUm == 0);

    public static MotionOptions None { get; } = new() { JitterUm = 0, DriftUm = 0, BoutRateHz = 0, BoutUm = 0 };
}
