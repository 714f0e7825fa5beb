using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Avi;

/// <summary>
/// Films whose codec is not decoded here: an installed FFmpeg decodes all frames once, into memory while the budget lasts or a scratch
/// file.
/// </summary>
internal static class FfmpegFilm
{
    private static readonly string[] s_colours = ["red", "green", "blue"];

    /// <summary>Decodes films that follow each other; they are closed.</summary>
    /// <exception cref="DeepWonderException">CodecNotRead: there is no FFmpeg, or it cannot decode them.</exception>
    public static Volume Open(
        IReadOnlyList<AviFile> parts, RecordingFacts facts, string name, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        AviStream stream = parts[0].Stream;
        Ffmpeg ffmpeg = Ffmpeg.Find() ?? throw NoFfmpeg(parts[0].Path, stream);
        FfmpegPixels pixels = ffmpeg.PixelsOf(parts[0].Path, cancellationToken)
            ?? throw Undecoded(parts[0].Path, stream, "it does not say how its pixels are kept");
        long bytes = checked((long)stream.Width * stream.Height * pixels.PixelBytes);
        if (bytes > Array.MaxLength)
        {
            throw parts[0].Invalid($"its frames of {stream.Width} × {stream.Height} pixels are larger than can be held");
        }

        bool showsColours = pixels.IsColour && !IsGrey(FirstFrame(ffmpeg, pixels, parts[0], (int)bytes, cancellationToken));
        facts = facts with
        {
            ChannelNames = showsColours ? s_colours : [],
            Notes = [.. facts.Notes, ("Decoder", $"{ffmpeg.Path} ({pixels.Name}{(pixels.IsLuma ? ", brightness" : "")})")],
        };
        RecordingShape shape = new(
            parts.Sum(p => (long)p.FrameCount), 1, showsColours ? s_colours.Length : 1, stream.Height, stream.Width);
        RecordingChoice choice = RecordingChoice.Of(shape, facts, options, name);
        VolumeInfo info = choice.Describe(shape, facts, options, name, "TYX (AVI header)");
        WritableSampleStore store = VolumeBuilder.NewStore(pixels.SampleType, choice.FrameCount, stream.Height, stream.Width);
        try
        {
            long[] starts = AviMovie.StartsOf(parts);
            for (int i = 0; i < parts.Count; i++)
            {
                Spool(ffmpeg, pixels, parts[i], starts[i], choice, showsColours, store, cancellationToken);
                parts[i].Dispose();
            }

            return new Volume(info, store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static void Spool(
        Ffmpeg ffmpeg,
        FfmpegPixels pixels,
        AviFile part,
        long start,
        RecordingChoice choice,
        bool showsColours,
        WritableSampleStore store,
        CancellationToken cancellationToken)
    {
        long wanted = Math.Min(part.FrameCount, choice.FirstFrame + choice.FrameCount - start);
        if (wanted <= 0 || start + part.FrameCount <= choice.FirstFrame)
        {
            return;
        }

        AviStream stream = part.Stream;
        int size = checked(stream.Width * stream.Height * pixels.SampleType.SizeOf());
        byte[] plane = new byte[size];
        int decoded = ffmpeg.Decode(part.Path, pixels, size * (pixels.IsColour ? s_colours.Length : 1), (int)wanted, (frame, samples) =>
        {
            long target = start + frame - choice.FirstFrame;
            if (target >= 0)
            {
                Take(samples, pixels, showsColours, choice.Channel, plane, part.Path, frame);
                store.WriteBlock(target, 0, stream.Height, 0, stream.Width, plane);
            }
        }, cancellationToken);
        if (decoded < wanted)
        {
            throw RecordingErrors.Damaged(part.Path, $"FFmpeg decodes {decoded} of its {part.FrameCount} frames");
        }
    }

    private static void Take(
        ReadOnlySpan<byte> samples, FfmpegPixels pixels, bool showsColours, int channel, byte[] plane, string path, int frame)
    {
        if (!pixels.IsColour)
        {
            samples.CopyTo(plane);
            return;
        }

        if (!showsColours && !IsGrey(samples))
        {
            throw RecordingErrors.Damaged(path, $"its first frame is grey and its frame {frame} is not");
        }

        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = samples[(i * 3) + channel];
        }
    }

    private static byte[] FirstFrame(Ffmpeg ffmpeg, FfmpegPixels pixels, AviFile part, int bytes, CancellationToken cancellationToken)
    {
        byte[] first = [];
        _ = ffmpeg.Decode(part.Path, pixels, bytes, 1, (_, samples) => first = samples.ToArray(), cancellationToken);
        return first.Length > 0 ? first : throw Undecoded(part.Path, part.Stream, "FFmpeg decodes no frame of it");
    }

    private static bool IsGrey(ReadOnlySpan<byte> rgb)
    {
        for (int i = 0; i < rgb.Length - 2; i += 3)
        {
            if (rgb[i] != rgb[i + 1] || rgb[i + 1] != rgb[i + 2])
            {
                return false;
            }
        }

        return true;
    }

    private static DeepWonderException NoFfmpeg(string path, AviStream stream) => new(
        ErrorId.CodecNotRead,
        $"The frames of '{path}' are compressed with {stream.CodecName} ({stream.BitsPerPixel} bit), which "
            + "needs FFmpeg, and no ffmpeg is on "
            + "the path.",
        path,
        $"Install FFmpeg (ffmpeg.org) so that ffmpeg is found on the path, or convert the film where it is: {Conversion(path)}");

    private static DeepWonderException Undecoded(string path, AviStream stream, string why) => new(
        ErrorId.CodecNotRead,
        $"The frames of '{path}' are compressed with {stream.CodecName} ({stream.BitsPerPixel} bit): {why}.",
        path,
        $"Convert it with the program that recorded it, or: {Conversion(path)}");

    private static string Conversion(string path) =>
        $"ffmpeg -i \"{Path.GetFileName(path)}\" -an -pix_fmt gray -c:v rawvideo \"{Path.GetFileNameWithoutExtension(path)}-grey.avi\"";
}
