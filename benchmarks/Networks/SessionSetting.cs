using Microsoft.ML.OnnxRuntime;

namespace DeepWonder3D.Benchmarks.Networks;

/// <summary>A way to run a network: as the module does, or with one thing changed.</summary>
/// <param name="Name">What the table says.</param>
internal sealed record SessionSetting(string Name)
{
    /// <summary>Threads of one run.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Runs at the same time.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Tiles a run.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Whether threads that wait keep their processor busy.</summary>
    public bool Spinning { get; init; }

    /// <summary>Whether freed memory is kept for the next operator.</summary>
    public bool Arena { get; init; } = true;

    /// <summary>Whether a shape's second run takes all its memory as one block.</summary>
    public bool MemoryPattern { get; init; }

    public GraphOptimizationLevel Level { get; init; } = GraphOptimizationLevel.ORT_ENABLE_ALL;

    /// <summary>What is compared; the first is what the module does.</summary>
    public static IReadOnlyList<SessionSetting> All { get; } =
    [
        new("as shipped"),
        new("one thread") { Threads = 1 },
        new("spinning") { Spinning = true },
        new("two tiles at once, one thread each") { Threads = 1, Runs = 2 },
        new("two tiles a run") { Batch = 2 },
        new("four tiles a run") { Batch = 4 },
        new("basic optimisation") { Level = GraphOptimizationLevel.ORT_ENABLE_BASIC },
        new("extended optimisation") { Level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED },
        new("without arena") { Arena = false },
        new("with memory pattern") { MemoryPattern = true },
    ];

    /// <summary>Loads a network.</summary>
    public InferenceSession Open(byte[] model)
    {
        using SessionOptions options = new()
        {
            GraphOptimizationLevel = Level,
            IntraOpNumThreads = Threads,
            EnableCpuMemArena = Arena,
            EnableMemoryPattern = MemoryPattern,
        };
        options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", Spinning ? "1" : "0");
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        return new InferenceSession(model, options);
    }
}
