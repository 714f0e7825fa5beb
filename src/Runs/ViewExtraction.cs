using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepWonder3D.Errors;
using DeepWonder3D.Figures.Report;
using DeepWonder3D.Files;
using DeepWonder3D.Formats;
using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Runs.Journal;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs;

/// <summary>
/// The step that takes one view from its recording to its neurons: the unit that is done once and not again. Its results (neurons, pictures
/// for the report, movies if asked for) are files, and whatever comes after reads them from there, so that it is all one whether they were
/// made now or before.
/// </summary>
internal sealed class ViewExtraction(
    ExtractionOptions options, RecordingFolder folder, StepJournal journal, WaitConditions waits, int viewsAtOnce, ViewMotions? motions)
{
    /// <summary>Does the step, or finds that it was done.</summary>
    /// <returns>Its record, and whether it was there already.</returns>
    /// <exception cref="DeepWonderException">
    /// What reading, models, device, disk and memory may bring; <see cref="ErrorId.RecordingChanged"/>.
    /// </exception>
    public (StepRecord Record, bool WasThere) Run(ViewPlan view, RunObserver observer, CancellationToken token)
    {
        IReadOnlyList<InputFile> inputs = Identify(view, token);
        SortedDictionary<string, string> facts;
        using (Volume recorded = view.Input.Open(options.Reading, token))
        {
            DemandOnePlane(recorded);
            facts = FactsOf(view, recorded, inputs, token);
            string reason = "-Force was given";
            if (!options.Force && journal.Reusable(view.Step, facts, token, out reason) is { } done)
            {
                observer.Verbose(
                    $"{view.Step}: taken over from {done.Ended.ToLocalTime():yyyy-MM-dd HH:mm}; recording, "
                        + "settings and models are the same.");
                return (done, true);
            }

            observer.Verbose($"{view.Step}: computed, because {reason}.");
            double scale = recorded.PixelSizeUm / options.Pipeline.Resize?.PixelSizeUm is { } s ? s * s : 1;
            SpaceCheck.Demand(
                recorded, scale, viewsAtOnce, options.KeepIntermediate ? 4 : options.Does(ExtractionStage.FindNeuron) ? 0 : 1, folder.Root);
        }

        waits.WaitForHour(observer, token);
        (DeviceRequest device, Action release) = waits.ChooseDevice(options.Device, observer, token);
        try
        {
            return (Compute(view, inputs, facts, device, observer, token), false);
        }
        catch (Exception e) when (e is DeepWonderException or IOException)
        {
            // A recording that was cut or replaced meanwhile shows in many ways; the cause is what helps.
            InputFiles.DemandUnchanged(inputs, e);
            throw;
        }
        finally
        {
            release();
        }
    }

    /// <summary>The time at which a view was last written, whole seconds, as its step saw it.</summary>
    public static DateTimeOffset RecordedAt(IReadOnlyList<InputFile> inputs)
    {
        long newest = inputs.Max(file => file.ModifiedUtc.Ticks);
        return new DateTimeOffset(newest - (newest % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    public string NeuronsOf(string step) => Path.Combine(folder.Journal, step + ".neurons.json");

    public string PicturesOf(string step) => Path.Combine(folder.Journal, step + ".pictures.json");

    /// <summary>The table of a view's motion, beside the results.</summary>
    public string MotionOf(string step) => Path.Combine(folder.Root, step + ".motion.csv");

    private IReadOnlyList<InputFile> Identify(ViewPlan view, CancellationToken token)
    {
        IReadOnlyList<string> files;
        using (Volume recorded = view.Input.Open(options.Reading, token))
        {
            files = InputFiles.Of(recorded, view.Input);
        }

        // Opened again after this: what is read then is what was identified, or differs from it for all to see.
        return InputFiles.Identify(files, [.. journal.Find(view.Step)?.Inputs ?? [], .. motions?.Files(token) ?? []], token);
    }

    /// <summary>Said before hours of work: the stages take any number of planes, but neurons are found in one.</summary>
    private void DemandOnePlane(Volume recorded)
    {
        if (recorded.PlaneCount > 1 && options.Does(ExtractionStage.FindNeuron))
        {
            throw new DeepWonderException(
                ErrorId.AxesMismatch,
                $"'{recorded.Name}' has {recorded.PlaneCount} planes; neurons are found in one plane or view at a time.",
                recorded.Name,
                $"Choose one with -Plane 0 to {recorded.PlaneCount - 1}, each with a results folder of its own; or project the volume into "
                    + "views first (ConvertTo-View).");
        }
    }

    private StepRecord Compute(
        ViewPlan view,
        IReadOnlyList<InputFile> inputs,
        IReadOnlyDictionary<string, string> facts,
        DeviceRequest device,
        RunObserver observer,
        CancellationToken token)
    {
        long started = Stopwatch.GetTimestamp();
        RunObserver own = observer.Child();
        DateTimeOffset recordedAt = RecordedAt(inputs);
        using MovieChain chain = new(view.Input.Open(options.Reading, token), keepsAll: view.FramesToShow > 0);
        foreach (string warning in chain.Current.History[^1].Warnings ?? [])
        {
            own.Warn(warning);
        }

        List<string> outputs = [];
        if (motions?.Correct(view.Input.Path, chain.Current, own, token) is { } corrected)
        {
            chain.Advance(corrected);
            outputs.AddRange(WriteStage(view, chain, PipelineStage.RepairMotion, recordedAt, own, token));
        }

        Pipeline pipeline = new(options.Pipeline.On(device));
        foreach ((PipelineStage stage, Volume movie) in pipeline.Process(chain.Current, own, token))
        {
            chain.Advance(movie);
            outputs.AddRange(WriteStage(view, chain, stage, recordedAt, own, token));
        }

        NeuronSet? found = options.Does(ExtractionStage.FindNeuron) ? pipeline.FindNeurons(chain.Current, own, token) : null;
        NeuronSet? neurons = found is null ? null : RunHistory.Timeless(found, recordedAt);
        InputFiles.DemandUnchanged(inputs);
        outputs.AddRange(WriteResults(view, chain, neurons, recordedAt, own, token));
        return journal.Complete(
            new StepRecord
            {
                Step = view.Step,
                Facts = facts,
                Inputs = inputs,
                Outputs = [],
                Warnings = own.Warnings,
                NeuronCount = neurons?.Count,
                History = found?.History ?? chain.Current.History,
                Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            },
            outputs,
            token);
    }

    private IEnumerable<string> WriteStage(
        ViewPlan view, MovieChain chain, PipelineStage stage, DateTimeOffset recordedAt, RunObserver observer, CancellationToken token)
    {
        if (stage == PipelineStage.RepairMotion)
        {
            string path = MotionOf(view.Step);
            MotionCsvWriter.Write(chain.Current, path, overwrite: true, token);
            yield return path;
        }

        if (options.KeepIntermediate)
        {
            yield return chain.Write(MovieOf(view, EndingOf(stage)), recordedAt, observer, token);
        }
    }

    private IEnumerable<string> WriteResults(
        ViewPlan view, MovieChain chain, NeuronSet? neurons, DateTimeOffset recordedAt, RunObserver observer, CancellationToken token)
    {
        if (neurons is null)
        {
            if (!options.KeepIntermediate)
            {
                yield return chain.Write(MovieOf(view, "result"), recordedAt, observer, token);
            }

            yield break;
        }

        if (view.FramesToShow > 0)
        {
            IReadOnlyList<Neurons.Trace> traces = [.. neurons.Neurons.Select(n => n.Trace)];
            IReadOnlyList<double> shares = ActiveFrames.Choose(traces, neurons.FrameCount, view.FramesToShow);
            KeptStage[] pictures =
                [.. chain.Movies.Select(movie => KeptStage.Of(RunHistory.Timeless(movie, recordedAt), shares, observer, token))];
            string path = PicturesOf(view.Step);
            ResultFiles.Write(overwrite: true, (path, stream => JsonSerializer.Serialize(stream, pictures, RunJson.Options)));
            yield return path;
        }

        NeuronFile.Write(neurons, NeuronsOf(view.Step), NeuronFileFormat.Json, overwrite: true, token);
        yield return NeuronsOf(view.Step);
    }

    /// <summary>What the neurons of a view depend on.</summary>
    /// <exception cref="DeepWonderException">A model cannot be found or does not fit the recording.</exception>
    private SortedDictionary<string, string> FactsOf(
        ViewPlan view, Volume recorded, IReadOnlyList<InputFile> inputs, CancellationToken token)
    {
        SortedDictionary<string, string> facts = StepFacts.Of(
            ("Recording", HashOf(view.Input, inputs)),
            ("Movies kept", options.KeepIntermediate),
            ("Frames shown", view.FramesToShow),
            ("Device", options.Device));
        if (motions is not null)
        {
            facts.Add("Views moved with", motions.Identity(token));
        }

        facts.AddOptions(options.Reading);

        // A model is known by its content, not by how it was called.
        facts.AddOptions(options.Pipeline, nameof(NetworkOptions.Model), nameof(NetworkOptions.Device));
        foreach (var models in new Pipeline(options.Pipeline).ModelsFor(recorded.PixelSizeUm).GroupBy(m => m.Stage, m => m.Model))
        {
            facts.Add($"{models.Key} model", string.Join(", ", models.Select(model => $"{model.Sha256} {model.Metadata.Name}")));
        }

        return facts;
    }

    /// <summary>One hash for all files of a view, with their names: an order of frames is in the names.</summary>
    private static string HashOf(ViewInput view, IReadOnlyList<InputFile> inputs)
    {
        string folder = Directory.Exists(view.Path) ? view.Path : Path.GetDirectoryName(view.Path)!;
        string list = string.Join(
            '\n', inputs.Select(file => $"{Path.GetRelativePath(folder, file.Path).Replace('\\', '/')} {file.Sha256}"));
        return inputs.Count == 1 ? inputs[0].Sha256 : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(list)));
    }

    private static string EndingOf(PipelineStage stage) => stage switch
    {
        PipelineStage.RepairMotion => "motion-corrected",
        PipelineStage.Denoise => "denoised",
        PipelineStage.Resize => "resized",
        PipelineStage.RemoveBackground => "background-free",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, null),
    };

    private string MovieOf(ViewPlan view, string stage) => Path.Combine(folder.Movies, $"{view.Step}.{stage}.tif");
}
