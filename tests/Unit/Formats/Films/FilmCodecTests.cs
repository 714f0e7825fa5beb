using System.Diagnostics;

namespace DeepWonder3D.Tests.Formats.Films;

/// <summary>Films of codecs that an installed FFmpeg decodes, and what is said where there is none.</summary>
public sealed class FilmCodecTests : FolderTests
{
    private const int Width = 46;
    private const int Height = 38;
    private const int Frames = 23;

    [Theory]
    [InlineData("FFV1")]
    [InlineData("H264")]
    [InlineData("XVID")]
    [InlineData("MPNG")]
    public void Without_FFmpeg_the_codec_is_named_and_how_to_convert_it(string codec)
    {
        string path = Folder.Write("a.avi", TestAvi.Build([new byte[50], new byte[50]], Width, Height, 24, codec));
        string? paths = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", Folder.Root);
            DeepWonderException failure = Refusal.Of(ErrorId.CodecNotRead, () => Open(path));
            Assert.Contains(codec, failure.Message, StringComparison.Ordinal);
            Assert.Contains("ffmpeg -i \"a.avi\"", failure.RecommendedAction, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", paths);
        }
    }

    [Fact]
    public void A_program_in_the_current_folder_is_not_taken_for_FFmpeg()
    {
        string? paths = Environment.GetEnvironmentVariable("PATH");
        try
        {
            foreach (string relative in new[] { ".", "", "bin" })
            {
                Environment.SetEnvironmentVariable("PATH", relative);
                Assert.Null(DeepWonder3D.Formats.Avi.Ffmpeg.Find());
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", paths);
        }
    }

    [Theory]
    [InlineData("ffv1", "gray")]
    [InlineData("ffv1", "gray16le")]
    [InlineData("ffv1", "gray10le")]
    [InlineData("ffv1", "bgr0")]
    [InlineData("ffv1", "yuv420p")]
    [InlineData("huffyuv", "rgb24")]
    [InlineData("png", "gray")]
    public void What_FFmpeg_decodes_without_loss_is_what_was_encoded(string codec, string pixels)
    {
        string ffmpeg = Find();
        bool isDeep = pixels is "gray16le" or "gray10le";
        ushort[] samples = Samples(pixels == "gray10le" ? 1023 : isDeep ? 65535 : 255);
        byte[] raw = isDeep
            ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan()).ToArray()
            : [.. samples.Select(s => (byte)s)];
        string input = pixels;
        if (pixels is "bgr0" or "rgb24")
        {
            (input, raw) = ("rgb24", [.. raw.SelectMany(s => new[] { s, s, s })]);
        }
        else if (pixels == "yuv420p")
        {
            byte[] chroma = [.. Enumerable.Repeat((byte)128, Width / 2 * Height / 2 * 2)];
            raw = [.. raw.Chunk(Width * Height).SelectMany(f => f.Concat(chroma))];
        }

        Folder.Write("a.raw", raw);
        Run(ffmpeg, "-f", "rawvideo", "-pix_fmt", input, "-s", $"{Width}x{Height}", "-r", "20", "-i", Folder.File("a.raw"), "-c:v", codec,
            "-pix_fmt", pixels, Folder.File("a.avi"));
        using Volume movie = Open(Folder.File("a.avi"));
        Assert.Equal((Frames, Height, Width, 20.0), ((int)movie.FrameCount, movie.Height, movie.Width, movie.FrameRate!.Value));
        Assert.Equal(isDeep ? SampleType.UInt16 : SampleType.UInt8, movie.SampleType);
        CheckSamples(samples, movie, 0, Frames);
        using Volume part = Open(Folder.File("a.avi"), new VolumeReadOptions { FirstFrame = 5, FrameCount = 4 });
        CheckSamples(samples, part, 5, 4);
    }

    [Fact]
    public void Parts_follow_each_other_and_colours_must_be_chosen()
    {
        string ffmpeg = Find();
        ushort[] samples = Samples(255);
        byte[] raw = [.. samples.SelectMany(s => new[] { (byte)s, (byte)(255 - s), (byte)7 })];
        for (int part = 0; part < 3; part++)
        {
            Folder.Write("a.raw", [.. raw, .. raw.Take(part * Width * Height * 3)]);
            Run(ffmpeg, "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{Width}x{Height}", "-i", Folder.File("a.raw"), "-c:v", "ffv1",
                "-pix_fmt", "bgr0", Folder.File($"{part}.avi"));
        }

        File.Delete(Folder.File("a.raw"));
        Refusal.Of(ErrorId.AxesMismatch, () => Open(Folder.Root));
        using Volume movie = Open(Folder.Root, new VolumeReadOptions { Channel = "red", FirstFrame = Frames - 2 });
        Assert.Equal((2 * Frames) + 1 + 2 + 2, movie.FrameCount);
        int plane = Width * Height;
        CheckSamples(
            [.. samples[((Frames - 2) * plane)..], .. samples, .. samples[..plane], .. samples], movie, 0, 2 + Frames + 1 + Frames);
        using Volume green = Open(Folder.File("0.avi"), new VolumeReadOptions { Channel = "1" });
        CheckSamples([.. samples.Select(s => (ushort)(255 - s))], green, 0, Frames);
    }

    [Fact]
    public void What_FFmpeg_cannot_decode_is_said()
    {
        _ = Find();
        byte[] noise = new byte[400];
        new Random(5).NextBytes(noise);
        string path = Folder.Write("a.avi", TestAvi.Build([noise, noise], Width, Height, 24, "FFV1"));
        DeepWonderException failure = Assert.Throws<DeepWonderException>(() => Open(path));
        Assert.Contains(failure.Id, new[] { ErrorId.CodecNotRead, ErrorId.RecordingDamaged });
        Assert.Contains("a.avi", failure.Message, StringComparison.Ordinal);
    }

    private static void CheckSamples(ushort[] expected, Volume movie, int first, int frames)
    {
        float[] plane = new float[Width * Height];
        for (int t = 0; t < frames; t++)
        {
            movie.ReadPlane(t, 0, plane);
            Assert.True(
                plane.Select(s => (ushort)s).SequenceEqual(expected.Skip((first + t) * plane.Length).Take(plane.Length)),
                $"Frame {t} differs.");
        }
    }

    private static ushort[] Samples(int top) =>
        [.. Enumerable.Range(0, Frames * Width * Height).Select(i => (ushort)((i * 7919L) % (top + 1)))];

    private static Volume Open(string path, VolumeReadOptions? options = null) =>
        VolumeReader.Open(path, options, TestContext.Current.CancellationToken);

    private static string Find()
    {
        string? found = DeepWonder3D.Formats.Avi.Ffmpeg.Find()?.Path;
        Assert.SkipWhen(found is null, "No ffmpeg is on the path.");
        return found!;
    }

    private static void Run(string ffmpeg, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(ffmpeg, ["-v", "error", "-y", "-nostdin", .. arguments])
        {
            RedirectStandardError = true,
        })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }
}
