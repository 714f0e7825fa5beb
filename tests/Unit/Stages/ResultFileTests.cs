using DeepWonder3D.Tests.Models;

namespace DeepWonder3D.Tests.Stages;

/// <summary>Stages that write their result to a file while they run.</summary>
public sealed class ResultFileTests : FolderTests
{
    private readonly NetworkOptions _options;

    public ResultFileTests()
    {
        string checkpoint = Folder.Save(TestCheckpoint.Of(TestNetworks.Named(TestNetworks.WindowMovieName)));
        string model = CheckpointConverter.Convert(checkpoint, Folder.File("denoise.onnx"), new ConversionOptions()).Path;
        _options = new NetworkOptions { Model = model, Device = DeviceRequest.Parse("Cpu") };
    }

    [Theory]
    [InlineData(2, 9, 30, "tif")]
    [InlineData(9, 17, 5, "h5")]
    [InlineData(41, 33, 20, "ome.tif")]
    [InlineData(300, 16, 16, "tif")]
    public void The_file_holds_what_the_stage_yields_without_one(int frames, int height, int width, string ending)
    {
        using Volume movie = Noise(frames, 1, height, width);
        using Volume plain = Run(movie, _options);
        using Volume filed = Run(movie, To($"result.{ending}"));
        Assert.Equal(TestVolumes.Samples(plain), TestVolumes.Samples(filed));
        Assert.Equal(plain.History.Select(s => s.Step), filed.History.Select(s => s.Step));
        using Volume read = VolumeReader.Open(
            Folder.File($"result.{ending}"), VolumeReadOptions.Default, TestContext.Current.CancellationToken);
        Assert.Contains(read.History, s => s.Step == nameof(PipelineStage.Denoise) && s.ModelHash == filed.History[^1].ModelHash);
        Assert.Equal(TestVolumes.Samples(plain), TestVolumes.Samples(read));
    }

    [Fact]
    public void Small_tiles_and_planes_in_depth_are_filed_too()
    {
        using Volume movie = Noise(30, 1, 100, 90);
        using Volume plain = Run(movie, _options with { TileSize = 64 });
        using Volume filed = Run(movie, To("tiles.tif") with { TileSize = 64 });
        Assert.Equal(TestVolumes.Samples(plain), TestVolumes.Samples(filed));
        using Volume deep = Noise(12, 3, 16, 16);
        using Volume plainDeep = Run(deep, _options);
        using Volume filedDeep = Run(deep, To("deep.tif"));
        Assert.Equal((12, 3), (filedDeep.FrameCount, filedDeep.PlaneCount));
        Assert.Equal(TestVolumes.Samples(plainDeep), TestVolumes.Samples(filedDeep));
    }

    [Fact]
    public void Integers_are_rounded()
    {
        using Volume movie = Noise(20, 1, 16, 16);
        using Volume plain = Run(movie, _options);
        using Volume filed = Run(
            movie, To("integers.tif", new VolumeWriteOptions { SampleType = SampleType.UInt16, Compression = VolumeCompression.Deflate }));
        Assert.Equal(SampleType.UInt16, filed.SampleType);
        Assert.All(
            TestVolumes.Samples(plain).Zip(TestVolumes.Samples(filed)),
            pair => Assert.Equal(Math.Clamp(pair.First, 0, 65535), pair.Second, 0.5001f));
    }

    [Fact]
    public void A_file_that_exists_is_kept()
    {
        using Volume movie = Noise(20, 1, 16, 16);
        File.WriteAllText(Folder.File("there.tif"), "mine");
        Refusal.Of(ErrorId.FileExists, () => Run(movie, To("there.tif")));
        Assert.Equal("mine", File.ReadAllText(Folder.File("there.tif")));
        using Volume replaced = Run(movie, To("there.tif", new VolumeWriteOptions { Overwrite = true }));
        Assert.Equal(20, replaced.FrameCount);
    }

    [Fact]
    public void A_stage_that_fails_or_is_stopped_leaves_no_file()
    {
        using Volume bad = TestVolumes.Create(20, 16, 16, (t, y, x) => t == 19 && y == 0 && x == 7 ? float.NaN : (t * y * x) % 13);

        // As if it had gone wrong after it was looked through: a sample that is not finite is bridged otherwise.
        using Volume looked = new(bad.Info with { IsChecked = true }, new SharedStore(bad));
        Refusal.Of(ErrorId.NonFiniteSamples, () => Run(looked, To("bad.tif")));
        using CancellationTokenSource stop = new();
        using Volume movie = Noise(400, 1, 16, 16);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Denoising.Run(movie, To("stopped.tif"), new StoppingObserver(stop), stop.Token).Dispose());
        Assert.Empty(Directory.GetFiles(Folder.Root, "*.tif*"));
    }

    private NetworkOptions To(string name, VolumeWriteOptions? options = null) =>
        _options with { Sink = new VolumeFile(Folder.File(name), options ?? VolumeWriteOptions.Default) };

    private static Volume Run(Volume movie, NetworkOptions options) =>
        Denoising.Run(movie, options, SilentObserver.Instance, TestContext.Current.CancellationToken);

    private static Volume Noise(int frames, int planes, int height, int width)
    {
        Random random = new(3);
        return TestVolumes.Create(frames, height, width, (_, _, _) => 500 + (100 * random.NextSingle()), planes: planes);
    }

    /// <summary>Stops the stage at its first sign of progress.</summary>
    private sealed class StoppingObserver(CancellationTokenSource stop) : IStageObserver
    {
        public void Progress(StageProgress progress) => stop.Cancel();

        public void Warn(string message)
        {
        }

        public void Verbose(string message)
        {
        }
    }
}
