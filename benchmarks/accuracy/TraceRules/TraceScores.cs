namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>What the rules made of the neurons of one kind of recording.</summary>
internal sealed class TraceScores
{
    /// <summary>Correlations with the truth, by rule.</summary>
    public List<double>[] Correlations { get; } = [.. RuleTraces.Names.Select(_ => new List<double>())];

    /// <summary>Correlation of whoever knows the best weights of footprint and ring.</summary>
    public List<double> Bounds { get; } = [];

    /// <summary>Amplitude of the trace over that of the plain ring.</summary>
    public List<double> Amplitudes { get; } = [];

    /// <summary>Slope of ΔF/F against the true one.</summary>
    public List<double> RelativeSlopes { get; } = [];

    /// <summary>Frames by which the trace, and the denoised one, come after the truth.</summary>
    public List<double> Lags { get; } = [];

    public List<double> DenoisedLags { get; } = [];

    /// <summary>Noise of the trace over the true noise of the footprint's plain mean.</summary>
    public List<double> Noises { get; } = [];

    /// <summary>Errors of event times, frames; true events that count, and those that were missed.</summary>
    public List<double> EventErrors { get; } = [];

    public int TrueEvents { get; set; }

    public int MissedEvents { get; set; }

    /// <summary>Minutes of cells that are silent in truth, and events in them.</summary>
    public double SilentMinutes { get; set; }

    public int FalseEvents { get; set; }

    public int Neurons => Bounds.Count;
}

/// <summary>Merging by the recordings' traces and by those of the networks' movies.</summary>
/// <param name="Name">The recording.</param>
/// <param name="Comparisons">Recordings' traces, then networks'.</param>
/// <param name="Denoised">Correlations of the fused denoised traces.</param>
internal sealed record SpaceScore(string Name, NeuronComparison[] Comparisons, double[] Denoised);
