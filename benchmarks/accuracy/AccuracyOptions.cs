namespace DeepWonder3D.Accuracy;

/// <summary>What the command line says.</summary>
internal sealed record AccuracyOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project benchmarks/accuracy -- [options]
          --weights <folder>  the published checkpoints (default: ../shared/reference/weights beside the repository)
          --models <folder>   the shipped .onnx models (default: module/models)
          --only <text>       computes only what has the text in its name; the report takes the rest from the cache
          --cache <file>      where results are kept (default: out/accuracy-cache.json)
          --fresh             computes again what the cache holds
          --views             places in space instead, from many views, volumes and raw light fields, with the shipped models
          --traces            traces by this and other rules instead, with the shipped models
          --pixels            pixels of other and of unknown sizes instead, with the shipped models
          --artefacts         recordings with which something went wrong instead, with the shipped models
          --quick             one small recording of each kind, to see that it works; the report goes to out
        """;

    /// <summary>The folder of published checkpoints.</summary>
    public string Weights { get; init; } = Repository.Path("..", "shared", "reference", "weights");

    /// <summary>The folder of shipped models.</summary>
    public string Models { get; init; } = Repository.Path("module", "models");

    /// <summary>What a trial's name must hold to be computed.</summary>
    public string Only { get; init; } = "";

    /// <summary>The file that keeps results.</summary>
    public string Cache { get; init; } = Repository.Path("out", "accuracy-cache.json");

    /// <summary>Whether cached results are computed again.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether places in space are scored, instead of the stages.</summary>
    public bool Views { get; init; }

    /// <summary>Whether traces are scored, instead of the stages.</summary>
    public bool Traces { get; init; }

    /// <summary>Whether pixels of other sizes are tried, instead of the stages.</summary>
    public bool Pixels { get; init; }

    /// <summary>Whether recordings with which something went wrong are tried, instead of the stages.</summary>
    public bool Artefacts { get; init; }

    /// <summary>Whether recordings are few and small.</summary>
    public bool Quick { get; init; }

    /// <summary>Reads a command line; null where it cannot be understood.</summary>
    public static AccuracyOptions? Parse(IReadOnlyList<string> arguments)
    {
        AccuracyOptions options = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            string? value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i], value)
            {
                case ("--fresh", _): options = options with { Fresh = true }; continue;
                case ("--views", _): options = options with { Views = true }; continue;
                case ("--traces", _): options = options with { Traces = true }; continue;
                case ("--pixels", _): options = options with { Pixels = true }; continue;
                case ("--artefacts", _): options = options with { Artefacts = true }; continue;
                case ("--quick", _): options = options with { Quick = true }; continue;
                case ("--weights", { } folder): options = options with { Weights = Path.GetFullPath(folder) }; break;
                case ("--models", { } folder): options = options with { Models = Path.GetFullPath(folder) }; break;
                case ("--cache", { } file): options = options with { Cache = Path.GetFullPath(file) }; break;
                case ("--only", { } text): options = options with { Only = text }; break;
                default: return null;
            }

            i++;
        }

        return options;
    }
}
