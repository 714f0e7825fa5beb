using DeepWonder3D.Tests.Formats.Tiff;
using DeepWonder3D.Tests.Volumes;

namespace DeepWonder3D.Tests.Formats;

/// <summary>What recordings say of when frames, planes and rows were taken is read, kept, and not made up.</summary>
public sealed class FrameTimeTests : FolderTests
{
    private const string State = """<PVStateShard><PVStateValue key="framePeriod" value="0.04" />"""
        + """<PVStateValue key="scanLinePeriod" value="0.0001" /></PVStateShard>""";

    private static readonly double[] s_pause = [0, 0.1, 0.2, 60.2, 60.3, 60.4, 60.5, 60.6];

    [Theory]
    [InlineData("cases/nwb_pause.nwb", 10)]
    [InlineData("cases/timestamps_gap_60s.nwb", 7.5)]
    public void A_pause_in_the_timestamps_of_NWB_does_not_change_the_rate(string file, double rate)
    {
        using Volume volume = Open(SharedMaterial.Path(file));
        Assert.Equal(rate, volume.FrameRate!.Value, 6);
        Assert.Equal(volume.FrameCount, volume.FrameTimes!.Length);
        Assert.Equal(0, volume.FrameTimes[0]);
        Assert.StartsWith("1, the longest of 60", volume.History[^1].Parameters["Pauses"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tif")]
    [InlineData("ome.tif")]
    [InlineData("h5")]
    [InlineData("nwb")]
    public void Times_of_frames_and_rows_go_out_and_come_back_with_the_frames_that_are_picked(string ending)
    {
        using Volume movie = Uneven();
        string path = Folder.File("x." + ending);
        VolumeWriter.Write(
            movie, path, VolumeWriteOptions.Default, SilentObserver.Instance, TestContext.Current.CancellationToken);

        using Volume whole = Open(path);
        Assert.Equal(s_pause, whole.FrameTimes);
        Assert.Equal((1e-3, 0.01), (whole.RowPeriodS, whole.FrameOffsetS));
        using Volume part = Open(path, new VolumeReadOptions { FirstFrame = 2, FrameCount = 3 });
        Assert.Equal([0, 60, 60.1], part.FrameTimes!.Select(t => Math.Round(t, 9)));
        using Volume even = Open(path, new VolumeReadOptions { FirstFrame = 4 });
        Assert.Null(even.FrameTimes);
        Assert.Equal(10, even.FrameRate!.Value, 6);
        using Volume stated = Open(path, new VolumeReadOptions { FrameRate = 20 });
        Assert.Equal((20.0, null), (stated.FrameRate, stated.FrameTimes));
    }

    [Theory]
    [InlineData("tif")]
    [InlineData("ome.tif")]
    [InlineData("h5")]
    [InlineData("nwb")]
    public void The_times_of_very_many_frames_fit_into_every_format(string ending)
    {
        const int Frames = 70_000;
        using Volume movie = TestVolumes.Fill(
            new VolumeInfo
            {
                Name = "x",
                FrameCount = Frames,
                Height = 1,
                Width = 1,
                FrameRate = 30,
                FrameTimes = [.. Enumerable.Range(0, Frames).Select(i => (i / 30.0) + (i % 7 * 0.001))],
            },
            (t, _, _, _) => t);
        string path = Folder.File("x." + ending);
        VolumeWriter.Write(
            movie, path, VolumeWriteOptions.Default, SilentObserver.Instance, TestContext.Current.CancellationToken);
        using Volume read = Open(path);
        Assert.Equal(movie.FrameTimes, read.FrameTimes);
    }

    [Fact]
    public void A_plane_that_is_passed_downwards_and_upwards_in_turn_has_no_offset()
    {
        using Volume plane = Open(SharedMaterial.Path("cases/bruker_bidirectional"), new VolumeReadOptions { Plane = 1 });
        Assert.Null(plane.FrameOffsetS);
    }

    [Fact]
    public void Even_frames_and_unknown_rows_leave_files_as_they_were()
    {
        using Volume movie = TestVolumes.Create(3, 4, 5, (t, y, x) => t);
        string path = Folder.File("x.tif");
        VolumeWriter.Write(
            movie, path, VolumeWriteOptions.Default, SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("rowPeriodS", File.ReadAllText(path), StringComparison.OrdinalIgnoreCase);
        using Volume read = Open(path);
        Assert.Equal((null, null, null), (read.FrameTimes, read.RowPeriodS, read.FrameOffsetS));
    }

    [Theory]
    [InlineData("SI.hRoiManager.linePeriod = 6.25e-05", 6.25e-5)]
    [InlineData("SI.hRoiManager.linePeriod = 6.25e-05\nSI.hRoiManager.mroiEnable = true", null)]
    [InlineData("SI.VERSION_MAJOR = 2020", null)]
    public void ScanImage_says_how_long_a_row_takes(string line, double? period)
    {
        string header = "scanimage.SI.hChannels.channelSave = 1\nscanimage."
            + line.Replace("\nSI", "\nscanimage.SI", StringComparison.Ordinal);
        using Volume volume = Open(Tiff("si.tif", header, 4));
        Assert.Equal((period, null), (volume.RowPeriodS, volume.FrameOffsetS));
    }

    [Fact]
    public void ScanImage_says_when_a_plane_of_a_volume_was_scanned()
    {
        string header = string.Join('\n', new[]
        {
            "hChannels.channelSave = 1", "hFastZ.enable = true", "hFastZ.numVolumes = 3", "hStackManager.enable = true",
            "hStackManager.numSlices = 2", "hStackManager.framesPerSlice = 1", "hRoiManager.scanFrameRate = 30",
            "hRoiManager.scanVolumeRate = 15", "hRoiManager.scanFramePeriod = 0.0333", "hRoiManager.linePeriod = 0.001",
        }.Select(l => "scanimage.SI." + l));
        string path = Tiff("si.tif", header, 6);
        using Volume plane = Open(path, new VolumeReadOptions { Plane = 1 });
        Assert.Equal((15.0, 0.0333, 0.001), (plane.FrameRate, plane.FrameOffsetS, plane.RowPeriodS));
        using Volume first = Open(path, new VolumeReadOptions { Plane = 0 });
        Assert.Equal(0, first.FrameOffsetS);
        using Volume all = Open(path);
        Assert.Equal((2, null), (all.PlaneCount, all.FrameOffsetS));
    }

    [Theory]
    [InlineData("2", 0.002)]
    [InlineData("0.002", 0.002)]
    [InlineData("5", null)]
    public void ScanImage_3_says_how_long_a_row_takes_in_either_unit_where_that_goes_with_the_rate(string stated, double? period)
    {
        string header = "state.acq.frameRate=3.9\rstate.acq.linesPerFrame=128\rstate.acq.numberOfFrames=4\r"
            + $"state.acq.savingChannel1=1\rstate.acq.msPerLine={stated}\r";
        using Volume volume = Open(Tiff("si3.tif", header, 4));
        Assert.Equal(period, volume.RowPeriodS);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OME_says_when_each_plane_was_taken(bool isBackwards)
    {
        // Two planes, three volumes; the second volume may be recorded upwards.
        (int T, int Z, double Time)[] planes =
        [
            (0, 0, 5), (0, 1, 5.2), (1, 0, isBackwards ? 6.2 : 6), (1, 1, isBackwards ? 6 : 6.2), (2, 0, 67), (2, 1, 67.2),
        ];
        string xml = """<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0">"""
            + """<Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint16" SizeX="5" SizeY="4" SizeZ="2" SizeC="1" SizeT="3" """
            + """TimeIncrement="0.5" TimeIncrementUnit="s"><TiffData />"""
            + string.Concat(planes.Select(p => FormattableString.Invariant(
                $"<Plane TheT=\"{p.T}\" TheZ=\"{p.Z}\" TheC=\"0\" DeltaT=\"{p.Time * 1000}\" DeltaTUnit=\"ms\" />")))
            + "</Pixels></Image></OME>";
        using Volume plane = Open(Tiff("x.ome.tif", xml, 6), new VolumeReadOptions { Plane = 1 });
        double? offset = isBackwards ? null : 0.2;
        Assert.Equal(offset, plane.FrameOffsetS is { } found ? Math.Round(found, 9) : null);
        Assert.Equal([0, isBackwards ? 1.2 : 1, 62], plane.FrameTimes!.Select(t => Math.Round(t, 9)));

        // The increment is what was planned.
        Assert.Equal(isBackwards ? 1 / 1.2 : 1, plane.FrameRate!.Value, 6);
    }

    [Fact]
    public void Prairie_View_says_when_frames_and_rows_were_taken()
    {
        double[] times = [3, 3.04, 3.08, 9, 9.04, 9.08];
        string frames = string.Concat(times.Select((time, i) => FormattableString.Invariant(
            $"<Frame relativeTime=\"{time - 3}\" absoluteTime=\"{time}\"><File channel=\"1\" page=\"{i + 1}\" filename=\"a.tif\" />")
            + "</Frame>"));
        Tiff("a.tif", null, 6);
        Folder.Write("a.xml", System.Text.Encoding.UTF8.GetBytes(
            $"""<?xml version="1.0"?><PVScan>{State}<Sequence type="TSeries Timed Element">{frames}</Sequence></PVScan>"""));

        using Volume volume = Open(Folder.Root);

        Assert.Equal(25, volume.FrameRate!.Value, 6);
        Assert.Equal([0, 0.04, 0.08, 6, 6.04, 6.08], volume.FrameTimes!.Select(t => Math.Round(t, 9)));
        Assert.Equal((1e-4, null), (volume.RowPeriodS, volume.FrameOffsetS));
        Assert.Equal(
            "1, the longest of 5.92 s after frame 2; the rate is that between", volume.History[^1].Parameters["Pauses"]);
    }

    private static Volume Open(string path, VolumeReadOptions? options = null) =>
        VolumeReader.Open(path, options, TestContext.Current.CancellationToken);

    private static Volume Uneven() => TestVolumes.Fill(
        new VolumeInfo
        {
            Name = "x",
            FrameCount = s_pause.Length,
            Height = 4,
            Width = 5,
            FrameRate = 10,
            PixelSizeUm = 2,
            FrameTimes = s_pause,
            RowPeriodS = 1e-3,
            FrameOffsetS = 0.01,
        },
        (t, _, y, x) => t + y + x);

    private string Tiff(string name, string? text, int pages) => Folder.Write(
        name,
        new TestTiff { Type = SampleType.UInt16, Rows = 4, Columns = 5, Text = text }
            .Build([.. Enumerable.Range(0, pages).Select(i => TestTiff.Plane(SampleType.UInt16, 4, 5, i))]));
}
