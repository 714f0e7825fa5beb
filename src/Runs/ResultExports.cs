using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using DeepWonder3D.Errors;
using DeepWonder3D.Figures.Report;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Formats.NeuronFiles.Csv;
using DeepWonder3D.Neurons;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Journal;
using DeepWonder3D.Views;

namespace DeepWonder3D.Runs;

/// <summary>
/// The steps that make a recording's result files of its views' neurons, a step a file (of tables, the few that belong together).
/// </summary>
internal sealed class ResultExports(
    ExtractionOptions options,
    RecordingFolder folder,
    StepJournal journal,
    ViewExtraction extraction,
    RunObserver observer,
    CancellationToken token)
{
    private const string ReportName = "report.html";

    private readonly List<(StepRecord Record, bool WasThere)> _steps = [];
    private bool _merges;

    /// <summary>Writes what is missing.</summary>
    /// <param name="recording">The recording's name.</param>
    /// <param name="views">The views' finished steps.</param>
    /// <returns>The steps, done now or before.</returns>
    public IReadOnlyList<(StepRecord Record, bool WasThere)> Run(string recording, IReadOnlyList<StepRecord> views)
    {
        _merges = options.Calibration is not null && options.Does(ExtractionStage.Merge) && views.Count > 1;
        IReadOnlyList<NeuronSource> ofViews = NeuronSource.OfViews(views, Read);
        IReadOnlyList<NeuronSource> sources = _merges ? [NeuronSource.Merged(views, Read, options, observer, token)] : ofViews;
        if (options.Calibration is not null && !_merges && options.Does(ExtractionStage.Merge))
        {
            observer.Warn("There is one view: its neurons have no depth.");
        }

        if (options.Does(ExtractionStage.Export))
        {
            foreach (NeuronSource source in sources)
            {
                Export(source);
            }
        }

        if (options.Does(ExtractionStage.Report))
        {
            Report(recording, sources, ofViews, views);
        }

        RemoveObsolete();
        return _steps;
    }

    private void Export(NeuronSource source)
    {
        Step($"{source.Name}.csv", source, path =>
        {
            NeuronFile.Write(source.Neurons, path, NeuronFileFormat.Csv, overwrite: true, token);
            return NeuronCsvWriter.Files(path, source.Neurons, token).Where(file => file.Write is not null).Select(file => file.Path);
        });
        Step($"{source.Name}.mat", source, path =>
        {
            WriteMat(source.Neurons, path, token);
            return [path];
        });
        Step($"{source.Name}.nwb", source, path =>
        {
            try
            {
                NeuronFile.Write(source.Neurons, path, NeuronFileFormat.Nwb, overwrite: true, token);
                return [path];
            }
            catch (DeepWonderException e) when (e.Id == ErrorId.FrameRateUnknown)
            {
                observer.Warn($"No NWB file was written: {e.Message} Give -FrameRate.");
                Leftovers.Delete(path);
                return [];
            }
        });
    }

    private void Report(
        string recording, IReadOnlyList<NeuronSource> sources, IReadOnlyList<NeuronSource> ofViews, IReadOnlyList<StepRecord> views)
    {
        StepRecord[] shown = [.. views.Where(view => view.Outputs.Any(IsPictures))];
        SortedDictionary<string, string> facts = Facts(ReportName, string.Join(' ', sources.Select(s => s.Hash)));
        facts["Recording"] = recording;
        facts["Pictures"] = string.Join(' ', shown.Select(view => view.Outputs.First(IsPictures).Sha256![..16]));
        Step(ReportName, facts, path =>
        {
            KeptStage[] pictures = [.. shown.SelectMany(
                view => JsonSerializer.Deserialize<KeptStage[]>(File.ReadAllBytes(extraction.PicturesOf(view.Step)), RunJson.Options)!)];
            ReportInput input = new() { Kept = pictures, Written = sources.Max(s => s.RecordedAt) };
            foreach (NeuronSource source in sources)
            {
                input.Add(source.Neurons);
            }

            // In space, the centre view is shown with its own neurons: there positions can be looked at on the image.
            if (_merges && Array.FindIndex([.. views], view => view == shown.FirstOrDefault()) is >= 0 and int centre)
            {
                input.Add(ofViews[centre].Neurons);
            }

            NeuronReport.Write(input, path, overwrite: true, observer, token);
            return [path];
        });
    }

    private static bool IsPictures(StepOutput output) => output.File.EndsWith(".pictures.json", StringComparison.Ordinal);

    private void Step(string name, NeuronSource source, Func<string, IEnumerable<string>> write) =>
        Step(name, Facts(name, source.Hash), write, () => source.Count);

    private void Step(
        string name, SortedDictionary<string, string> facts, Func<string, IEnumerable<string>> write, Func<int>? count = null)
    {
        token.ThrowIfCancellationRequested();
        string reason = "-Force was given";
        if (!options.Force && journal.Reusable(name, facts, token, out reason) is { } done)
        {
            _steps.Add((done, true));
            return;
        }

        observer.Verbose($"{name}: written, because {reason}.");
        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<string> before = observer.Warnings;
        string[] outputs = [.. write(folder.Full(name))];
        StepRecord record = new()
        {
            Step = name,
            Facts = facts,
            Outputs = [],
            Warnings = [.. observer.Warnings.Skip(before.Count)],
            NeuronCount = count?.Invoke(),
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
        _steps.Add((journal.Complete(record, outputs, token), false));
    }

    private SortedDictionary<string, string> Facts(string name, string neurons)
    {
        SortedDictionary<string, string> facts = StepFacts.Of(("File", name), ("Neurons", neurons));
        if (_merges)
        {
            facts.Add("Calibration", HashOf(options.Calibration!));
            facts.AddOptions(options.Merging);
        }

        return facts;
    }

    private static string HashOf(ViewCalibration calibration)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter writer = new(content))
        {
            CalibrationJson.Write(writer, calibration);
        }

        return Convert.ToHexString(SHA256.HashData(content.ToArray()));
    }

    private NeuronSet Read(StepRecord view) =>
        (NeuronSet)NeuronFile.Read(extraction.NeuronsOf(view.Step), NeuronFileFormat.Json, NeuronImportOptions.None);

    private static void WriteMat(object neurons, string path, CancellationToken token)
    {
        try
        {
            NeuronFile.Write(neurons, path, NeuronFileFormat.Mat, overwrite: true, token);
        }
        catch (DeepWonderException e) when (e.Id == ErrorId.MatVariableTooLarge)
        {
            NeuronFile.Write(neurons, path, NeuronFileFormat.Mat73, overwrite: true, token);
        }
    }

    /// <summary>Files that earlier settings made and these do not, such as those of single views where views are merged now.</summary>
    private void RemoveObsolete()
    {
        HashSet<string> now = [.. _steps.Select(step => step.Record.Step)];
        journal.Remove(
            step => options.Does(ExtractionStage.Export) && step.StartsWith("neurons", StringComparison.Ordinal) && !now.Contains(step));
    }
}
