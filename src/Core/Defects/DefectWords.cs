using System.Globalization;
using DeepWonder3D.Defects.Rows;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Defects;

/// <summary>Says what was found in a recording.</summary>
internal sealed class DefectWords
{
    private const int MostRanges = 8;

    private readonly Volume _recording;
    private readonly List<(string Name, string Text)> _findings = [];
    private readonly bool _anyMissing;

    public DefectWords(
        Volume recording,
        MissingFrame[] frames,
        PlaneRepair?[] planes,
        FrameScales scales,
        IReadOnlyList<StraySample> stray,
        IReadOnlyList<LostRow> lost)
    {
        _recording = recording;
        foreach (IGrouping<FrameFault, MissingFrame> group in frames.GroupBy(f => f.Fault).OrderBy(g => g.Key))
        {
            _findings.Add(
                ($"{group.Key}Frames", $"{Counted(group.Count(), $"{WordOf(group.Key)} frame")} ({Ranges(group.Select(m => m.Frame))})"));
        }

        if (!scales.IsSteady)
        {
            string at = string.Join(", ", scales.Steps.Take(MostRanges));
            _findings.Add(("LightSteps", $"{Counted(scales.Steps.Count(), "lasting step")} of the light (from frame {at})"));
        }

        PlaneRepair[] repairs = [.. planes.OfType<PlaneRepair>()];
        AddPixels("HotPixels", "hot pixel", [.. repairs.SelectMany(p => p.Hot)]);
        AddPixels("DeadPixels", "dead pixel", [.. repairs.SelectMany(p => p.Dead)]);
        AddLines("DeadRows", "dead row", repairs.SelectMany(p => p.DeadRows));
        AddLines("DeadColumns", "dead column", repairs.SelectMany(p => p.DeadColumns));
        int border = repairs.Select(BorderOf).DefaultIfEmpty(0).Max();
        AddIf(border > 0, "BorderPixels", () => $"a border without data of {Counted(border, "pixel")}");
        AddIf(
            repairs.Any(p => p.NonFiniteSamples > 0 && p.Border is null),
            "NonFiniteSamples",
            () => Counted(repairs.Where(p => p.Border is null).Sum(p => p.NonFiniteSamples), "sample") + " without a finite value");
        AddIf(
            repairs.Any(p => p.OddRowShift != 0),
            "OddRowShift",
            () => string.Create(
                CultureInfo.InvariantCulture,
                $"odd rows shifted by {repairs.First(p => p.OddRowShift != 0).OddRowShift:0.##} pixels against even ones"));
        AddIf(
            repairs.Any(p => p.Lines is not null),
            "LineNoise",
            () => string.Create(
                CultureInfo.InvariantCulture,
                $"line noise of {100 * repairs.Max(p => p.Lines?.Part ?? 0):0} % of a pixel's noise"));
        AddIf(stray.Count > 0, "StraySamples", () => $"{Counted(stray.Count, "single sample")} far from all around ({Places(stray)})");
        long[] lossy = [.. lost.Select(l => l.Frame).Distinct().Order()];
        AddIf(
            lost.Count > 0,
            "LostRows",
            () => $"{Counted(lost.Count, "lost row")} in {Counted(lossy.Length, "frame")} ({Ranges(lossy)})");
        _anyMissing = frames.Length > 0;
    }

    /// <summary>Whether anything was found.</summary>
    public bool Any => _findings.Count > 0;

    /// <summary>The warning.</summary>
    public string Text() =>
        $"'{_recording.Name}' has {List()}. " + (_anyMissing
            ? IsComputed
                ? "They are bridged for the networks; traces are measured in the recording."
                : "They are bridged for the networks, and traces have no value in the missing frames."
            : "They are put right for the networks and for traces.");

    /// <summary>The warning where so much is wrong that nothing can be bridged.</summary>
    public string TooMany(int frames) =>
        $"'{_recording.Name}' has {List()}: {frames} of {_recording.FrameCount} frames seem to be no data, too many to be bridged, and "
            + "nothing was changed. Check how it was recorded.";

    /// <summary>The step of the history.</summary>
    public HistoryStep Step() => new("Defects bridged", _findings.ToDictionary(f => f.Name, f => f.Text));

    private bool IsComputed => _recording.Link is { } link && link.Volume != _recording;

    private void AddIf(bool condition, string name, Func<string> text)
    {
        if (condition)
        {
            _findings.Add((name, text()));
        }
    }

    private string List() => _findings.Count == 1
        ? _findings[0].Text
        : string.Join(", ", _findings.SkipLast(1).Select(f => f.Text)) + " and " + _findings[^1].Text;

    private void AddPixels(string name, string what, int[] pixels)
    {
        string places = string.Join(
            ", ", pixels.Take(MostRanges).Select(p => $"row {p / _recording.Width} column {p % _recording.Width}"));
        AddIf(pixels.Length > 0, name, () => $"{Counted(pixels.Length, what)} ({places}{(pixels.Length > MostRanges ? ", …" : "")})");
    }

    private void AddLines(string name, string what, IEnumerable<int> lines)
    {
        long[] sorted = [.. lines.Distinct().Order().Select(line => (long)line)];
        AddIf(sorted.Length > 0, name, () => $"{Counted(sorted.Length, what)} ({Ranges(sorted)})");
    }

    /// <summary>Pixels without data that are no dead rows or columns.</summary>
    private int BorderOf(PlaneRepair repair) => repair.Border is not { } border ? 0 : Enumerable.Range(0, border.Length).Count(i =>
        border[i] && !repair.DeadRows.Contains(i / _recording.Width) && !repair.DeadColumns.Contains(i % _recording.Width));

    private string Places(IReadOnlyList<StraySample> stray)
    {
        string places = string.Join(
            ", ",
            stray.Take(MostRanges / 2)
                .Select(s => $"frame {s.Frame} row {s.Pixel / _recording.Width} column {s.Pixel % _recording.Width}"));
        return stray.Count > MostRanges / 2 ? places + ", …" : places;
    }

    private static string WordOf(FrameFault fault) => fault switch
    {
        FrameFault.Named => "named",
        FrameFault.Unplaced => "unplaced",
        FrameFault.Dark => "dark",
        FrameFault.Saturated => "saturated",
        FrameFault.Flashed => "flashed",
        FrameFault.Striped => "striped",
        FrameFault.Torn => "torn",
        FrameFault.Duplicated => "repeated",
        FrameFault.Incomplete => "incomplete",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    private static string Counted(long count, string what) =>
        count == 1 ? $"1 {what}" : string.Create(CultureInfo.InvariantCulture, $"{count} {what}s");

    private static string Ranges(IEnumerable<long> frames)
    {
        List<(long First, long Last)> ranges = [];
        foreach (long frame in frames)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == frame)
            {
                ranges[^1] = (ranges[^1].First, frame);
            }
            else
            {
                ranges.Add((frame, frame));
            }
        }

        string text = string.Join(", ", ranges.Take(MostRanges).Select(r => r.First == r.Last ? $"{r.First}" : $"{r.First} to {r.Last}"));
        return ranges.Count > MostRanges ? text + ", …" : text;
    }
}
