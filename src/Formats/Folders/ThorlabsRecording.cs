using System.Text.RegularExpressions;
using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Tiff;

namespace DeepWonder3D.Formats.Folders;

/// <summary>
/// A folder that ThorImage wrote: <c>Experiment.xml</c>, and one raw file of 16-bit samples (channel after channel of each frame) or TIFFs
/// such as <c>ChanA_001_001_002_0005.tif</c>, whose last two numbers are plane and time.
/// </summary>
internal static class ThorlabsRecording
{
    private const string Source = "Thorlabs XML";

    /// <summary>Opens a recording; null where the folder is none of ThorImage.</summary>
    /// <exception cref="DeepWonderException">RecordingIncomplete, or what reading the samples throws.</exception>
    public static Volume? TryOpen(
        string folder, IReadOnlyList<string> files, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string? xml = files.FirstOrDefault(f => Path.GetFileName(f).Equals("Experiment.xml", StringComparison.OrdinalIgnoreCase));
        if (xml is null || ThorlabsXml.TryRead(xml) is not { } experiment)
        {
            return null;
        }

        string[] raws = [.. files.Where(f => Path.GetFileName(f).StartsWith("Image", StringComparison.OrdinalIgnoreCase)
            && Path.GetExtension(f).Equals(".raw", StringComparison.OrdinalIgnoreCase))];
        ThorlabsName[] tiffs = [.. files.Select(ThorlabsName.TryParse).OfType<ThorlabsName>()];
        return raws.Length == 1 ? OpenRaw(folder, raws[0], experiment, options, cancellationToken)
            : tiffs.Length > 0 ? OpenTiffs(folder, tiffs, experiment, options, cancellationToken)
            : throw RecordingErrors.Incomplete(
                folder, raws.Length > 1 ? $"it holds {raws.Length} raw files" : "it holds neither a raw file nor TIFFs of channels");
    }

    private static Volume OpenRaw(
        string folder, string raw, ThorlabsXml experiment, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        BinaryFile file = BinaryFile.Open(raw, why => RecordingErrors.Incomplete(raw, why));
        RawArraySource source;
        (long frames, int channels, string[] names) = (0, 1, []);
        try
        {
            (frames, channels, names) = ArrangeRaw(file, experiment);
            long[] shape = [frames, experiment.StoredPlanes, channels, experiment.Height, experiment.Width];
            source = new RawArraySource(file, 0, new StoredType(SampleType.UInt16, !BitConverter.IsLittleEndian), shape);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        RecordingFacts facts = FactsOf(experiment, names) with { Files = [raw], Warnings = Stopped(folder, frames, experiment.Frames) };
        return ArrayRecording.Open(
            new LeadingPlanes(source, 1, experiment.Planes), folder, facts, "TZCYX", isColumnMajor: false, options, cancellationToken);
    }

    /// <summary>
    /// Frames and channels of a raw file. The XML lists the channels that were switched on, but some versions store all four, or two, all
    /// the same: the size of the file decides. A recording that was stopped is shorter than planned.
    /// </summary>
    private static (long Frames, int Channels, string[] Names) ArrangeRaw(BinaryFile file, ThorlabsXml experiment)
    {
        long plane = (long)experiment.Height * experiment.Width * sizeof(ushort);
        long planes = file.Length / plane;
        string[] names = [.. experiment.Channels];
        int channels = Math.Max(1, names.Length);
        long planned = experiment.Frames * experiment.StoredPlanes;
        foreach (int stored in new[] { channels, 4, 2, 1 })
        {
            if (file.Length == planned * stored * plane)
            {
                return (experiment.Frames, stored, stored == channels ? names : []);
            }
        }

        long frames = Math.Min(experiment.Frames, planes / (channels * (long)experiment.StoredPlanes));
        return frames > 0
            ? (frames, channels, names)
            : throw file.Invalid(
                $"its {file.Length} bytes hold no whole frame of {channels} × {experiment.Height} × {experiment.Width} samples");
    }

    private static Volume OpenTiffs(
        string folder, ThorlabsName[] tiffs, ThorlabsXml experiment, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string[] channels = [.. tiffs.Select(t => t.Channel).Distinct().Order(StringComparer.Ordinal)];
        int planes = tiffs.Max(t => t.Plane);
        TiffSet set = TiffSet.Open([.. tiffs.Select(t => t.Path)], cancellationToken);
        Dictionary<(string, int, int), int> numbers =
            tiffs.Select((t, i) => (t, i)).ToDictionary(t => (t.t.Channel, t.t.Plane, t.t.Time), t => t.i);
        int frames = tiffs.Max(t => t.Time);
        bool IsWhole(int frame) => channels.All(c => Enumerable.Range(1, planes).All(z => numbers.ContainsKey((c, z, frame))));
        while (frames > 0 && !IsWhole(frames))
        {
            frames--;
        }

        (int, int) Place(long frame, int plane, int channel) => numbers.TryGetValue(
            (channels[channel], plane + 1, (int)frame + 1), out int file)
            ? (file, 0)
            : throw RecordingErrors.Incomplete(folder, $"the file of {channels[channel]}, plane {plane + 1}, time {frame + 1} is missing");
        if (frames == 0)
        {
            throw RecordingErrors.Incomplete(folder, "it holds no whole frame");
        }

        RecordingShape shape = new(frames, planes, channels.Length, set.First.Height, set.First.Width);
        return TiffSetReader.Open(
            set,
            RecordingLayout.Of(shape, options, folder),
            Place,
            FactsOf(experiment, channels) with { Warnings = Stopped(folder, frames, Math.Max(experiment.Frames, tiffs.Max(t => t.Time))) },
            options,
            folder,
            (planes == 1 ? "TYX" : frames == 1 ? "ZYX" : "TZYX") + $" ({Source})");
    }

    private static IReadOnlyList<string> Stopped(string folder, long frames, long planned) => frames >= planned ? [] :
        [$"'{folder}' was stopped: {planned} frames were planned or begun, and the {frames} whole ones are read."];

    private static RecordingFacts FactsOf(ThorlabsXml experiment, string[] channels) => new()
    {
        Source = Source,
        FrameRate = experiment.VolumeRate,
        PixelSizeUm = experiment.PixelSizeUm,
        PixelAspect = experiment.PixelAspect,
        PlaneStepUm = experiment.Planes > 1 ? experiment.PlaneStepUm : null,
        ChannelNames = channels,
        Notes = [("Metadata", "Experiment.xml")],
    };
}

/// <summary>What the name of a TIFF of ThorImage says.</summary>
/// <param name="Path">The file.</param>
/// <param name="Channel">The channel, such as <c>ChanA</c>.</param>
/// <param name="Plane">The plane, from 1.</param>
/// <param name="Time">The time, from 1.</param>
internal sealed partial record ThorlabsName(string Path, string Channel, int Plane, int Time)
{
    /// <summary>Reads a name; null where it is none of ThorImage's.</summary>
    public static ThorlabsName? TryParse(string path) =>
        Pattern().Match(System.IO.Path.GetFileName(path)) is { Success: true } match
        && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int plane) && plane > 0
        && int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int time) && time > 0
            ? new ThorlabsName(path, match.Groups[1].Value, plane, time)
            : null;

    [GeneratedRegex(@"^(Chan[A-D])_[0-9]+_[0-9]+_([0-9]+)_([0-9]+)\.tiff?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
