namespace DeepWonder3D.Tests.Formats.Tiff;

public sealed class TiffWritingTests : FolderTests
{
    public static TheoryData<SampleType, VolumeCompression, bool> Kinds { get; } =
        new MatrixTheoryData<SampleType, VolumeCompression, bool>(
            Enum.GetValues<SampleType>(), Enum.GetValues<VolumeCompression>(), [false, true]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_written_is_read_again_to_the_bit(SampleType type, VolumeCompression compression, bool big)
    {
        // Every bit pattern that the type has, NaN payloads among them, which a way through 32-bit floats would lose.
        (int rows, int columns) = (301, 257);
        byte[] samples = new byte[2 * rows * columns * type.SizeOf()];
        new Random(7).NextBytes(samples);
        byte[] file = new TestTiff { Type = type, Rows = rows, Columns = columns }.Build([.. samples.Chunk(samples.Length / 2)]);
        using Volume first = Open(Folder.Write("first.tif", file));
        string path = Folder.File("second.tif");
        Write(first, path, new VolumeWriteOptions { Compression = compression, ClassicTiffLimit = big ? 1000 : uint.MaxValue });
        Assert.Equal(big ? 43 : 42, File.ReadAllBytes(path)[2]);
        using Volume second = Open(path);
        Assert.Equal(type, second.SampleType);
        Assert.Equal(samples, AllBytes(second));
    }

    [Fact]
    public void A_result_is_written_in_its_own_type()
    {
        using Volume volume = TestVolumes.Create(3, 5, 7, (t, y, x) => t + (y / 3f) + (x / 7f));
        Write(volume, Folder.File("a.tif"), VolumeWriteOptions.Default);
        using Volume read = Open(Folder.File("a.tif"));
        Assert.Equal(SampleType.Float32, read.SampleType);
        Assert.Equal(AllBytes(volume), AllBytes(read));
    }

    [Theory]
    [InlineData(SampleType.UInt8, new float[] { 0, 0, 2, 2, 255, 0, 255, 0 })]
    [InlineData(SampleType.Int8, new float[] { -128, -1, 2, 2, 127, 0, 127, -128 })]
    [InlineData(SampleType.UInt16, new float[] { 0, 0, 2, 2, 300, 0, 65535, 0 })]
    [InlineData(SampleType.Int16, new float[] { -1000, -1, 2, 2, 300, 0, 32767, -32768 })]
    [InlineData(SampleType.UInt32, new float[] { 0, 0, 2, 2, 300, 0, uint.MaxValue, 0 })]
    public void Integers_round_and_saturate(SampleType type, float[] expected)
    {
        float[] samples = [-1000, -0.6f, 1.5f, 2.5f, 300, float.NaN, float.PositiveInfinity, -1e20f];
        using Volume volume = TestVolumes.Create(1, 1, 8, (_, _, x) => samples[x]);
        Write(volume, Folder.File("a.tif"), new VolumeWriteOptions { SampleType = type });
        using Volume read = Open(Folder.File("a.tif"));
        Assert.Equal(type, read.SampleType);
        Assert.Equal(expected, TestVolumes.Samples(read));
    }

    [Fact]
    public void Large_integers_do_not_pass_through_32_bit_floats()
    {
        byte[] samples = [.. BitConverter.GetBytes(16777217), .. BitConverter.GetBytes(int.MaxValue)];
        using Volume volume = Open(Folder.Write("a.tif", new TestTiff { Type = SampleType.Int32, Rows = 1, Columns = 2 }.Build(samples)));
        Write(volume, Folder.File("b.tif"), new VolumeWriteOptions { SampleType = SampleType.UInt32 });
        using Volume read = Open(Folder.File("b.tif"));
        Assert.Equal(samples, AllBytes(read));
    }

    [Theory]
    [InlineData(3, 4, "TZYX")]
    [InlineData(3, 1, "TYX")]
    [InlineData(1, 4, "ZYX")]
    [InlineData(1, 1, "TYX")]
    public void Axes_and_scales_come_back(long frames, int planes, string axes)
    {
        using Volume volume = TestVolumes.Create(frames, 2, 2, (t, y, x) => t + y + x, rate: 7, pixelUm: 0.65, planes: planes);
        using Volume scaled = new(volume.Info with { PlaneStepUm = 1.7, ViewId = 113 }, volume.Store);
        Write(scaled, Folder.File("a.tif"), VolumeWriteOptions.Default);
        using Volume read = Open(Folder.File("a.tif"));
        Assert.Equal((axes, frames, planes), (read.Axes, read.FrameCount, read.PlaneCount));
        Assert.Equal((7.0, 0.65, 1.7, 113), (read.FrameRate, read.PixelSizeUm, read.PlaneStepUm, read.ViewId));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(2.0, null)]
    [InlineData(null, 3.0)]
    public void Scales_that_are_unknown_stay_unknown(double? pixelUm, double? stepUm)
    {
        using Volume volume = TestVolumes.Create(2, 2, 2, (_, _, _) => 1, rate: null, pixelUm: pixelUm);
        using Volume scaled = new(volume.Info with { PlaneStepUm = stepUm }, volume.Store);
        Write(scaled, Folder.File("a.tif"), VolumeWriteOptions.Default);
        using Volume read = Open(Folder.File("a.tif"));
        Assert.Equal((null, pixelUm, stepUm, null), (read.FrameRate, read.PixelSizeUm, read.PlaneStepUm, read.ViewId));
    }

    [Fact]
    public void Pixel_sizes_and_rates_come_back_as_they_were()
    {
        Random random = new(3);
        double worst = 0;
        for (int i = 0; i < 200; i++)
        {
            (double pixel, double rate) = (Math.Pow(10, (6 * random.NextDouble()) - 3), Math.Pow(10, (5 * random.NextDouble()) - 2));
            using Volume volume = TestVolumes.Create(2, 1, 1, (_, _, _) => 1, rate: rate, pixelUm: pixel);
            Write(volume, Folder.File("a.tif"), new VolumeWriteOptions { Overwrite = true });
            using Volume read = Open(Folder.File("a.tif"));
            Assert.Equal(rate, read.FrameRate);
            worst = Math.Max(worst, Math.Abs((read.PixelSizeUm!.Value / pixel) - 1));
        }

        // A resolution is a ratio of two 32-bit numbers; at 1 nm and 1 mm the smaller of them has few digits left.
        Assert.InRange(worst, 0, 1e-9);
    }

    [Fact]
    public void The_history_comes_back()
    {
        using Volume volume = TestVolumes.Create(2, 2, 2, (_, _, _) => 1);
        HistoryStep step = new("Invoke-Denoise", new Dictionary<string, string> { ["TileSize"] = "128 × 128", ["Preset"] = "\"µ\"" })
        {
            Model = "denoise-2um",
            ModelHash = "00ff",
            Device = "Cuda:0",
            Duration = TimeSpan.FromSeconds(1.5),
        };
        using Volume denoised = new(volume.Info.After(step), volume.Store);
        Write(denoised, Folder.File("a.tif"), VolumeWriteOptions.Default);
        using Volume read = Open(Folder.File("a.tif"));
        Assert.Equal(["Test", "Invoke-Denoise", "Import-Volume"], read.History.Select(s => s.Step));
        HistoryStep again = read.History[1];
        Assert.Equal(step.Parameters, again.Parameters);
        Assert.Equal(
            (step.Model, step.ModelHash, step.Device, step.Duration, step.Time, step.ModuleVersion),
            (again.Model, again.ModelHash, again.Device, again.Duration, again.Time, again.ModuleVersion));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("{\"program\":\"Another\",\"history\":[]}")]
    [InlineData("{\"program\":\"DeepWonder3D for PowerShell\",\"history\":[null]}")]
    [InlineData("{\"program\":\"DeepWonder3D for PowerShell\",\"history\":[{\"step\":null,\"parameters\":{}}]}")]
    [InlineData("{\"program\":\"DeepWonder3D for PowerShell\"")]
    public void A_strange_text_in_the_private_tag_is_no_history(string text)
    {
        TestTiff tiff =
            new() { Type = SampleType.UInt8, Rows = 1, Columns = 1, Alter = (_, fields) => fields[65022] = TestTiffField.Ascii(text) };
        using Volume volume = Open(Folder.Write("a.tif", tiff.Build([1])));
        Assert.Single(volume.History);
    }

    [Fact]
    public void An_existing_file_is_kept_unless_told_otherwise()
    {
        using Volume volume = TestVolumes.Create(2, 2, 2, (_, _, _) => 1);
        string path = Folder.Write("a.tif", [1, 2, 3]);
        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => Write(volume, path, VolumeWriteOptions.Default));
        Assert.Equal((ErrorId.FileExists, ErrorKind.AlreadyExists), (refused.Id, refused.Kind));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Write(volume, path, new VolumeWriteOptions { Overwrite = true });
        using Volume read = Open(path);
        Assert.Equal(2, read.FrameCount);
        Assert.Equal([path], Directory.GetFiles(Folder.Root));
    }

    [Fact]
    public void Cancelling_leaves_no_file_and_the_old_one_untouched()
    {
        using CancellationTokenSource stop = new();
        using Volume volume = new(
            new VolumeInfo { Name = "a", FrameCount = 100, Height = 64, Width = 64 },
            new GeneratedStore(SampleType.UInt8, 100, 64, 64, plane =>
            {
                if (plane == 50)
                {
                    stop.Cancel();
                }
            }));
        string path = Folder.Write("a.tif", [1, 2, 3]);
        Assert.Throws<OperationCanceledException>(
            () => VolumeWriter.Write(volume, path, new VolumeWriteOptions { Overwrite = true }, SilentObserver.Instance, stop.Token));
        Assert.Equal([path], Directory.GetFiles(Folder.Root));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData(VolumeCompression.None)]
    [InlineData(VolumeCompression.Deflate)]
    public void A_failure_while_reading_leaves_no_file_and_is_told_as_such(VolumeCompression compression)
    {
        using Volume volume = new(
            new VolumeInfo { Name = "a", FrameCount = 9, Height = 64, Width = 64 }, new GeneratedStore(SampleType.UInt8, 9, 64, 64, plane =>
            {
                if (plane == 5)
                {
                    throw new DeepWonderException(ErrorId.TiffTruncated, "The source ends.");
                }
            }));
        Refusal.Of(ErrorId.TiffTruncated, () => Write(volume, Folder.File("a.tif"), new VolumeWriteOptions { Compression = compression }));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Root));
    }

    [Fact]
    public void A_full_disk_is_told_before_anything_is_written()
    {
        long free = new DriveInfo(Folder.Root).AvailableFreeSpace;
        long frames = (free / (1 << 24)) + 1000;
        if (free > 1L << 42)
        {
            Assert.Skip("The disk has more than 4 TB free.");
        }

        using Volume volume = new(
            new VolumeInfo { Name = "a", FrameCount = frames, Height = 4096, Width = 4096 },
            new GeneratedStore(SampleType.UInt8, frames, 4096, 4096, _ => Assert.Fail("Samples were read.")));
        DeepWonderException failed = Assert.Throws<DeepWonderException>(
            () => Write(volume, Folder.File("a.tif"), VolumeWriteOptions.Default));
        Assert.Equal((ErrorId.DiskFull, ErrorKind.ResourceExhausted), (failed.Id, failed.Kind));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Root));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        using Volume volume = TestVolumes.Create(2, 2, 2, (_, _, _) => 1);
        string file = Folder.Write("file", [1]);
        Refusal.Of(ErrorId.FileWriteFailed, () => Write(volume, Path.Combine(file, "a.tif"), VolumeWriteOptions.Default));
    }

    [Fact]
    public void A_name_of_no_known_format_is_refused()
    {
        using Volume volume = TestVolumes.Create(2, 2, 2, (_, _, _) => 1);
        Refusal.Of(ErrorId.UnknownFormat, () => Write(volume, Folder.File("a.xyz"), VolumeWriteOptions.Default));
        Write(volume, Folder.File("a.xyz"), new VolumeWriteOptions { Format = VolumeFormat.Tiff });
        using Volume read = Open(Folder.File("a.xyz"));
        Assert.Equal(2, read.FrameCount);
    }

    [Fact]
    public void A_volume_can_replace_the_file_it_is_read_from()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows may refuse to rename over an open file; that is told as FileWriteFailed.");
        byte[] samples = TestTiff.Plane(SampleType.UInt16, 30, 30, 1);
        string path = Folder.Write("a.tif", new TestTiff { Type = SampleType.UInt16, Rows = 30, Columns = 30 }.Build(samples, samples));
        using Volume volume = Open(path);
        Write(volume, path, new VolumeWriteOptions { Overwrite = true, Compression = VolumeCompression.Lzw });
        Assert.Equal([.. samples, .. samples], AllBytes(volume));
        using Volume read = Open(path);
        Assert.Equal([.. samples, .. samples], AllBytes(read));
    }

    private static void Write(Volume volume, string path, VolumeWriteOptions options) =>
        VolumeWriter.Write(volume, path, options, SilentObserver.Instance, TestContext.Current.CancellationToken);

    private static Volume Open(string path) => VolumeReader.Open(path, VolumeReadOptions.Default, TestContext.Current.CancellationToken);

    private static byte[] AllBytes(Volume volume)
    {
        byte[] samples = new byte[volume.SizeBytes];
        int plane = volume.Height * volume.Store.RowBytes;
        for (int i = 0; i < volume.Store.PlaneCount; i++)
        {
            volume.Store.ReadRows(i, 0, volume.Height, samples.AsSpan(i * plane, plane));
        }

        return samples;
    }
}
