using DeepWonder3D.Accuracy.Reporting;

namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>Which recordings traces are scored on; the report is written after each, so that a part stays.</summary>
internal static class TracePlan
{
    private static readonly (SimulationPreset Preset, ulong[] Seeds)[] s_views =
    [
        (SimulationPreset.Easy, [901, 902]),
        (SimulationPreset.Typical, [901, 902, 903]),
        (SimulationPreset.Hard, [901, 902, 903]),
        (SimulationPreset.TwoPhoton, [901, 902, 903, 904, 905, 906]),
    ];

    private static readonly (SimulationPreset Preset, ulong Seed)[] s_space =
        [(SimulationPreset.Typical, 901), (SimulationPreset.Hard, 901), (SimulationPreset.Typical, 902), (SimulationPreset.Hard, 902)];

    /// <summary>Scores all of them.</summary>
    public static void Run(Chain chain, string report, bool isQuick, ResultBook book, CancellationToken token)
    {
        TraceTrial trial = new(chain, token);
        List<(string Name, string Seeds, TraceScores Scores)> views = [];
        List<SpaceScore> space = [];
        foreach ((SimulationPreset preset, ulong[] seeds) in s_views)
        {
            TraceScores scores = new();
            ulong[] some = isQuick ? [seeds[0]] : seeds;
            views.Add((preset.ToString(), string.Join(", ", some), scores));
            foreach (ulong seed in some)
            {
                Console.Error.WriteLine($"traces of {preset} {seed}");
                trial.Score(preset, seed, scores);
                TraceReport.Write(report, views, space, book);
            }
        }

        foreach ((SimulationPreset preset, ulong seed) in isQuick ? [] : s_space)
        {
            Console.Error.WriteLine($"traces in space of {preset} {seed}");
            space.Add(trial.InSpace(preset, seed));
            TraceReport.Write(report, views, space, book);
        }
    }
}
