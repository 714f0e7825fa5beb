namespace DeepWonder3D.Simulation;

/// <summary>
/// How the tissue moves: in the image plane by jitter, slow drift, bouts (running) that decay and jumps that last; by bending; in depth.
/// </summary>
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

    /// <summary>Jumps to another place a second, which last until the next one.</summary>
    public double JumpRateHz { get; init; }

    /// <summary>Standard deviation of the places that are jumped to, along either axis.</summary>
    public double JumpUm { get; init; }

    /// <summary>Root mean square displacement, along either axis, by which the tissue bends.</summary>
    public double BendUm { get; init; }

    /// <summary>Correlation time of the bending.</summary>
    public double BendTimeS { get; init; } = 2;

    /// <summary>Standard deviation of the tissue's depth.</summary>
    public double AxialUm { get; init; }

    /// <summary>Correlation time of the depth.</summary>
    public double AxialTimeS { get; init; } = 3;

    public bool IsStill => JitterUm == 0 && DriftUm == 0 && (BoutRateHz == 0 || BoutUm == 0) && (JumpRateHz == 0 || JumpUm == 0)
        && BendUm == 0 && AxialUm == 0;

    public static MotionOptions None { get; } = new() { JitterUm = 0, DriftUm = 0, BoutRateHz = 0, BoutUm = 0 };
}
