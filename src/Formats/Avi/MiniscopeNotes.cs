using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeepWonder3D.Formats.Avi;

/// <summary>
/// What the UCLA Miniscope's programs write beside their films: <c>timeStamps.csv</c> and <c>metaData.json</c> (version 4), or
/// <c>timestamp.dat</c> and <c>settings_and_notes.dat</c> (version 3). Times are milliseconds.
/// </summary>
internal sealed partial record MiniscopeNotes
{
    private const int MaxBytes = 1 << 28;
    private const int CameraColumn = 0;
    private const int ClockColumn = 2;

    /// <summary>When each frame was taken, seconds; null where it is not known.</summary>
    public double[]? Times { get; private init; }

    public double? FrameRate { get; private init; }

    public string? Source { get; private init; }

    public IReadOnlyList<string> Warnings { get; private init; } = [];

    public IReadOnlyList<(string Name, string Value)> Notes { get; private init; } = [];

    /// <summary>Reads what lies in a folder.</summary>
    /// <param name="folder">The films' folder.</param>
    /// <param name="frames">Frames of all parts together.</param>
    /// <exception cref="DeepWonderException">A file cannot be read.</exception>
    public static MiniscopeNotes Read(string folder, long frames)
    {
        string stamps = Path.Combine(folder, "timeStamps.csv");
        string old = Path.Combine(folder, "timestamp.dat");
        double? stated = StatedRate(Path.Combine(folder, "metaData.json"));
        MiniscopeNotes notes = File.Exists(stamps) ? OfTimes(stamps, [TimesOf(stamps)], frames)
            : File.Exists(old) ? OfTimes(old, CamerasOf(old), frames)
            : new MiniscopeNotes();
        if (notes.FrameRate is null && stated is not null)
        {
            notes = notes with { FrameRate = stated, Source = "metaData.json" };
        }

        return notes with { Notes = Settings(Path.Combine(folder, "settings_and_notes.dat")) };
    }

    /// <summary>Nothing but why nothing is known.</summary>
    public static MiniscopeNotes Without(string why) => new() { Warnings = [why] };

    /// <summary>The same of some frames.</summary>
    public MiniscopeNotes Part(long first, long count) => this with { Times = FrameClock.Part(Times, first, count) };

    private static MiniscopeNotes OfTimes(string path, IReadOnlyList<double[]> cameras, long frames)
    {
        string name = Path.GetFileName(path);

        // A stop between a frame and its line loses a few lines or frames, no more.
        double[][] likely = [.. cameras.Where(c => c.Length == frames)];
        likely = likely.Length > 0 ? likely : [.. cameras.Where(c => Math.Abs(c.Length - frames) <= Math.Max(5, frames / 1000))];
        if (likely.Length != 1 || likely[0].Length < 2)
        {
            string lines = string.Join(" and ", cameras.Select(c => c.Length));
            return new MiniscopeNotes
            {
                Warnings =
                [
                    $"'{path}' holds {(lines.Length > 0 ? lines : "no")} times and the film {frames} frames; the times are not used.",
                ],
            };
        }

        double[] times = [.. likely[0].Take((int)Math.Min(frames, int.MaxValue)).Select(t => t / 1000)];
        List<string> warnings = [];
        if (likely[0].Length != frames)
        {
            warnings.Add(
                $"'{path}' holds {likely[0].Length} times and the film {frames} frames; "
                    + (times.Length == frames ? "the first are taken." : "only the frame rate is taken from them."));
        }

        // The first frame of version 3 often has what the clock held before.
        if (times.Length > 2 && times[0] > times[1] && times[1] < times[2])
        {
            times[0] = times[1] - (times[2] - times[1]);
        }

        bool isSound = FrameClock.IsSound(times, times.Length);
        if (!isSound)
        {
            warnings.Add($"The times in '{path}' do not go up from line to line; only the frame rate is taken from them.");
        }

        return new MiniscopeNotes
        {
            Times = isSound && times.Length == frames ? times : null,
            FrameRate = isSound ? FrameClock.RateOf(times)
                : times[^1] > times[0] ? (times.Length - 1) / (times[^1] - times[0])
                : null,
            Source = name,
            Warnings = warnings,
        };
    }

    /// <summary>The second column of lines such as <c>0,33,1</c>.</summary>
    private static double[] TimesOf(string path)
    {
        List<double> times = [];
        foreach (string line in Lines(path))
        {
            string[] cells = line.Split(',');
            if (cells.Length > 1 && TryNumber(cells[1], out double time))
            {
                times.Add(time);
            }
        }

        return [.. times];
    }

    /// <summary>The clock of each camera, of lines such as <c>1 &lt;tab&gt; 12 &lt;tab&gt; 401 &lt;tab&gt; 1</c>.</summary>
    private static IReadOnlyList<double[]> CamerasOf(string path)
    {
        SortedDictionary<double, List<double>> cameras = [];
        foreach (string line in Lines(path))
        {
            string[] cells = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length > ClockColumn && TryNumber(cells[CameraColumn], out double camera)
                && TryNumber(cells[ClockColumn], out double time))
            {
                if (!cameras.TryGetValue(camera, out List<double>? times))
                {
                    cameras.Add(camera, times = []);
                }

                times.Add(time);
            }
        }

        return [.. cameras.Values.Select(c => c.ToArray())];
    }

    private static double? StatedRate(string path)
    {
        try
        {
            using JsonDocument? json = File.Exists(path) ? JsonDocument.Parse(Text(path)) : null;
            if (json?.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("frameRate", out JsonElement rate))
            {
                return null;
            }

            double? value = rate.ValueKind == JsonValueKind.Number && rate.TryGetDouble(out double number) ? number
                : rate.ValueKind == JsonValueKind.String && LeadingNumber().Match(rate.GetString()!) is { Success: true } match
                    ? double.Parse(match.ValueSpan, CultureInfo.InvariantCulture)
                : null;
            return value > 0 && double.IsFinite(value.Value) ? value : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A line of names and one of values.</summary>
    private static IReadOnlyList<(string, string)> Settings(string path)
    {
        string[][] lines = File.Exists(path) ? [.. Lines(path).Take(2).Select(l => l.Split('\t'))] : [];
        return lines.Length == 2
            ? [("Settings", string.Join(", ", lines[0].Zip(lines[1], (name, value) => $"{name.Trim()} {value.Trim()}").Take(8)))]
            : [];
    }

    private static string[] Lines(string path) =>
        Text(path).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Text(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxBytes)
            {
                throw RecordingErrors.Damaged(path, $"it has {stream.Length} bytes");
            }

            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    [GeneratedRegex(@"^\s*[0-9]+(?:\.[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingNumber();
}
