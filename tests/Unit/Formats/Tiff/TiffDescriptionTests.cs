namespace DeepWonder3D.Tests.Formats.Tiff;

public sealed class TiffDescriptionTests : FolderTests
{
    private const string ImageJ = "ImageJ=1.53t\n";

    [Fact]
    public void Pages_of_which_nothing_is_known_are_frames()
    {
        using Volume volume = Open(Numbered(5, null));
        Assert.Equal("TYX", volume.Axes);
        Assert.Equal(5, volume.FrameCount);
        Assert.Null(volume.FrameRate);
        Assert.Null(volume.PixelSizeUm);
        Assert.Null(volume.ViewId);
        Assert.Equal("TYX (page order)", volume.History[^1].Parameters["Axes"]);
    }

    [Fact]
    public void A_single_page_is_a_movie_of_one_frame()
    {
        using Volume volume = Open(Numbered(1, null));
        Assert.Equal(("TYX", 1L, 1), (volume.Axes, volume.FrameCount, volume.PlaneCount));
    }

    [Fact]
    public void Resolution_without_a_description_is_no_pixel_size()
    {
        using Volume volume = Open(Numbered(2, null, resolution: (72, 1)));
        Assert.Null(volume.PixelSizeUm);
    }

    [Fact]
    public void Reads_the_axes_and_scales_of_an_ImageJ_hyperstack()
    {
        string text = ImageJ
            + "images=6\nslices=2\nframes=3\nhyperstack=true\nmode=grayscale\nunit=\\u00B5m\nfinterval=0.05\nspacing=2.5\nloop=false\n";
        using Volume volume = Open(Numbered(6, text, resolution: (20, 13)));
        Assert.Equal(("TZYX", 3L, 2), (volume.Axes, volume.FrameCount, volume.PlaneCount));
        Assert.Equal(20, volume.FrameRate);
        Assert.Equal(0.65, volume.PixelSizeUm!.Value, 12);
        Assert.Equal(2.5, volume.PlaneStepUm);
        Assert.Equal([0, 1, 2, 3, 4, 5], Order(volume));
        Assert.Equal("20 (ImageJ)", volume.History[^1].Parameters["FrameRate"]);
    }

    [Theory]
    [InlineData("nm", 500u, 1u, 2e-6)]
    [InlineData("mm", 500u, 1u, 2.0)]
    [InlineData("micron", 1u, 2u, 2.0)]
    [InlineData("um", 1u, 2u, 2.0)]
    [InlineData("pixel", 1u, 2u, null)]
    [InlineData("", 1u, 2u, null)]
    public void Knows_the_units_of_ImageJ(string unit, uint above, uint below, double? pixelSizeUm)
    {
        using Volume volume = Open(Numbered(2, ImageJ + $"images=2\nframes=2\nunit={unit}\n", resolution: (above, below)));
        Assert.Equal(pixelSizeUm is null, volume.PixelSizeUm is null);
        Assert.Equal(pixelSizeUm ?? 0, volume.PixelSizeUm ?? 0, 12);
    }

    [Theory]
    [InlineData("", 0.5)]
    [InlineData("tunit=sec\n", 0.5)]
    [InlineData("tunit=ms\n", 500.0)]
    [InlineData("tunit=fortnight\n", null)]
    public void Knows_the_units_of_ImageJ_frame_intervals(string unit, double? rate)
    {
        using Volume volume = Open(Numbered(2, ImageJ + $"images=2\nframes=2\nfinterval=2\n{unit}"));
        Assert.Equal(rate, volume.FrameRate);
    }

    [Fact]
    public void Knows_the_micron_of_old_ImageJ_files()
    {
        byte[] text = System.Text.Encoding.Latin1.GetBytes(ImageJ + "images=2\nframes=2\nunit=µm\nspacing=3\n");
        TestTiff tiff = new()
        {
            Type = SampleType.UInt8,
            Rows = 1,
            Columns = 1,
            Alter = (_, fields) => fields[TestTiff.Description] = new TestTiffField(2, text.Length, [.. text], 1),
        };
        using Volume volume = Open(tiff.Build([1], [2]));
        Assert.Equal(3, volume.PlaneStepUm);
    }

    [Fact]
    public void The_speed_of_playing_is_no_frame_rate()
    {
        using Volume volume = Open(Numbered(2, ImageJ + "images=2\nframes=2\nfps=7.0\n"));
        Assert.Null(volume.FrameRate);
    }

    [Fact]
    public void An_ImageJ_stack_of_slices_is_one_volume()
    {
        using Volume volume = Open(Numbered(4, ImageJ + "images=4\nslices=4\nunit=um\nspacing=3\n"));
        Assert.Equal(("ZYX", 1L, 4, 3.0), (volume.Axes, volume.FrameCount, volume.PlaneCount, volume.PlaneStepUm));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_the_planes_that_ImageJ_writes_without_directories(bool bigEndian)
    {
        byte[][] planes = [.. Enumerable.Range(0, 6).Select(i => TestTiff.Plane(SampleType.UInt16, 9, 7, i))];
        TestTiff tiff = new()
        {
            Type = SampleType.UInt16,
            Rows = 9 * 6,
            Columns = 7,
            BigEndian = bigEndian,
            Text = ImageJ + "images=6\nslices=2\nframes=3\n",
            Alter = OnePage,
        };
        using Volume volume = Open(tiff.Build([.. planes.SelectMany(p => p)]));
        Assert.Equal(("TZYX", 3L, 2, 9), (volume.Axes, volume.FrameCount, volume.PlaneCount, volume.Height));
        for (int i = 0; i < planes.Length; i++)
        {
            byte[] read = new byte[planes[i].Length];
            volume.Store.ReadRows(i, 0, 9, read);
            Assert.Equal(planes[i], read);
        }

        static void OnePage(int page, SortedDictionary<int, TestTiffField> fields)
        {
            fields[TestTiff.Length] = TestTiffField.Long(9);
            fields[TestTiff.StripByteCounts] = TestTiffField.Long(9 * 7 * 2);
        }
    }

    [Theory]
    [InlineData("XYCZT", new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("XYZCT", new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("XYCTZ", new[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData("XYTZC", new[] { 0, 3, 1, 4, 2, 5 })]
    public void Reads_the_axes_and_scales_of_OME_XML(string order, int[] pages)
    {
        string text = Ome(
            $"DimensionOrder='{order}' SizeT='3' SizeZ='2' SizeC='1' PhysicalSizeX='650' PhysicalSizeXUnit='nm' PhysicalSizeY='650' "
                + "PhysicalSizeYUnit='nm' PhysicalSizeZ='3' TimeIncrement='50' TimeIncrementUnit='ms'");
        using Volume volume = Open(Numbered(6, text), "cell.ome.tif");
        Assert.Equal(("cell", "TZYX", 3L, 2), (volume.Name, volume.Axes, volume.FrameCount, volume.PlaneCount));
        Assert.Equal(20, volume.FrameRate!.Value, 9);
        Assert.Equal(0.65, volume.PixelSizeUm!.Value, 12);
        Assert.Equal(3, volume.PlaneStepUm);
        Assert.Equal(pages, Order(volume));
    }

    [Fact]
    public void Reads_pages_where_OME_XML_says_they_are()
    {
        const string List = "<TiffData IFD='5' FirstT='0' FirstZ='0'/><TiffData IFD='0' FirstT='0' FirstZ='1' PlaneCount='3'/><TiffData "
            + "IFD='4' FirstT='2'><UUID FileName='x.ome.tif'>urn:uuid:1</UUID></TiffData><TiffData FirstT='2' FirstZ='1' IFD='3'/>";
        using Volume volume = Open(Numbered(6, Ome("DimensionOrder='XYCZT' SizeT='3' SizeZ='2' SizeC='1'", List)));
        Assert.Equal([5, 0, 1, 2, 4, 3], Order(volume));
    }

    [Theory]
    [InlineData(
        "DimensionOrder='XYCZT' SizeT='3' SizeZ='2' SizeC='1'", "<TiffData IFD='0' PlaneCount='5'/>", "names no page for frame 2, plane 1")]
    [InlineData("DimensionOrder='XYCZT' SizeT='3' SizeZ='2' SizeC='1'", "<TiffData IFD='4' PlaneCount='6'/>", "more pages than there are")]
    [InlineData("DimensionOrder='XYCZT' SizeT='3' SizeZ='2' SizeC='1'", "<TiffData IFD='0' PlaneCount='6'/><TiffData IFD='0'/>", "twice")]
    [InlineData("DimensionOrder='XYCZT' SizeT='3' SizeZ='2' SizeC='1'", "<TiffData IFD='-1'/>", "wrongly")]
    [InlineData(
        "DimensionOrder='XYCZT' SizeT='3' SizeZ='2' SizeC='1'", "<TiffData IFD='0'><UUID>urn:uuid:2</UUID></TiffData>", "several files")]
    [InlineData("DimensionOrder='XYCZT' SizeT='3' SizeZ='1' SizeC='2'", "", "2 channels")]
    [InlineData("DimensionOrder='XYCTZ' SizeT='99' SizeZ='2' SizeC='1'", "", "99 frames of 2 planes, and it holds 6 pages")]
    [InlineData("DimensionOrder='XYCZT' SizeT='1' SizeZ='7' SizeC='1'", "", "1 frames of 7 planes, and it holds 6 pages")]
    [InlineData("DimensionOrder='XYCZT' SizeT='2147483647' SizeZ='2147483647' SizeC='1'", "", "it holds 6 pages")]
    [InlineData("DimensionOrder='XYCZZ' SizeT='3' SizeZ='2' SizeC='1'", "", "no order")]
    [InlineData("DimensionOrder='XYCZT' SizeT='3'", "", "no sizes")]
    public void OME_XML_that_does_not_fit_the_pages_is_told_and_can_be_overruled(string pixels, string list, string message)
    {
        byte[] file = Numbered(6, Ome(pixels, list));
        DeepWonderException refused = Refusal.Of(ErrorId.AxesMismatch, () => Open(file));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        using Volume volume = Open(file, options: new VolumeReadOptions { Axes = "TYX" });
        Assert.Equal(6, volume.FrameCount);
    }

    [Theory]
    [InlineData("<?xml version='1.0'?><!DOCTYPE OME [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><OME>&x;</OME>")]
    [InlineData("<OME><Image><Pixels DimensionOrder='XYCZT' SizeT='3'")]
    public void OME_XML_that_cannot_be_read_safely_is_refused(string text)
    {
        Refusal.Of(ErrorId.AxesMismatch, () => Open(Numbered(2, text)));
    }

    [Fact]
    public void Several_channels_are_told()
    {
        DeepWonderException refused = Refusal.Of(
            ErrorId.AxesMismatch, () => Open(Numbered(6, ImageJ + "images=6\nchannels=2\nframes=3\n")));
        Assert.Contains("2 channels", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TYX", "TYX", 6, 1, new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("zyx", "ZYX", 1, 6, new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("TZYX", "TZYX", 2, 3, new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("ZTYX", "TZYX", 2, 3, new[] { 0, 2, 4, 1, 3, 5 })]
    public void Stated_axes_overrule_the_file(string stated, string axes, long frames, int planes, int[] pages)
    {
        using Volume volume = Open(
            Numbered(6, ImageJ + "images=6\nframes=2\nslices=3\n"), options: new VolumeReadOptions { Axes = stated });
        Assert.Equal((axes, frames, planes), (volume.Axes, volume.FrameCount, volume.PlaneCount));
        Assert.Equal(pages, Order(volume));
        Assert.Equal($"{stated.ToUpperInvariant()} (caller)", volume.History[^1].Parameters["Axes"]);
    }

    [Theory]
    [InlineData("XYT")]
    [InlineData("TCYX")]
    [InlineData("TZYX")]
    public void Axes_that_do_not_fit_are_refused(string axes)
    {
        Refusal.Of(ErrorId.AxesMismatch, () => Open(Numbered(6, null), options: new VolumeReadOptions { Axes = axes }));
    }

    [Fact]
    public void Takes_a_range_of_frames()
    {
        using Volume volume = Open(
            Numbered(6, ImageJ + "images=6\nframes=3\nslices=2\n"), options: new VolumeReadOptions { FirstFrame = 1, FrameCount = 2 });
        Assert.Equal((2L, 2), (volume.FrameCount, volume.PlaneCount));
        Assert.Equal([2, 3, 4, 5], Order(volume));
        Assert.Equal("1", volume.History[^1].Parameters["FirstFrame"]);
    }

    [Theory]
    [InlineData(6, null)]
    [InlineData(-1, null)]
    [InlineData(0, 7L)]
    [InlineData(5, 2L)]
    [InlineData(0, 0L)]
    [InlineData(1, long.MaxValue)]
    public void A_range_outside_the_recording_is_refused(long first, long? count)
    {
        Refusal.Of(
            ErrorId.FrameRangeInvalid,
            () => Open(Numbered(6, null), options: new VolumeReadOptions { FirstFrame = first, FrameCount = count }));
    }

    [Fact]
    public void What_the_caller_states_overrules_the_file()
    {
        VolumeReadOptions options = new() { FrameRate = 7, PixelSizeUm = 1.5, PlaneStepUm = 4, ViewId = 3 };
        using Volume volume = Open(
            Numbered(2, ImageJ + "images=2\nframes=2\nunit=um\nfinterval=1\nspacing=9\n", resolution: (1, 1)),
            "mouse_view_113.tif",
            options);
        Assert.Equal((7.0, 1.5, 4.0, 3), (volume.FrameRate, volume.PixelSizeUm, volume.PlaneStepUm, volume.ViewId));
        Assert.Equal("7 (caller)", volume.History[^1].Parameters["FrameRate"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_that_no_recording_has_is_refused(double rate)
    {
        Refusal.Of(ErrorId.ParameterInvalid, () => Open(Numbered(2, null), options: new VolumeReadOptions { FrameRate = rate }));
    }

    [Theory]
    [InlineData("20241222_view_108.tif", "20241222_view_108", 108)]
    [InlineData("a_VIEW_7_denoised.TIFF", "a_VIEW_7_denoised", 7)]
    [InlineData("a.b.ome.tiff", "a.b", null)]
    [InlineData("view_8.tif", "view_8", null)]
    [InlineData("x_view_99999999999999.tif", "x_view_99999999999999", null)]
    public void Name_and_view_come_from_the_file_name(string file, string name, int? view)
    {
        using Volume volume = Open(Numbered(1, null), file);
        Assert.Equal((name, view), (volume.Name, volume.ViewId));
        Assert.Equal(Folder.File(file), volume.SourcePath);
    }

    private static string Ome(string pixels, string list = "") =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06' "
            + "UUID='urn:uuid:1'><Image ID='Image:0'><Pixels ID='Pixels:0' Type='uint8' SizeX='2' SizeY='2' "
            + $"{pixels}><Channel/>{list}</Pixels></Image></OME>";

    /// <summary>Pages whose samples are all the page's number.</summary>
    private static byte[] Numbered(int pages, string? text, (uint Above, uint Below)? resolution = null) =>
        new TestTiff { Type = SampleType.UInt8, Rows = 2, Columns = 2, Text = text, Resolution = resolution }
            .Build([.. Enumerable.Range(0, pages).Select(p => Enumerable.Repeat((byte)p, 4).ToArray())]);

    private static int[] Order(Volume volume) => [..
        from frame in Enumerable.Range(0, (int)volume.FrameCount)
        from plane in Enumerable.Range(0, volume.PlaneCount)
        select (int)volume.GetPlane(frame, plane)[1, 1]];

    private Volume Open(byte[] file, string name = "movie.tif", VolumeReadOptions? options = null) =>
        VolumeReader.Open(Folder.Write(name, file), options ?? VolumeReadOptions.Default, TestContext.Current.CancellationToken);
}
