using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs;

/// <summary>
/// Histories as results of a run hold them: without clock times and durations, which would differ between a run that was interrupted and
/// one that was not. Every step of the run has the time at which the recording was last written; <c>run.json</c> says when each ran and how
/// long it took.
/// </summary>
internal static class RunHistory
{
    public static NeuronSet Timeless(NeuronSet set, DateTimeOffset recordedAt) => set with { History = Timeless(set.History, recordedAt) };

    public static NeuronPopulation Timeless(NeuronPopulation population, DateTimeOffset recordedAt) =>
        population with { History = Timeless(population.History, recordedAt) };

    /// <summary>The same volume with such a history. It shares the samples, and is not to be disposed.</summary>
    public static Volume Timeless(Volume volume, DateTimeOffset recordedAt) =>
        new(volume.Info with { History = Timeless(volume.Info.History, recordedAt) }, volume.Store);

    /// <summary>What came with the recording keeps its times; what was done from the last import on has the recording's.</summary>
    private static HistoryStep[] Timeless(IReadOnlyList<HistoryStep> history, DateTimeOffset recordedAt)
    {
        int import = history.ToList().FindLastIndex(step => step.Step == "Import-Volume");
        return [.. history.Select(
            (step, i) => i < import ? step : step with { Time = recordedAt, Duration = TimeSpan.Zero, TimeInNetwork = TimeSpan.Zero })];
    }
}
