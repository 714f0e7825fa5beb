using System.Text.RegularExpressions;
using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Raw;

/// <summary>
/// A movie that CaImAn maps into memory: a matrix of pixels by times of 32-bit floats, whose size its name states
/// (<c>x_d1_512_d2_512_d3_1_order_C_frames_2000_.mmap</c>). A pixel's number counts along columns of the picture first; order C keeps all
/// times of a pixel together, order F all pixels of a time.
/// </summary>
internal static partial class CaimanMovie
{
    private const string Source = "file name";

    /// <summary>Whether a file ends as such a movie does.</summary>
    public static bool IsMap(string path) => Path.GetExtension(path).Equals(".mmap", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a movie; of order C it is laid out once frame by frame.</summary>
    /// <exception cref="DeepWonderException">RecordingDamaged, or what the options do not fit.</exception>
    public static Volume Open(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        if (Name().Match(Path.GetFileName(path)) is not { Success: true } name
            || !TrySize(name, "d1", out long rows) || !TrySize(name, "d2", out long columns)
            || !TrySize(name, "d3", out long planes) || !TrySize(name, "frames", out long frames))
        {
            throw RecordingErrors.Damaged(
                path,
                "its name does not state its size, as in x_d1_512_d2_512_d3_1_order_C_frames_2000_.mmap, where 512 are rows and columns");
        }

        bool isFrames = name.Groups["order"].ValueSpan.Equals("F", StringComparison.OrdinalIgnoreCase);
        long[] picture = planes > 1 ? [planes, columns, rows] : [columns, rows];
        string letters = planes > 1 ? "ZXY" : "XY";
        BinaryFile file = BinaryFile.Open(path, why => RecordingErrors.Damaged(path, why));
        RawArraySource source;
        try
        {
            decimal bytes = (decimal)rows * columns * planes * frames * sizeof(float);
            if (bytes < file.Length || (bytes > file.Length && !isFrames))
            {
                throw file.Invalid($"its name states {frames} frames of {rows} × {columns} × {planes} samples, {bytes} bytes, and it has "
                    + $"{file.Length}");
            }

            source = new RawArraySource(
                file,
                0,
                new StoredType(SampleType.Float32, !BitConverter.IsLittleEndian),
                isFrames ? [frames, .. picture] : [.. picture, frames],
                mayBeCut: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        RecordingFacts facts = new() { Source = Source };
        return ArrayRecording.Open(
            source, path, facts, isFrames ? "T" + letters : letters + "T", isColumnMajor: false, options, cancellationToken);
    }

    private static bool TrySize(Match name, string group, out long size) =>
        long.TryParse(name.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size > 0;

    [GeneratedRegex(
        @"_d1_(?<d1>[0-9]+)_d2_(?<d2>[0-9]+)_d3_(?<d3>[0-9]+)_order_(?<order>[CF])_frames_(?<frames>[0-9]+)_*(?:\.[^.]*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
