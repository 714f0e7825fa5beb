using System.Buffers;
using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Mat;

namespace DeepWonder3D.Formats.Raw;

/// <summary>
/// A recording of Scanbox: 16-bit samples that count down from 65535, the channels of a pixel side by side, and a MATLAB file of the same
/// name that says the rest. With an optotune the planes of a volume follow each other.
/// </summary>
internal static class ScanboxRecording
{
    private const string Source = "Scanbox info";
    private const long InfoBytes = 1 << 26;

    /// <summary>Whether a file ends as such a recording does.</summary>
    public static bool IsScanbox(string path) => Path.GetExtension(path).Equals(".sbx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a recording; samples stay in the file.</summary>
    /// <exception cref="DeepWonderException">
    /// RecordingIncomplete, RecordingDamaged, MatFileInvalid, or what the options do not fit.
    /// </exception>
    public static Volume Open(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string beside = Path.ChangeExtension(path, ".mat");
        if (!File.Exists(beside))
        {
            throw RecordingErrors.Incomplete(path, $"'{Path.GetFileName(beside)}', which says how large its frames are, is not beside it");
        }

        if (ReadInfo(beside) is not { } info
            || Numbers(info, "sz") is not [>= 1 and <= ushort.MaxValue and var rows, >= 1 and <= ushort.MaxValue and var columns, ..]
            || ChannelsOf(info) is not { } channels)
        {
            throw RecordingErrors.Damaged(
                path, $"'{Path.GetFileName(beside)}' does not say how large its frames are (info.sz, info.channels)");
        }

        (int height, int width) = ((int)rows, (int)columns);
        int planes = PlanesOf(info);
        RecordingFacts facts = FactsOf(info, height, planes, channels) with { Files = [beside] };
        BinaryFile file = BinaryFile.Open(path, why => RecordingErrors.Damaged(path, why));
        ScanboxSource source;
        try
        {
            long planeBytes = (long)height * width * channels * sizeof(ushort);
            long frames = file.Length / planeBytes / planes;
            if (frames == 0)
            {
                throw file.Invalid(
                    $"its {file.Length} bytes hold no {(planes > 1 ? $"volume of {planes} planes" : "frame")} of "
                        + $"{height} × {width} × {channels} "
                        + "samples");
            }

            long left = file.Length - (frames * planes * planeBytes);
            if (left > 0)
            {
                string last = planes > 1 ? "volume" : "frame";
                facts = facts with { Warnings = [.. facts.Warnings, $"{left} bytes after the last whole {last} are passed over."] };
            }

            source = new ScanboxSource(file, frames, planes, height, width, channels);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return ArrayRecording.Open(source, path, facts, "TZYXC", isColumnMajor: false, options, cancellationToken);
    }

    private static RecordingFacts FactsOf(MatStruct info, int height, int planes, int channels)
    {
        // Both ways of the mirror give rows where scanmode is 0.
        double? mirror = Number(info, "resfreq");
        double rowsAPeriod = Number(info, "scanmode") == 0 ? 2 : 1;
        double? rate = mirror > 0 ? mirror * rowsAPeriod / height / planes : null;
        return new RecordingFacts
        {
            Source = Source,
            FrameRate = rate is { } known && double.IsFinite(known) ? known : null,
            RowPeriodS = mirror > 0 && double.IsFinite(mirror.Value) ? 1 / (mirror.Value * rowsAPeriod) : null,
            ChannelNames = channels == 2 ? ["green", "red"] : [],
            Warnings = planes > 1
                ? [$"Its optotune went through {planes} planes, which are taken to follow each other from the first frame on."]
                : [],
        };
    }

    private static int? ChannelsOf(MatStruct info)
    {
        if (info.Find("chan") is MatStruct { Count: 1 } chan && Number(chan, "nchan") is { } stored and (1 or 2 or 3 or 4))
        {
            return (int)stored;
        }

        return Number(info, "channels") switch { 1 => 2, 2 or 3 => 1, _ => null };
    }

    private static int PlanesOf(MatStruct info)
    {
        bool isVolume = Number(info, "volscan") is > 0 || (Number(info, "volscan") is null && Number(info, "optotune_used") is > 0);
        return isVolume && Numbers(info, "otwave") is { Length: > 1 and < 1000 } wave ? wave.Length
            : isVolume && Numbers(info, "otparam") is [_, _, > 1 and < 1000 and var period] ? (int)period
            : 1;
    }

    private static MatStruct? ReadInfo(string path)
    {
        try
        {
            return MatFile.Read(path, name => name == "info", InfoBytes).GetValueOrDefault("info") is MatStruct { Count: 1 } info
                ? info
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    private static double[]? Numbers(MatStruct values, string name) => (values.Find(name) as MatNumeric)?.ToDoubles();

    private static double? Number(MatStruct values, string name) => Numbers(values, name) is [var number, ..] ? number : null;
}

/// <summary>The samples of a Scanbox file: frames, planes, rows, columns, channels.</summary>
internal sealed class ScanboxSource(BinaryFile file, long frames, int planes, int height, int width, int channels)
    : ArraySource(SampleType.UInt16, [frames, planes, height, width, channels])
{
    private const int BlockBytes = 1 << 20;

    private readonly BinaryFile _file = file;

    // The channels of a pixel lie side by side, so a frame's rows do lie together.
    public override bool IsRaw => false;

    public override void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination)
    {
        Span<ushort> target = MemoryMarshal.Cast<byte, ushort>(destination);
        long rowBytes = (long)width * channels * sizeof(ushort);
        int rowsAtOnce = (int)Math.Clamp(BlockBytes / rowBytes, 1, count[2]);
        byte[] block = ArrayPool<byte>.Shared.Rent(checked((int)(rowsAtOnce * rowBytes)));
        try
        {
            for (int frame = 0; frame < count[0]; frame++)
            {
                for (int plane = 0; plane < count[1]; plane++)
                {
                    long picture = ((start[0] + frame) * planes) + start[1] + plane;
                    for (int row = 0; row < count[2]; row += rowsAtOnce)
                    {
                        int rows = Math.Min(rowsAtOnce, count[2] - row);
                        Span<byte> bytes = block.AsSpan(0, (int)(rows * rowBytes));
                        _file.Read(((picture * height) + start[2] + row) * rowBytes, bytes);
                        target = Take(MemoryMarshal.Cast<byte, ushort>(bytes), rows, start, count, target);
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }
    }

    /// <summary>Takes columns and channels of rows; returns what of the target is left.</summary>
    private Span<ushort> Take(ReadOnlySpan<ushort> block, int rows, ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<ushort> target)
    {
        int done = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < count[3]; column++)
            {
                int at = (((row * width) + (int)start[3] + column) * channels) + (int)start[4];
                for (int channel = 0; channel < count[4]; channel++)
                {
                    ushort sample = block[at + channel];
                    target[done++] = (ushort)(
                        ushort.MaxValue - (BitConverter.IsLittleEndian ? sample : BinaryPrimitives.ReverseEndianness(sample)));
                }
            }
        }

        return target[done..];
    }
}
