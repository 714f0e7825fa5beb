using System.Diagnostics;
using DeepWonder3D.Accuracy.Depth;
using DeepWonder3D.Accuracy.Artefacts;
using DeepWonder3D.Accuracy.PixelSizes;
using DeepWonder3D.Accuracy.Reporting;
using DeepWonder3D.Accuracy.TraceRules;

namespace DeepWonder3D.Accuracy;

/// <summary>Runs the chains on all trials, or takes what was measured before, and writes the report.</summary>
internal sealed class AccuracyRun(AccuracyOptions options)
{
    private const int NothingToDo = 1;
    private const int Stopped = 130;

    private readonly AccuracyOptions _options = options;
    private readonly ResultCache _cache = new(options.Cache);
    private readonly ResultBook _book = new();
    private readonly TrialPlan _plan = options.Quick ? TrialPlan.Quick() : TrialPlan.Full();
    private readonly DepthPlan _depths = options.Quick ? DepthPlan.Quick() : DepthPlan.Full();

    /// <summary>Runs. What was done when it is stopped is in the cache, and the report stays as it was.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(CancellationToken token)
    {
        try
        {
            return Run(token);
        }
        catch (OperationCanceledException)
        {
            // Half a report must not take the place of a whole one.
            Console.Error.WriteLine("Stopped. What was measured is kept, and the next run goes on from there.");
            return Stopped;
        }
    }

    private int Run(CancellationToken token)
    {
        if (_options.Views)
        {
            return RunDepths(token);
        }

        if (_options.Traces)
        {
            return RunTraces(token);
        }

        if (_options.Pixels)
        {
            return RunPixels(token);
        }

        if (_options.Artefacts)
        {
            return RunArtefacts(token);
        }

        using PublishedModels published = PublishedModels.Convert(_options.Weights, token);
        Chain[] chains =
        [
            .. Available(Chain.Published, published.Folder, _options.Weights),
            .. Available(Chain.Shipped, _options.Models, _options.Models),
        ];
        if (chains.Length == 0)
        {
            Console.Error.WriteLine("There is nothing to measure.");
            return NothingToDo;
        }

        MeasureAll(_plan.All, chains, token);
        string report = _options.Quick ? Repository.Path("out", "accuracy-quick.md") : Repository.Results("accuracy");
        AccuracyReport.Write(report, _plan, _book, _options.Quick);
        Console.Error.WriteLine($"Written to {report}");
        return 0;
    }

    /// <summary>
    /// Only the shipped models: the published ones take twenty times as long. The report is written after each trial, so that a part stays.
    /// </summary>
    private int RunDepths(CancellationToken token)
    {
        Chain[] chains = [.. Available(Chain.Shipped, _options.Models, _options.Models)];
        if (chains.Length == 0)
        {
            Console.Error.WriteLine("There is nothing to measure.");
            return NothingToDo;
        }

        string report = _options.Quick ? Repository.Path("out", "views-quick.md") : Repository.Results("views");
        foreach (Trial trial in _depths.All)
        {
            MeasureAll([trial], chains, token);
            DepthReport.Write(report, _depths, _book, _options.Quick);
        }

        Console.Error.WriteLine($"Written to {report}");
        return 0;
    }

    private int RunTraces(CancellationToken token)
    {
        if (Available(Chain.Shipped, _options.Models, _options.Models).FirstOrDefault() is not { } chain)
        {
            Console.Error.WriteLine("There is nothing to measure.");
            return NothingToDo;
        }

        string report = _options.Quick ? Repository.Path("out", "traces-quick.md") : Repository.Results("traces");
        TracePlan.Run(chain, report, _options.Quick, _book, token);
        Console.Error.WriteLine($"Written to {report}");
        return 0;
    }

    private int RunPixels(CancellationToken token)
    {
        string report = _options.Quick ? Repository.Path("out", "pixels-quick.md") : Repository.Results("pixels");
        PixelPlan.Run(_options.Models, report, _options.Quick, _options.Only, _book, token);
        Console.Error.WriteLine($"Written to {report}");
        return 0;
    }

    private int RunArtefacts(CancellationToken token)
    {
        string report = _options.Quick ? Repository.Path("out", "artefacts-quick.md") : Repository.Results("artefacts");
        ArtefactPlan.Run(_options.Models, report, _options.Quick, _options.Only, _book, token);
        Console.Error.WriteLine($"Written to {report}");
        return 0;
    }

    private IEnumerable<Chain> Available(string name, string folder, string place)
    {
        Chain chain = new(name, folder);
        if (chain.IsAvailable)
        {
            yield return chain;
        }
        else
        {
            string why = $"There are no models in '{Path.GetRelativePath(Repository.Root, place)}'.";
            Console.Error.WriteLine($"The {name} chain is left out. {why}");
            _book.MissAll(name, why);
        }
    }

    private void MeasureAll(IEnumerable<Trial> trials, IReadOnlyList<Chain> chains, CancellationToken token)
    {
        foreach (Trial trial in trials)
        {
            foreach (Chain chain in chains)
            {
                token.ThrowIfCancellationRequested();
                try
                {
                    Measure(trial, chain, token);
                }
                catch (DeepWonderException e)
                {
                    Console.Error.WriteLine($"{trial.Name}, {chain.Name}: {e.Message}");
                    _book.Miss(trial, chain.Name, e.Message);
                }
            }
        }
    }

    private void Measure(Trial trial, Chain chain, CancellationToken token)
    {
        ChainModels models = chain.ModelsFor(trial.ModelPixelSizeUm, trial.SuperResolves);
        string key = trial.KeyFor(models);
        TrialResult? known = _cache.Find(key);
        bool isChosen = trial.Name.Contains(_options.Only, StringComparison.OrdinalIgnoreCase);

        // Times of another day say nothing of these chains side by side, so they are taken again.
        bool isStale = known is null || _options.Fresh || trial.IsTiming;
        if (isChosen && isStale)
        {
            known = Measure(trial, models) with { Chain = chain.Name, Measured = DateTimeOffset.UtcNow };
            _cache.Keep(key, known);
        }

        if (known is null)
        {
            _book.Miss(trial, chain.Name, $"Left out by --only {_options.Only}:");
            return;
        }

        _book.Add(trial, chain.Name, known);

        TrialResult Measure(Trial trial, ChainModels models)
        {
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {trial.Name}, {chain.Name} …"));
            Stopwatch watch = Stopwatch.StartNew();
            TrialResult result = trial.Measure(models, token);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $" {watch.Elapsed.TotalSeconds:0} s, F1 {result.Views?.F1:0.000} "
                    + $"{(result.Space?.Detection ?? result.Placed?[0].Detection)?.F1:0.000}"));
            return result;
        }
    }
}
