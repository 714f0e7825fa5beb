using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DeepWonder3D.Formats.Avi;

/// <summary>An FFmpeg that is installed on this machine.</summary>
/// <param name="path">The program's full path.</param>
internal sealed partial class Ffmpeg(string path)
{
    private const int MostMessageBytes = 1 << 16;

    public string Path { get; } = path;

    /// <summary>The FFmpeg on the path; null where there is none. Only full paths count: the current folder holds recordings.</summary>
    public static Ffmpeg? Find()
    {
        string name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string unquoted = folder.Trim('"');
            if (System.IO.Path.IsPathFullyQualified(unquoted) && System.IO.Path.Combine(unquoted, name) is var file && File.Exists(file))
            {
                return new Ffmpeg(file);
            }
        }

        return null;
    }

    /// <summary>How a film's decoded pixels are kept; null where FFmpeg does not know it.</summary>
    public FfmpegPixels? PixelsOf(string film, CancellationToken cancellationToken)
    {
        // Without anything to write it tells what the film is, and ends with a failure.
        (string messages, _) = Run(["-i", Url(film)], null, cancellationToken);
        return VideoLine().Match(messages) is { Success: true } match ? FfmpegPixels.Of(match.Groups["pixels"].Value) : null;
    }

    /// <summary>Decodes the first frames of a film.</summary>
    /// <param name="film">The film.</param>
    /// <param name="pixels">How its pixels are kept.</param>
    /// <param name="frameBytes">Bytes of a decoded frame.</param>
    /// <param name="frames">How many frames.</param>
    /// <param name="take">Is given each frame's number and its samples.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>How many frames were decoded.</returns>
    /// <exception cref="DeepWonderException">CodecNotRead: nothing can be decoded.</exception>
    public int Decode(
        string film, FfmpegPixels pixels, int frameBytes, int frames, FrameTaker take, CancellationToken cancellationToken)
    {
        int decoded = 0;
        byte[] frame = new byte[frameBytes];
        string number = frames.ToString(CultureInfo.InvariantCulture);
        (string messages, _) = Run(
            ["-i", Url(film), "-map", "0:v:0", "-an", "-frames:v", number, .. pixels.Arguments, "-f", "rawvideo", "pipe:1"],
            output =>
            {
                while (decoded < frames && output.ReadAtLeast(frame, frameBytes, throwOnEndOfStream: false) == frameBytes)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    take(decoded++, frame);
                }
            },
            cancellationToken);
        return decoded > 0
            ? decoded
            : throw new DeepWonderException(
                ErrorId.CodecNotRead,
                $"FFmpeg ('{Path}') decodes no frame of '{film}': {LastLine(messages)}",
                film,
                "Check that the film plays; convert it with the program that recorded it.");
    }

    private static string Url(string film) => "file:" + film;

    private static string LastLine(string messages) =>
        messages.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it says nothing";

    private (string Messages, int ExitCode) Run(string[] arguments, Action<Stream>? read, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Path, ["-hide_banner", "-nostdin", "-protocol_whitelist", "file,pipe", .. arguments])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start) ?? throw new IOException("it does not start");
            using CancellationTokenRegistration stop = cancellationToken.Register(() => Stop(process));
            try
            {
                Task<string> messages = MessagesOf(process.StandardError);
                read?.Invoke(process.StandardOutput.BaseStream);

                // What is more than was asked for must not keep the program waiting.
                process.StandardOutput.BaseStream.CopyTo(Stream.Null);
                process.WaitForExit();
                cancellationToken.ThrowIfCancellationRequested();
                return (messages.GetAwaiter().GetResult(), process.ExitCode);
            }
            catch
            {
                Stop(process);
                throw;
            }
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            throw FileErrors.Reading(Path, e);
        }
    }

    /// <summary>All that the program says, of which the end is kept.</summary>
    private static async Task<string> MessagesOf(StreamReader reader)
    {
        StringBuilder kept = new();
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (kept.Length < MostMessageBytes)
            {
                kept.Append(line).Append('\n');
            }
        }

        return kept.ToString();
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }

    [GeneratedRegex(@"Stream #0:[^\n]*?: Video: [^\n]*?, (?<pixels>[a-z][a-z0-9]+)(?:\([^\n)]*\))?, [0-9]+x[0-9]+")]
    private static partial Regex VideoLine();

    /// <summary>Is given a decoded frame.</summary>
    public delegate void FrameTaker(int frame, ReadOnlySpan<byte> samples);
}

/// <summary>How FFmpeg keeps a film's decoded pixels, and how they are asked for without any conversion of values.</summary>
/// <param name="Name">FFmpeg's name: <c>gray</c>, <c>yuv420p</c>, <c>bgr0</c>.</param>
/// <param name="SampleType">8 or 16 bits.</param>
/// <param name="IsColour">Whether red, green and blue of each pixel come; or else one sample.</param>
/// <param name="IsLuma">Whether that is the brightness of a film in colours.</param>
/// <param name="Arguments">What asks for them.</param>
internal sealed partial record FfmpegPixels(string Name, SampleType SampleType, bool IsColour, bool IsLuma, IReadOnlyList<string> Arguments)
{
    public int PixelBytes => IsColour ? 3 : SampleType.SizeOf();

    /// <summary>The pixels of that name; null where they cannot be had without loss.</summary>
    public static FfmpegPixels? Of(string name)
    {
        int bits = Depth().Match(name) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 8;
        SampleType type = bits > 8 ? SampleType.UInt16 : SampleType.UInt8;
        string grey = bits > 8 ? $"gray{bits}le" : "gray";
        bool isLuma = name.StartsWith("yuv", StringComparison.Ordinal) || name.StartsWith("nv", StringComparison.Ordinal);
        return bits > 16 ? null
            : name.StartsWith("gray", StringComparison.Ordinal) ? new FfmpegPixels(name, type, false, false, ["-pix_fmt", grey])
            : isLuma ? new FfmpegPixels(name, type, false, true, ["-vf", "extractplanes=y", "-pix_fmt", grey])
            : bits == 8 ? new FfmpegPixels(name, SampleType.UInt8, true, false, ["-pix_fmt", "rgb24"])
            : null;
    }

    [GeneratedRegex("(?:gray|p|nv20)(9|10|12|14|16|32)(?:le|be)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Depth();
}
