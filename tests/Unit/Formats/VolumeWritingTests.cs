using System.Diagnostics;
using DeepWonder3D.Tests.Formats.Tiff;

namespace DeepWonder3D.Tests.Formats;

/// <summary>What is written as OME-TIFF, HDF5 and NWB reads back whole, and other programs read it.</summary>
public sealed class VolumeWritingTests : FolderTests
{
    private const int Rows = 61;
    private const int Columns = 47;

    [Theory]
    [InlineData(VolumeFormat.OmeTiff, "ome.tif")]
    [InlineData(VolumeFormat.Hdf5, "h5")]
    [InlineData(VolumeFormat.Nwb, "nwb")]
    public void What_was_written_reads_back_whole(VolumeFormat format, string ending)
    {
        foreach ((int frames, int planes) in new[] { (5, 3), (5, 1), (1, 4), (1, 1) })
        {
            string path = Folder.File($"{frames}x{planes}_view_9.{ending}");
            using Volume written = Source(SampleType.UInt16, frames, planes);
            Assert.Equal(format, VolumeWriter.FormatOf(path));
            Write(written, path, new VolumeWriteOptions { Compression = VolumeCompression.Deflate });
            using Volume read = VolumeReader.Open(path, VolumeReadOptions.Default, TestContext.Current.CancellationToken);
            Assert.Equal((frames, planes, Rows, Columns), (read.FrameCount, read.PlaneCount, read.Height, read.Width));
            Assert.Equal(7, read.FrameRate!.Value, 9);
            Assert.Equal(0.65, read.PixelSizeUm!.Value, 9);
            Assert.Equal(2.5, read.PlaneStepUm!.Value, 9);
            Assert.Equal((9, SampleType.UInt16), (read.ViewId, read.SampleType));
            Assert.Equal(written.History.Count + 1, read.History.Count);
            for (int i = 0; i < frames * planes; i++)
            {
                Assert.Equal(Plane(written, i), Plane(read, i));
            }
        }
    }

    [Fact]
    public void Others_read_what_is_written_and_h5dump_opens_it()
    {
        List<object> list = [];
        foreach (SampleType type in Enum.GetValues<SampleType>())
        {
            foreach ((string ending, VolumeCompression compression) in new[]
            {
                ("h5", VolumeCompression.None),
                ("h5", VolumeCompression.Deflate),
                ("nwb", VolumeCompression.Deflate),
                ("ome.tif", VolumeCompression.Deflate),
            })
            {
                foreach ((int frames, int planes) in new[] { (140, 1), (5, 3), (1, 1) })
                {
                    if (ending == "ome.tif" && type == SampleType.Float16)
                    {
                        continue;
                    }

                    string name = $"{type}-{compression}-{frames}x{planes}.{ending}";
                    using Volume volume = Source(type, frames, planes);
                    Write(volume, Folder.File(name), new VolumeWriteOptions { Compression = compression });
                    File.WriteAllBytes(
                        Folder.File(name + ".raw"), [.. Enumerable.Range(0, frames * planes).SelectMany(i => Plane(volume, i))]);
                    list.Add(new
                    {
                        name,
                        raw = name + ".raw",
                        type = type.ToString().ToLowerInvariant(),
                        shape = new[] { frames, planes, Rows, Columns },
                        packed = compression != VolumeCompression.None,
                    });
                }
            }
        }

        File.WriteAllText(Folder.File("list.json"), JsonSerializer.Serialize(list));
        string said = IndependentJudge.Scripts("Formats/Judges", Folder.Root, "recordings_read.py");
        Assert.Contains($"{list.Count} files agree", said, StringComparison.Ordinal);
        Dump("UInt16-Deflate-140x1.h5");
        Dump("UInt16-Deflate-5x3.nwb");
    }

    [Fact]
    public void Thousands_of_chunks_are_listed_in_several_levels()
    {
        byte[][] planes = [.. Enumerable.Range(0, 9000).Select(i => new[] { (byte)i, (byte)(i >> 8) })];
        string source = Folder.Write("many.tif", new TestTiff { Type = SampleType.UInt8, Rows = 2, Columns = 1 }.Build(planes));
        using Volume many = VolumeReader.Open(source, VolumeReadOptions.Default, TestContext.Current.CancellationToken);
        Write(many, Folder.File("many.h5"), VolumeWriteOptions.Default);
        using Volume read = VolumeReader.Open(Folder.File("many.h5"), VolumeReadOptions.Default, TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, 9000), i => Assert.Equal(planes[i], Plane(read, i)));
        string said = IndependentJudge.Python(
            "import sys, h5py, numpy; d = h5py.File(sys.argv[1])['data'][()]; print(numpy.array_equal(d[:, 0, 0] + 256 * d[:, 1, "
                + "0].astype(int), numpy.arange(9000)))",
            Folder.File("many.h5"));
        Assert.Contains("True", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_volume_gives_the_same_bytes()
    {
        using Volume volume = Source(SampleType.Float32, 3, 2);
        foreach (string ending in new[] { "h5", "nwb" })
        {
            Write(volume, Folder.File("a." + ending), VolumeWriteOptions.Default);
            Write(volume, Folder.File("b." + ending), VolumeWriteOptions.Default);
            Assert.Equal(File.ReadAllBytes(Folder.File("a." + ending)), File.ReadAllBytes(Folder.File("b." + ending)));
        }
    }

    [Fact]
    public void What_a_format_cannot_hold_is_told_and_leaves_nothing()
    {
        using Volume known = Source(SampleType.Float16, 2, 1);
        using Volume unknown = new(known.Info with { FrameRate = null }, known.Store);
        Assert.Equal(ErrorId.FrameRateUnknown, Refused(unknown, "a.nwb", VolumeWriteOptions.Default).Id);
        Assert.Equal(ErrorId.ParameterInvalid, Refused(known, "a.h5", new VolumeWriteOptions { Compression = VolumeCompression.Lzw }).Id);
        Assert.Equal(ErrorId.ParameterInvalid, Refused(known, "a.ome.tif", VolumeWriteOptions.Default).Id);
        Assert.Equal(ErrorId.UnknownFormat, Refused(known, "a.xyz", VolumeWriteOptions.Default).Id);
        Assert.Equal(["source"], Directory.GetFileSystemEntries(Folder.Root).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("h5")]
    [InlineData("nwb")]
    public void A_cancelled_export_leaves_nothing_behind(string ending)
    {
        using Volume volume = Source(SampleType.UInt16, 5, 1);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => VolumeWriter.Write(volume, Folder.File("a." + ending), VolumeWriteOptions.Default, SilentObserver.Instance, stop.Token));
        Assert.Equal(["source"], Directory.GetFileSystemEntries(Folder.Root).Select(Path.GetFileName));
    }

    private static byte[] Plane(Volume volume, int plane)
    {
        byte[] samples = new byte[volume.Height * volume.Store.RowBytes];
        volume.Store.ReadRows(plane, 0, volume.Height, samples);
        return samples;
    }

    private static void Write(Volume volume, string path, VolumeWriteOptions options) =>
        VolumeWriter.Write(volume, path, options, SilentObserver.Instance, TestContext.Current.CancellationToken);

    private DeepWonderException Refused(Volume volume, string name, VolumeWriteOptions options) =>
        Assert.Throws<DeepWonderException>(() => Write(volume, Folder.File(name), options));

    private Volume Source(SampleType type, int frames, int planes)
    {
        byte[][] samples = [.. Enumerable.Range(0, frames * planes).Select(i => TestTiff.Plane(type, Rows, Columns, i))];
        string path = Folder.Write("source", new TestTiff { Type = type, Rows = Rows, Columns = Columns }.Build(samples));
        Volume source = VolumeReader.Open(path, new VolumeReadOptions { ViewId = 9 }, TestContext.Current.CancellationToken);
        return new Volume(
            source.Info with { FrameCount = frames, PlaneCount = planes, FrameRate = 7, PixelSizeUm = 0.65, PlaneStepUm = 2.5 },
            source.Store);
    }

    private void Dump(string name)
    {
        Process dump;
        try
        {
            dump = Process.Start(new ProcessStartInfo("h5dump", ["-H", Folder.File(name)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return;
        }

        using (dump)
        {
            string header = dump.StandardOutput.ReadToEnd();
            dump.WaitForExit();
            Assert.Equal(0, dump.ExitCode);
            Assert.Contains("DATASPACE  SIMPLE", header, StringComparison.Ordinal);
        }
    }
}
