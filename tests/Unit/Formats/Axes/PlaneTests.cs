using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>Planes and channels that follow each other page by page, as the caller or the file says.</summary>
public sealed class PlaneTests : FolderTests
{
    [Theory]
    [InlineData("cases/shaped_tzyx.tif", null)]
    [InlineData("cases/interleaved_plain.tif", 3)]
    [InlineData("cases/shaped_tzyx.tif", 3)]
    public void The_cases_of_interleaved_planes_are_volumes(string file, int? planes)
    {
        using Volume volume = Open(SharedMaterial.Path(file), new VolumeReadOptions { PlaneCount = planes });
        DemandOrder(volume, 20, 3, 1);
        Assert.Empty(Warnings(volume));
    }

    [Fact]
    public void A_description_of_tifffile_with_four_axes_is_a_movie_of_volumes()
    {
        using Volume volume = Open(SharedMaterial.Path("cases/shaped_4d_axes.tif"));
        Assert.Equal((4L, 3, 45, 70), (volume.FrameCount, volume.PlaneCount, volume.Height, volume.Width));
        Assert.Equal("TZYX (tifffile shape)", volume.History[^1].Parameters["Axes"]);
    }

    [Fact]
    public void One_directory_stands_for_all_frames()
    {
        using Volume volume = Open(SharedMaterial.Path("cases/shaped_truncated.tif"));
        DemandOrder(volume, 20, 1, 1);
    }

    [Theory]
    [InlineData("""{"shape": [2, 3, 3, 4], "axes": "TZYX"}""", 2, 3)]
    [InlineData("""{"axes": "ZTYX", "shape": [2, 3, 3, 4]}""", 3, 2)]
    [InlineData("""{"shape": [1, 6, 3, 4], "axes": "ZTYX"}""", 6, 1)]
    [InlineData("""{"shape": [6, 3, 4], "axes": "QYX"}""", 6, 1)]
    [InlineData("""{"shape": [6, 3, 4]}""", 6, 1)]
    [InlineData("""{"shape": [3, 4]}""", 6, 1)]
    [InlineData("""{"shape": [6, 3, 4], "axes": "ZYX"}""", 1, 6)]
    [InlineData("""{"shape": [3, 1, 2, 3, 4]}""", 3, 2)]
    public void Shapes_of_tifffile_give_frames_and_planes(string text, int frames, int planes)
    {
        using Volume volume = Open(Folder.Write("a.tif", TiffOf(Enumerable.Range(0, 6), text)));
        Assert.Equal((frames, planes), (volume.FrameCount, volume.PlaneCount));
        bool isZtyx = text.Contains("\"ZTYX\"", StringComparison.Ordinal) && planes > 1;
        int[][] expected =
        [
            .. Enumerable.Range(0, frames).Select(t => Enumerable.Range(0, planes).Select(z => isZtyx ? (z * frames) + t : (t * planes) + z).ToArray()),
        ];
        Assert.Equal(expected, Read(volume));
        Assert.Equal(text.Contains("[3, 1", StringComparison.Ordinal) ? 1 : 0, Warnings(volume).Count);
    }

    [Theory]
    [InlineData("""{"shape": [2, 3, 4, 3], "axes": "TZXY"}""")]
    [InlineData("""{"shape": [2, 3, 3, 4], "axes": "PTYX"}""")]
    [InlineData("""{"shape": [3, 3, 3, 4], "axes": "TZYX"}""", 9)]
    public void Shapes_that_cannot_be_used_are_refused_or_give_whole_frames(string text, int? promised = null)
    {
        string path = Folder.Write("a.tif", TiffOf(Enumerable.Range(0, 6), text));
        if (promised is null)
        {
            Refusal.Of(ErrorId.AxesMismatch, () => Open(path));
            return;
        }

        using Volume volume = Open(path);
        Assert.Equal((2L, 3), (volume.FrameCount, volume.PlaneCount));
        Assert.Contains("was stopped", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("TZCYX", 0)]
    [InlineData("TCZYX", 1)]
    [InlineData("CTZYX", 2)]
    [InlineData("ZTCYX", 3)]
    [InlineData("ZCTYX", 4)]
    [InlineData("CZTYX", 5)]
    public void Channels_and_planes_interleave_as_stated(string? axes, int kind)
    {
        // Four frames of three planes in two channels; a sample is 100 · frame + 10 · plane + channel.
        IEnumerable<int> values =
            from a in Enumerable.Range(0, 24)
            let p = kind switch
            {
                0 => (T: a / 6, Z: a / 2 % 3, C: a % 2),
                1 => (T: a / 6, Z: a % 3, C: a / 3 % 2),
                2 => (T: a / 3 % 4, Z: a % 3, C: a / 12),
                3 => (T: a / 2 % 4, Z: a / 8, C: a % 2),
                4 => (T: a % 4, Z: a / 8, C: a / 4 % 2),
                _ => (T: a % 4, Z: a / 4 % 3, C: a / 12),
            }
            select (100 * p.T) + (10 * p.Z) + p.C;
        string path = Folder.Write("a.tif", TiffOf(values));
        VolumeReadOptions options = new() { Axes = axes, PlaneCount = 3, ChannelCount = 2, Channel = "1", FrameRate = 4 };
        using Volume volume = Open(path, options);
        Assert.Equal(
            [.. Enumerable.Range(0, 4).Select(t => Enumerable.Range(0, 3).Select(z => (100 * t) + (10 * z) + 1).ToArray())], Read(volume));
        using Volume part = Open(path, options with { FirstFrame = 2, FrameCount = 1, Plane = 2, Channel = "0" });
        Assert.Equal([[220]], Read(part));
        Refusal.Of(ErrorId.AxesMismatch, () => Open(path, options with { Channel = null }));
    }

    [Fact]
    public void Every_second_volume_is_turned_where_planes_are_passed_both_ways()
    {
        using Volume bruker = Open(SharedMaterial.Path("cases/bruker_bidirectional"));
        DemandOrder(bruker, 8, 3, 1);
        Assert.Equal("Bidirectional", bruker.History[^1].Parameters["PlaneOrder"]);
        using Volume asRecorded = Open(
            SharedMaterial.Path("cases/bruker_bidirectional"), new VolumeReadOptions { PlaneOrder = PlaneOrder.OneWay });
        Assert.InRange(asRecorded.GetPlane(1, 0)[0, 0], 3001, 3002);

        string path = Folder.Write("a.tif", TiffOf([10, 20, 30, 31, 21, 11, 12, 22, 32]));
        using Volume tiff = Open(path, new VolumeReadOptions { PlaneCount = 3, PlaneOrder = PlaneOrder.Bidirectional });
        Assert.Equal([[10, 20, 30], [11, 21, 31], [12, 22, 32]], Read(tiff));
        using Volume from = Open(
            path, new VolumeReadOptions { PlaneCount = 3, PlaneOrder = PlaneOrder.Bidirectional, FirstFrame = 1, Plane = 0 });
        Assert.Equal([[11], [12]], Read(from));
    }

    [Fact]
    public void Planes_of_the_way_back_are_left_out()
    {
        string path = Folder.Write("a.tif", TiffOf([0, 1, 2, 9, 100, 101, 102, 109]));
        using Volume last = Open(path, new VolumeReadOptions { PlaneCount = 4, FlybackPlane = [3] });
        Assert.Equal([[0, 1, 2], [100, 101, 102]], Read(last));
        Assert.Equal("3", last.History[^1].Parameters["FlybackPlane"]);
        using Volume fromTheEnd = Open(path, new VolumeReadOptions { PlaneCount = 4, FlybackPlane = [-1, 0] });
        Assert.Equal([[1, 2], [101, 102]], Read(fromTheEnd));
        Refusal.Of(ErrorId.ParameterInvalid, () => Open(path, new VolumeReadOptions { PlaneCount = 4, FlybackPlane = [4] }));
        Refusal.Of(ErrorId.ParameterInvalid, () => Open(path, new VolumeReadOptions { FlybackPlane = [0] }));
    }

    [Fact]
    public void A_last_volume_that_is_not_whole_is_left_out_with_a_warning()
    {
        string path = Folder.Write("a.tif", TiffOf(Enumerable.Range(0, 8)));
        using Volume volume = Open(path, new VolumeReadOptions { PlaneCount = 3 });
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Read(volume));
        Assert.Contains("not whole", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        Refusal.Of(ErrorId.AxesMismatch, () => Open(path, new VolumeReadOptions { Axes = "ZTYX", PlaneCount = 3 }));
        Refusal.Of(ErrorId.AxesMismatch, () => Open(path, new VolumeReadOptions { PlaneCount = 9 }));
        Refusal.Of(ErrorId.ParameterInvalid, () => Open(path, new VolumeReadOptions { PlaneCount = 0 }));
    }

    [Fact]
    public void A_rate_of_pages_becomes_one_of_volumes()
    {
        string text = "ImageJ=1.53t\nimages=6\nframes=6\nfinterval=0.1\n";
        using Volume stated = Open(Folder.Write("a.tif", TiffOf(Enumerable.Range(0, 6), text)), new VolumeReadOptions { PlaneCount = 3 });
        Assert.Equal(10 / 3.0, stated.FrameRate!.Value, 9);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Read(stated));

        // A stack that says of no times is a movie whose writer knew no better.
        text = "ImageJ=1.53t\nimages=6\nslices=6\n";
        using Volume stack = Open(Folder.Write("b.tif", TiffOf(Enumerable.Range(0, 6), text)), new VolumeReadOptions { ChannelCount = 2, Channel = "1" });
        Assert.Equal([[1], [3], [5]], Read(stack));

        // Channels that the file knows stay what they are.
        text = "ImageJ=1.53t\nimages=12\nchannels=2\nframes=6\n";
        using Volume channels = Open(
            Folder.Write("c.tif", TiffOf(Enumerable.Range(0, 12), text)), new VolumeReadOptions { PlaneCount = 3, Channel = "1" });
        Assert.Equal([[1, 3, 5], [7, 9, 11]], Read(channels));
    }

    [Theory]
    [InlineData("TYX", "a.h5")]
    [InlineData("TYX", "a.nwb")]
    public void Frames_of_an_array_divide_as_pages_do(string axes, string name)
    {
        Assert.Equal("TYX", axes);
        using Volume movie = TestVolumes.Create(13, 3, 4, (t, y, x) => (1000 * (t % 3)) + (t / 3), SampleType.UInt16);
        string path = Folder.File(name);
        VolumeWriter.Write(movie, path, VolumeWriteOptions.Default, SilentObserver.Instance, TestContext.Current.CancellationToken);
        using Volume volume = Open(path, new VolumeReadOptions { PlaneCount = 3 });
        DemandOrder(volume, 4, 3, 0);
        Assert.Equal(10 / 3.0, volume.FrameRate!.Value, 9);
        Assert.Single(Warnings(volume));
        using Volume part = Open(path, new VolumeReadOptions { PlaneCount = 3, FirstFrame = 1, FrameCount = 2, FlybackPlane = [0] });
        Assert.Equal([[1001, 2001], [1002, 2002]], Read(part));
    }

    [Fact]
    public void A_NumPy_array_of_pages_takes_axes_of_more_letters_than_it_has()
    {
        IndependentJudge.Python(
            "import numpy,sys\n"
                + "a=numpy.array([100*t+10*z+c for t in range(4) for c in range(2) for z in range(3)],'u2')\n"
                + "numpy.save(sys.argv[1],numpy.broadcast_to(a[:,None,None],(24,3,4)).copy())\n"
                + "numpy.save(sys.argv[2],numpy.asfortranarray(numpy.broadcast_to(a[:,None,None],(24,3,4))))\n",
            Folder.File("a.npy"),
            Folder.File("f.npy"));
        VolumeReadOptions options = new() { Axes = "TCZYX", PlaneCount = 3, ChannelCount = 2, Channel = "1" };
        foreach (string name in new[] { "a.npy", "f.npy" })
        {
            using Volume volume = Open(Folder.File(name), options);
            Assert.Equal(
                [.. Enumerable.Range(0, 4).Select(t => Enumerable.Range(0, 3).Select(z => (100 * t) + (10 * z) + 1).ToArray())],
                Read(volume));
        }
    }

    [Fact]
    public void Files_of_one_page_each_divide_into_planes()
    {
        Directory.CreateDirectory(Folder.File("m"));
        for (int i = 0; i < 9; i++)
        {
            Folder.Write($"m/img_{i}.tif", TiffOf([(1000 * (i % 3)) + (i / 3)]));
        }

        using Volume volume = Open(Folder.File("m"), new VolumeReadOptions { PlaneCount = 3 });
        DemandOrder(volume, 3, 3, 0);
    }

    [Fact]
    public void Micro_Managers_order_puts_planes_before_channels()
    {
        // Order zct: two frames of two channels of three planes.
        string text = "ImageJ=1.48v\nchannels=2\nslices=3\nframes=2\nhyperstack=true\norder=zct\n";
        using Volume volume = Open(Folder.Write("a.tif", TiffOf(Enumerable.Range(0, 12), text)), new VolumeReadOptions { Channel = "1" });
        Assert.Equal([[3, 4, 5], [9, 10, 11]], Read(volume));
        using Volume whole = Open(SharedMaterial.Path("cases/mm_zct.tif"), new VolumeReadOptions { Channel = "0" });
        Assert.Equal((2L, 3), (whole.FrameCount, whole.PlaneCount));
    }
}
