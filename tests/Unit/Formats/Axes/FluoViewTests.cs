using System.Text;
using DeepWonder3D.Tests.Formats.Tiff;
using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>The axes that FluoView keeps in a private tag, fastest first.</summary>
public sealed class FluoViewTests : FolderTests
{
    private const int HeaderTag = 34361;

    [Fact]
    public void The_case_holds_two_channels()
    {
        string path = SharedMaterial.Path("cases/fluoview.tif");
        Refusal.Of(ErrorId.AxesMismatch, () => Open(path));
        using Volume plain = Open(path, new VolumeReadOptions { Axes = "TYX" });
        foreach (string channel in new[] { "0", "1" })
        {
            using Volume volume = Open(path, new VolumeReadOptions { Channel = channel });
            Assert.Equal((6L, 1, 10.0, 1.5), (volume.FrameCount, volume.PlaneCount, volume.FrameRate, volume.PixelSizeUm));
            for (int t = 0; t < 6; t++)
            {
                Assert.Equal(plain.GetPlane((2 * t) + int.Parse(channel, CultureInfo.InvariantCulture)), volume.GetPlane(t));
            }
        }
    }

    [Fact]
    public void Planes_alone_are_one_volume()
    {
        using Volume volume = Open(Write(6, ("Z", 6, -2.5, "um")));
        Assert.Equal([[0, 1, 2, 3, 4, 5]], Read(volume));
        Assert.Equal((2.5, 1.5), (volume.PlaneStepUm, volume.PixelSizeUm));
        Assert.Equal("ZYX (FluoView)", volume.History[^1].Parameters["Axes"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Channels_planes_and_times_lie_as_the_header_orders_them(bool isBigEndian)
    {
        VolumeReadOptions second = new() { Channel = "1" };
        using Volume usual = Open(Write(12, isBigEndian, ("Ch", 2, 1, ""), ("Z", 3, 1, "um"), ("Time", 2, 500, "ms")), second);
        Assert.Equal([[1, 3, 5], [7, 9, 11]], Read(usual));
        Assert.Equal(2, usual.FrameRate!.Value, 9);
        using Volume planes = Open(Write(12, isBigEndian, ("Z", 3, 1, "um"), ("Wavelength", 2, 1, ""), ("T", 2, 0, "s")), second);
        Assert.Equal([[3, 4, 5], [9, 10, 11]], Read(planes));
        Assert.Null(planes.FrameRate);
        using Volume slow = Open(Write(12, isBigEndian, ("T", 2, 1, "s"), ("Z", 3, 1, "um"), ("Ch", 2, 1, "")), second);
        Assert.Equal([[6, 8, 10], [7, 9, 11]], Read(slow));
    }

    [Fact]
    public void A_header_that_lacks_an_axis_or_does_not_go_with_the_pages_is_refused()
    {
        // Eight pages of two channels by three times: which are missing, the header does not say.
        Refusal.Of(ErrorId.AxesMismatch, () => Open(Write(8, ("Ch", 2, 1, ""), ("T", 3, 1, "s")), new VolumeReadOptions { Channel = "0" }));
        Refusal.Of(ErrorId.AxesMismatch, () => Open(Write(6, ("Event", 2, 1, ""), ("T", 3, 1, "s"))));
        Refusal.Of(ErrorId.AxesMismatch, () => Open(Write(6, ("T", -6, 1, "s"))));
        using Volume stated = Open(Write(6, ("Event", 2, 1, ""), ("T", 3, 1, "s")), new VolumeReadOptions { Axes = "TYX" });
        Assert.Equal(6, stated.FrameCount);
    }

    [Fact]
    public void One_that_was_stopped_gives_its_whole_frames()
    {
        using Volume volume = Open(Write(7, ("Ch", 2, 1, ""), ("T", 100, 1, "s")), new VolumeReadOptions { Channel = "0" });
        Assert.Equal([[0], [2], [4]], Read(volume));
        Assert.Contains(Warnings(volume), w => w.Contains("was stopped", StringComparison.Ordinal));
    }

    [Fact]
    public void A_header_that_is_cut_or_empty_says_nothing()
    {
        byte[] whole = Header(false, ("Ch", 2, 1, ""), ("T", 3, 1, "s"));
        foreach (byte[] header in new[] { whole[..400], new byte[whole.Length] })
        {
            string path = Folder.Write(
                $"{header[300]}.tif", TiffOf(Enumerable.Range(0, 6), alter: (page, fields) => Add(page, fields, header)));
            using Volume volume = Open(path);
            Assert.Equal((6L, "TYX (page order)"), (volume.FrameCount, volume.History[^1].Parameters["Axes"]));
        }
    }

    private string Write(int pages, params (string, int, double, string)[] axes) => Write(pages, false, axes);

    private string Write(int pages, bool isBigEndian, params (string, int, double, string)[] axes)
    {
        byte[] header = Header(isBigEndian, axes);
        TestTiff tiff = new()
        {
            Type = SampleType.UInt16,
            Rows = Height,
            Columns = Width,
            BigEndian = isBigEndian,
            Alter = (page, fields) => Add(page, fields, header),
        };
        byte[] file = tiff.Build([.. Enumerable.Range(0, pages).Select(v => Enumerable.Range(0, Height * Width)
            .SelectMany(_ => BitConverter.GetBytes((ushort)v)).ToArray())]);
        return Folder.Write("a.tif", file);
    }

    private static void Add(int page, SortedDictionary<int, TestTiffField> fields, byte[] header)
    {
        if (page == 0)
        {
            fields[HeaderTag] = new TestTiffField(1, header.Length, [.. header], 1);
        }
    }

    /// <summary>The header as FluoView lays it out: 284 bytes of other things, and then 100 bytes an axis.</summary>
    private static byte[] Header(bool isBigEndian, params (string Name, int Length, double Step, string Unit)[] axes)
    {
        byte[] header = new byte[1380];
        int place = 284;
        foreach ((string name, int length, double step, string unit)
            in axes.Prepend(("Y", Height, 1.5, "um")).Prepend(("X", Width, 1.5, "um")))
        {
            byte[] Number(byte[] bytes) => isBigEndian == BitConverter.IsLittleEndian ? [.. bytes.Reverse()] : bytes;
            Encoding.ASCII.GetBytes(name).CopyTo(header, place);
            Number(BitConverter.GetBytes(length)).CopyTo(header, place + 16);
            Number(BitConverter.GetBytes(step)).CopyTo(header, place + 28);
            Encoding.ASCII.GetBytes(unit).CopyTo(header, place + 36);
            place += 100;
        }

        return header;
    }
}
