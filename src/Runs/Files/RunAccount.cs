using System.Runtime.InteropServices;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Runs.Journal;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Files;

/// <summary>
/// What <c>run.json</c> beside a recording's results says: what they were made of, how, with what and when. It holds what differs from run
/// to run, so that the results need not.
/// </summary>
internal sealed record RunAccount
{
    public required ExtractionResult Result { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public required IReadOnlyList<InputFile> Inputs { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required IReadOnlyList<AccountedStep> Steps { get; init; }

    /// <summary>The models' names with the SHA-256 of their files.</summary>
    public required IReadOnlyDictionary<string, string> Models { get; init; }

    /// <summary>The devices that computed.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    public string ModuleVersion { get; } = typeof(RunAccount).Assembly.GetName().Version!.ToString(3);

    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    public string OnnxRuntime { get; } = typeof(Microsoft.ML.OnnxRuntime.OrtEnv).Assembly.GetName().Version!.ToString(3);

    public string System { get; } = RuntimeInformation.OSDescription;

    public string Host { get; } = Environment.MachineName;

    public int Processors { get; } = Environment.ProcessorCount;

    /// <summary>An account of what a run did, or did not come to do.</summary>
    public static RunAccount Of(
        ExtractionResult result,
        IReadOnlyList<(StepRecord Record, bool WasThere)> steps,
        ExtractionOptions options,
        (DateTimeOffset Started, DateTimeOffset Ended) time)
    {
        HistoryStep[] history = [.. steps.SelectMany(step => step.Record.History).Where(h => h.Model is not null)];
        return new RunAccount
        {
            Result = result,
            Started = time.Started,
            Ended = time.Ended,
            Inputs = [.. steps.SelectMany(step => step.Record.Inputs)],
            Parameters = ParametersOf(options),
            Steps = [.. steps.Select(step => new AccountedStep(step.Record, step.WasThere))],
            Models = history.GroupBy(h => h.Model!).ToDictionary(model => model.Key, model => model.First().ModelHash ?? ""),
            Devices = [.. history.Select(h => h.Device).OfType<string>().Distinct()],
        };
    }

    /// <summary>Every option of a run by name: those of its parts beside its own.</summary>
    private static SortedDictionary<string, string> ParametersOf(ExtractionOptions options)
    {
        string[] parts = [nameof(options.Reading), nameof(options.Pipeline), nameof(options.Merging), nameof(options.Schedule)];
        SortedDictionary<string, string> named = new(StringComparer.Ordinal);
        named.AddOptions(options, parts);
        foreach (object part in new object[] { options.Reading, options.Pipeline, options.Merging, options.Schedule })
        {
            named.AddOptions(part, nameof(ScheduleOptions.Clock));
        }

        return named;
    }
}

/// <summary>A step in <c>run.json</c>.</summary>
/// <param name="Record">What it depended on, made, and took.</param>
/// <param name="Reused">Whether an earlier run had done it.</param>
internal sealed record AccountedStep(StepRecord Record, bool Reused);
