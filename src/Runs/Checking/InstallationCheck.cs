using System.Globalization;
using System.Runtime.InteropServices;
using DeepWonder3D.Errors;
using DeepWonder3D.Figures.Drawing;
using DeepWonder3D.Files;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Checking;

/// <summary>Looks at all that a run needs before one is started, and says what is wrong and how to mend it.</summary>
internal static class InstallationCheck
{
    private const double LittleDiskGb = 20;

    private static readonly ModelStage[] s_needed = [ModelStage.Denoise, ModelStage.RemoveBackground, ModelStage.Segment];

    /// <summary>The checks, in the order in which one needs the other.</summary>
    /// <param name="outputPath">A results folder to check; null for none.</param>
    public static IReadOnlyList<(string Name, Func<IStageObserver, CancellationToken, CheckResult> Run)> All(string? outputPath)
    {
        List<(string, Func<IStageObserver, CancellationToken, CheckResult>)> checks =
        [
            ("Module", (_, _) => Module()),
            ("ONNX Runtime", (_, _) => Runtime()),
            ("Models", (observer, _) => Models(observer)),
            ("Devices", (_, _) => Devices()),
            ("Pictures", (_, _) => Pictures()),
            ("Memory", (_, _) => Memory()),
            ("Scratch files", (_, _) => Scratch()),
        ];
        if (outputPath is not null)
        {
            checks.Add(("Results folder", (_, _) => ResultsCheck.Run(outputPath)));
        }

        checks.Add(("Tiny run", TinyRun.Run));
        return checks;
    }

    /// <summary>Runs a check; what it throws is its result.</summary>
    public static CheckResult Run(string name, Func<CheckResult> check)
    {
        try
        {
            return check();
        }
        catch (DeepWonderException e)
        {
            return new CheckResult(name, CheckState.Problem, e.Message, e.RecommendedAction);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new CheckResult(
                name,
                CheckState.Problem,
                e.Message,
                "Check that the folder exists and that the account of the scheduled task may write there.");
        }
    }

    private static CheckResult Module() => new(
        "Module",
        CheckState.Ok,
        $"{typeof(InstallationCheck).Assembly.GetName().Version!.ToString(3)} on {RuntimeInformation.FrameworkDescription}, "
            + $"{RuntimeInformation.OSDescription}.");

    private static CheckResult Runtime()
    {
        _ = OnnxRuntimeLibrary.Environment;
        return new CheckResult("ONNX Runtime", CheckState.Ok, $"Loaded from '{OnnxRuntimeLibrary.Folder}'.");
    }

    private static CheckResult Models(IStageObserver observer)
    {
        IReadOnlyList<ModelFile> models = ModelCatalog.Default.List(observer);
        ModelStage[] missing = [.. s_needed.Where(stage => models.All(model => model.Metadata.Stage != stage))];
        return missing.Length > 0
            ? new CheckResult(
                "Models",
                CheckState.Problem,
                $"There is no model for {string.Join(", ", missing)}.",
                $"Install the module again, or name a folder of models in {ModelCatalog.Variable}.")
            : new CheckResult(
                "Models", CheckState.Ok, $"{models.Count} models: {string.Join(", ", models.Select(model => model.Metadata.Name))}.");
    }

    private static CheckResult Devices()
    {
        IReadOnlyList<InferenceDevice> devices = ExecutionProviders.List();
        string[] usable = [.. devices.Where(device => device.Available).Select(device => device.Name)];
        return usable.Length > 1
            ? new CheckResult("Devices", CheckState.Ok, $"{string.Join(", ", usable)}.")
            : new CheckResult("Devices", CheckState.Ok, "The processor; no GPU can be used. Get-InferenceDevice says why.");
    }

    private static CheckResult Pictures()
    {
        DrawingLibrary.Load();
        return new CheckResult("Pictures", CheckState.Ok, "Reports can be drawn.");
    }

    private static CheckResult Memory()
    {
        long limit = MemoryBudget.Limit;
        string told = string.Create(CultureInfo.InvariantCulture, $"A view may take {limit / 1e9:0.0} GB");
        return SpaceCheck.FreeMemory() is { } free && free < limit
            ? new CheckResult(
                "Memory",
                CheckState.Warning,
                string.Create(CultureInfo.InvariantCulture, $"{told}, and {free / 1e9:0.0} GB are free."),
                "Close other programs, or give a lower -MemoryLimit.")
            : new CheckResult("Memory", CheckState.Ok, told + ".");
    }

    private static CheckResult Scratch()
    {
        Directory.CreateDirectory(ScratchFolder.Root);
        string probe = Path.Combine(ScratchFolder.Root, Path.GetRandomFileName());
        File.WriteAllBytes(probe, new byte[1 << 20]);
        File.Delete(probe);
        string remedy = $"Free disk space, or set {ScratchFolder.Variable} to a folder on a larger disk: movies that exceed the memory "
            + $"limit lie there between stages.";
        return SpaceCheck.FreeDisk(ScratchFolder.Root) switch
        {
            { } free when free < LittleDiskGb * 1e9 => new CheckResult(
                "Scratch files",
                CheckState.Warning,
                string.Create(CultureInfo.InvariantCulture, $"'{ScratchFolder.Root}' has {free / 1e9:0.0} GB free."),
                remedy),
            { } free => new CheckResult(
                "Scratch files",
                CheckState.Ok,
                string.Create(CultureInfo.InvariantCulture, $"'{ScratchFolder.Root}' has {free / 1e9:0} GB free.")),
            null => new CheckResult(
                "Scratch files", CheckState.Warning, $"How much '{ScratchFolder.Root}' has free cannot be told.", "Use a local disk."),
        };
    }
}
