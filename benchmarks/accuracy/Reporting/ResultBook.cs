namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>All results of a run, by trial and chain, and why others are missing.</summary>
internal sealed class ResultBook
{
    private readonly Dictionary<(string Trial, string Chain), TrialResult> _results = [];
    private readonly List<(string Why, string What)> _missing = [];

    /// <summary>Why something could not be measured, and all that could not for that reason.</summary>
    public IEnumerable<IGrouping<string, string>> Missing => _missing.GroupBy(m => m.Why, m => m.What);

    public void Add(Trial trial, string chain, TrialResult result) => _results[(trial.Name, chain)] = result;

    public void Miss(Trial trial, string chain, string why) => _missing.Add((why, $"{trial.Name} ({chain})"));

    public void MissAll(string chain, string why) => _missing.Add((why, $"everything ({chain})"));

    /// <summary>A result; null where it was not measured.</summary>
    public TrialResult? Find(Trial trial, string chain) => _results.GetValueOrDefault((trial.Name, chain));

    /// <summary>What was measured of several trials with both chains, trial by trial.</summary>
    public IEnumerable<(T Trial, string Chain, TrialResult Result)> Measured<T>(IEnumerable<T> trials)
        where T : Trial =>
        from trial in trials
        from chain in Chain.Both
        let result = Find(trial, chain)
        where result is not null
        select (trial, chain, result);

    /// <summary>A number of each of several trials, averaged; null unless all were measured.</summary>
    public double? Mean(IEnumerable<Trial> trials, string chain, Func<TrialResult, double?> value)
    {
        double?[] values = [.. trials.Select(t => Find(t, chain) is { } result ? value(result) : null)];
        return values.Length > 0 && values.All(v => v is not null) ? values.Average() : null;
    }
}
