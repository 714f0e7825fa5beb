namespace DeepWonder3D.Work;

/// <summary>One step that an object has gone through, with everything needed to trace its numbers.</summary>
/// <param name="Step">The cmdlet or stage, such as <c>Invoke-Denoise</c>.</param>
/// <param name="Parameters">Parameter names and culture-invariant values, in the order to show them.</param>
public sealed record HistoryStep(string Step, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The model's name, where one was used.</summary>
    public string? Model { get; init; }

    /// <summary>The SHA-256 of the model file, in upper-case hexadecimal digits.</summary>
    public string? ModelHash { get; init; }

    /// <summary>What the user was warned of; null where there was nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The device that ran the model, such as <c>Cpu</c> or <c>Cuda:0</c>.</summary>
    public string? Device { get; init; }

    /// <summary>The module's version.</summary>
    public string ModuleVersion { get; init; } = typeof(HistoryStep).Assembly.GetName().Version!.ToString(3);

    /// <summary>When the step ended.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.Now;

    /// <summary>How long the step took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How much of it the network's own run took; 0 where there was none.</summary>
    public TimeSpan TimeInNetwork { get; init; }

    /// <summary>A step of which another one was a part: with its parameters, after the name of the part, and its duration.</summary>
    /// <param name="part">The other step.</param>
    /// <param name="name">The name of the part.</param>
    internal HistoryStep With(HistoryStep part, string name) => this with
    {
        Parameters = new Dictionary<string, string>(Parameters.Concat(part.Parameters.Select(p =>
            new KeyValuePair<string, string>(p.Key == "Model" ? name : $"{name}.{p.Key}", p.Value)))),
        Duration = Duration + part.Duration,
        Time = part.Time,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Step + string.Concat(Parameters.Select(p => $" -{p.Key} {p.Value}")) + (Model is null ? "" : $" [{Model}]");
}
