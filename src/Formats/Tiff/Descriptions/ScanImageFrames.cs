using System.Text.RegularExpressions;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>What ScanImage writes into the description of a page.</summary>
/// <param name="Number">The frame's number in the acquisition, from 1; 0 where it is not stated.</param>
/// <param name="Time">When it was taken, seconds; NaN where it is not stated.</param>
internal readonly record struct ScanImageStamp(long Number, double Time)
{
    /// <summary>Whether a page's description is such a header.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text) =>
        text.IndexOf("frameNumbers"u8) >= 0 || text.IndexOf("frameTimestamps_sec"u8) >= 0 || text.IndexOf("Frame Timestamp(s)"u8) >= 0;

    /// <summary>Reads a page's description.</summary>
    public static ScanImageStamp Read(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        double number = Value(text, "frameNumbers") ?? Value(text, "Frame Number") ?? 0;
        return new ScanImageStamp(
            number is >= 1 and <= int.MaxValue ? (long)number : 0,
            Value(text, "frameTimestamps_sec") ?? Value(text, "Frame Timestamp(s)") ?? double.NaN);
    }

    private static double? Value(string text, string key)
    {
        int at = text.IndexOf(key, StringComparison.Ordinal);
        int equals = at < 0 ? -1 : text.IndexOf('=', at);
        if (equals < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text.AsSpan(equals + 1);
        int end = rest.IndexOfAny('\r', '\n');
        return double.TryParse((end < 0 ? rest : rest[..end]).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;
    }
}

/// <summary>
/// What the numbers and times of ScanImage's frames say: when frames were taken, which were dropped, and with which plane a file begins
/// that is not the first of its acquisition.
/// </summary>
internal static partial class ScanImageFrames
{
    /// <summary>A description with what its pages' stamps say.</summary>
    /// <param name="description">What the header says.</param>
    /// <param name="stamps">Those of all pages, in the order of time; empty where pages have none.</param>
    /// <param name="path">The first file, whose name may say that it is not the first of its acquisition.</param>
    public static TiffDescription Apply(TiffDescription description, IReadOnlyList<ScanImageStamp> stamps, string path)
    {
        int channels = (int)Math.Clamp(description.Channels, 1, int.MaxValue);
        int planes = (int)Math.Clamp(description.StoredPlanes ?? description.Planes ?? 1, 1, int.MaxValue);
        if (description.Order != "CZT" || description.Fault is not null)
        {
            return description;
        }

        ScanImageStamp[] images = [.. Enumerable.Range(0, stamps.Count / channels).Select(i => stamps[i * channels])];
        bool isNumbered = IsNumbered(images);
        if (planes > 1 && PartOf(path) > 1 && !(isNumbered && images[0].Number > 1))
        {
            return description with
            {
                Fault = $"its name says that it is file {PartOf(path)} of a recording in several, which may begin with any plane; give all files "
                    + "with -AsMovie, or their folder",
            };
        }

        return images.Length == 0 ? description
            : planes == 1 ? description with { FrameTimes = Times(images, isNumbered, description.FrameRate) }
            : isNumbered && (images[0].Number - 1) % planes + images[^1].Number - images[0].Number != images.Length - 1
                ? WholeVolumes(description, images, planes, channels, path)
            : description with { FrameTimes = VolumeTimes(images, planes) };
    }

    /// <summary>The number of a file among those of its acquisition: the last of <c>stem_00001_00002.tif</c>; 1 where there is none.</summary>
    public static int PartOf(string path) =>
        PartPattern().Match(Path.GetFileName(path)) is { Success: true } match
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int part) ? part : 1;

    /// <summary>Whether frames are counted one by one but for those that were dropped.</summary>
    private static bool IsNumbered(ScanImageStamp[] images)
    {
        int ones = 0;
        for (int i = 0; i < images.Length; i++)
        {
            if (images[i].Number < 1 || (i > 0 && images[i].Number <= images[i - 1].Number))
            {
                return false;
            }

            ones += i > 0 && images[i].Number == images[i - 1].Number + 1 ? 1 : 0;
        }

        return images.Length > 1 && 2 * ones >= images.Length - 1;
    }

    /// <summary>When frames of one plane were taken: as stated, or as their numbers put them where some were dropped.</summary>
    private static double[]? Times(ScanImageStamp[] images, bool isNumbered, double? rate)
    {
        double[] stated = [.. images.Select(i => i.Time)];
        return FrameClock.IsSound(stated, images.Length) ? stated
            : isNumbered && rate is { } known && images[^1].Number - images[0].Number >= images.Length
                ? [.. images.Select(i => (i.Number - images[0].Number) / known)]
            : null;
    }

    private static double[] VolumeTimes(ScanImageStamp[] images, int planes) =>
        [.. Enumerable.Range(0, images.Length / planes).Select(v => images[v * planes].Time)];

    /// <summary>Volumes of which all planes are there, by the numbers of their frames.</summary>
    private static TiffDescription WholeVolumes(TiffDescription description, ScanImageStamp[] images, int planes, int channels, string path)
    {
        List<OmePageRun> runs = [];
        List<(long Volume, double Time)> whole = [];
        int perVolume = planes * channels;
        int used = 0;
        for (int i = 0; i + planes <= images.Length; i++)
        {
            bool isWhole = (images[i].Number - 1) % planes == 0 && images[i + planes - 1].Number == images[i].Number + planes - 1;
            if (isWhole)
            {
                runs.Add(new OmePageRun((long)whole.Count * perVolume, perVolume, 0, i * channels));
                whole.Add(((images[i].Number - 1) / planes, images[i].Time));
                used += planes;
                i += planes - 1;
            }
        }

        if (whole.Count == 0)
        {
            return description with { Fault = "it holds no whole volume" };
        }

        double[] times = [.. whole.Select(v => v.Time)];
        return description with
        {
            Frames = whole.Count,
            PageRuns = runs,
            FrameTimes = FrameClock.IsSound(times, times.Length) ? times
                : description.FrameRate is { } rate ? [.. whole.Select(v => (v.Volume - whole[0].Volume) / rate)]
                : null,
            Warnings =
            [
                .. description.Warnings,
                $"'{path}' holds volumes that are not whole, by the numbers of its frames (it begins with frame {images[0].Number}, or frames "
                    + $"were dropped): {images.Length - used} frames were left out.",
            ],
        };
    }

    [GeneratedRegex(@"_[0-9]{5}_([0-9]{5})\.tiff?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PartPattern();
}
