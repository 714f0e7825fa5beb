using DeepWonder3D.Stages.Scaling;
using DeepWonder3D.Tests.Models;

namespace DeepWonder3D.Tests.Stages;

/// <summary>Stages whose network sees windows of a fixed number of frames, on networks with random weights.</summary>
public sealed class WindowStageTests : FolderTests
{
    private const int WindowFrames = 8;

    private readonly NetworkOptions _options;

    public WindowStageTests()
    {
        string checkpoint = Folder.Save(TestCheckpoint.Of(TestNetworks.Named(TestNetworks.WindowMovieName)));
        string model = CheckpointConverter.Convert(checkpoint, Folder.File("denoise.onnx"), new ConversionOptions()).Path;
        _options = new NetworkOptions { Model = model, Device = DeviceRequest.Parse("Cpu") };
    }

    [Fact]
    public void Movies_of_any_length_and_size_are_covered()
    {
        foreach ((int frames, int height, int width)
            in ((int, int, int)[])[(2, 1, 1), (3, 7, 30), (7, 9, 8), (8, 8, 8), (9, 17, 5), (15, 8, 16), (40, 3, 3), (41, 33, 2)])
        {
            using Volume movie = Noise(frames, height, width, 1, 0);
            using Volume result = Denoising.Run(movie, _options, SilentObserver.Instance, TestContext.Current.CancellationToken);
            Assert.Equal((frames, height, width), (result.FrameCount, result.Height, result.Width));
            Assert.All(TestVolumes.Samples(result), sample => Assert.True(float.IsFinite(sample)));
        }
    }

    [Fact]
    public void Each_window_is_what_the_network_makes_of_it_and_fades_into_the_next()
    {
        // Two windows, [0, 8) and [6, 14): in the two frames that both saw, one fades into the other.
        const int frames = 14, side = 8, plane = side * side;
        using Volume movie = Noise(frames, side, side, 1, 0);
        using Volume result = Denoising.Run(movie, _options, SilentObserver.Instance, TestContext.Current.CancellationToken);
        PixelStatistics statistics = PixelStatistics.Measure(movie, 0, TestContext.Current.CancellationToken);
        float[] samples = TestVolumes.Samples(movie);
        float[] found = TestVolumes.Samples(result);
        float[] first = Window(0);
        float[] second = Window(6);
        for (int i = 0; i < found.Length; i++)
        {
            float share = Math.Clamp((i / plane) - 5, 0, 3) / 3f;
            float wanted = ((1 - share) * (i < 8 * plane ? first[i] : 0)) + (share * (i >= 6 * plane ? second[i - (6 * plane)] : 0));
            Assert.Equal(wanted, found[i], 1e-3f);
        }

        float[] Window(int start)
        {
            float[] input = [.. samples.Skip(start * plane)
                .Take(WindowFrames * plane)
                .Select((s, i) => (s - statistics.Mean[i % plane]) / statistics.Noise[i % plane])];
            float[] output = NetworkRun.Run(_options.Model!, input, [1, 1, WindowFrames, side, side]).Samples;
            return [.. output.Select((y, i) => (y * statistics.Noise[i % plane]) + statistics.Mean[i % plane])];
        }
    }

    [Theory]
    [InlineData(0.2f, 0)]
    [InlineData(5, 0)]
    [InlineData(1, 1000)]
    [InlineData(40, -300)]
    public void Brightness_and_offset_change_nothing_but_themselves(float gain, float offset)
    {
        using Volume movie = Noise(20, 16, 16, 1, 0);
        using Volume other = Noise(20, 16, 16, gain, offset);
        using Volume result = Denoising.Run(movie, _options, SilentObserver.Instance, TestContext.Current.CancellationToken);
        using Volume changed = Denoising.Run(other, _options, SilentObserver.Instance, TestContext.Current.CancellationToken);

        // Floats of a movie on an offset are coarser than those of one on none.
        float tolerance = (2e-3f * gain) + (1e-4f * Math.Abs(offset));
        Assert.All(
            TestVolumes.Samples(result).Zip(TestVolumes.Samples(changed)),
            pair => Assert.Equal((pair.First * gain) + offset, pair.Second, tolerance));
    }

    /// <summary>The same noise for every gain and offset.</summary>
    private static Volume Noise(int frames, int height, int width, float gain, float offset)
    {
        Random random = new(7);
        float[] samples =
            [.. Enumerable.Range(0, frames * height * width).Select(_ => (gain * (random.NextSingle() + random.NextSingle())) + offset)];
        return TestVolumes.FromSamples([frames, height, width], samples);
    }
}
