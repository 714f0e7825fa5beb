using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DeepWonder3D.Runs.Files;

/// <summary>
/// What a run did, a line each: as JSON for programs and in words for people. Each line opens and closes its file, so that a drive that
/// goes away and comes back loses no more than the lines of that time; a log that cannot be written stops no work.
/// </summary>
internal sealed class RunLog(ResultsFolder folder, TimeProvider clock)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lock _gate = new();

    /// <summary>Writes a line.</summary>
    /// <param name="level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
    /// <param name="recording">The recording it is about; null for the run.</param>
    /// <param name="message">What happened.</param>
    /// <param name="errorId">The error's id, if it is one.</param>
    public void Write(string level, string? recording, string message, string? errorId = null)
    {
        DateTimeOffset now = clock.GetLocalNow();
        string json = JsonSerializer.Serialize(
            new { time = now, level, process = Environment.ProcessId, recording, message, errorId }, s_line);
        string about = recording is null ? "" : recording + ": ";
        string words = string.Create(
            CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss}  {level,-7}  {about}{message.ReplaceLineEndings(" ")}");
        lock (_gate)
        {
            Append(folder.Log, json);
            Append(folder.ReadableLog, words);
        }
    }

    private static readonly JsonSerializerOptions s_line = new(RunJson.Options) { WriteIndented = false };

    private static void Append(string path, string line)
    {
        try
        {
            using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
            file.Write(s_utf8.GetBytes(line + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk is full or gone: what matters is said by the summary and on the pipeline.
        }
    }
}
