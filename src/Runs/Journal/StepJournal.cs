using System.Text.Json;
using DeepWonder3D.Files;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Runs.Journal;

/// <summary>
/// Which steps of a recording are finished: one small file each, written when the step's outputs lie under their names. A step that has
/// none is not finished, whatever else lies there, and is done again.
/// </summary>
internal sealed class StepJournal(RecordingFolder folder)
{
    private const string Ending = ".step.json";

    /// <summary>The record of a step; null where there is none that can be read.</summary>
    public StepRecord? Find(string step)
    {
        try
        {
            return JsonSerializer.Deserialize<StepRecord>(File.ReadAllBytes(PathOf(step)), RunJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The record of a finished step whose facts are these and whose outputs are all there; else null, and the reason.</summary>
    public StepRecord? Reusable(string step, IReadOnlyDictionary<string, string> facts, CancellationToken token, out string reason)
    {
        StepRecord? record = Find(step);
        reason = record is null ? "it was not finished before"
            : StepFacts.Difference(record.Facts, facts)
            ?? record.Outputs.Select(output => Fault(output, token)).FirstOrDefault(fault => fault is not null)
            ?? "";
        return reason.Length == 0 ? record : null;
    }

    /// <summary>Records a step whose outputs lie under their names.</summary>
    /// <exception cref="Errors.DeepWonderException">DiskFull or FileWriteFailed.</exception>
    public StepRecord Complete(StepRecord step, IEnumerable<string> outputs, CancellationToken token)
    {
        StepRecord record = step with { Outputs = [.. outputs.Select(path => Describe(path, token))], Ended = DateTimeOffset.UtcNow };
        RunJson.Write(PathOf(step.Step), record);
        return record;
    }

    /// <summary>Removes what steps made that no longer belong to the recording, such as a view that is not there any more.</summary>
    /// <param name="isObsolete">Whether a step's results are to go.</param>
    public void Remove(Func<string, bool> isObsolete)
    {
        foreach (string file in Directory.GetFiles(folder.Journal, "*" + Ending))
        {
            string step = Path.GetFileName(file)[..^Ending.Length];
            if (!isObsolete(step))
            {
                continue;
            }

            foreach (StepOutput output in Find(step)?.Outputs ?? [])
            {
                Leftovers.Delete(folder.Full(output.File));
            }

            Leftovers.Delete(file);
        }
    }

    private string PathOf(string step) => Path.Combine(folder.Journal, step + Ending);

    private StepOutput Describe(string path, CancellationToken token) =>
        new(folder.Relative(path), new FileInfo(path).Length, folder.IsMovie(path) ? null : HashOf(path, token));

    private string? Fault(StepOutput output, CancellationToken token)
    {
        string path = folder.Full(output.File);
        FileInfo file = new(path);
        return !file.Exists ? $"'{output.File}' is not there"
            : file.Length != output.Bytes || (output.Sha256 is not null && HashOf(path, token) != output.Sha256)
                ? $"'{output.File}' was changed since"
            : null;
    }

    private static string HashOf(string path, CancellationToken token)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
            return InputFiles.HashOf(file, token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }
}
