using DeepWonder3D.Tests.Formats.Tiff;
using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>Several positions of the stage, or regions of a scan, in one file: each is a recording of its own, and none is mixed.</summary>
public sealed class PositionTests : FolderTests
{
    [Fact]
    public void The_case_of_two_positions_is_two_recordings()
    {
        string path = SharedMaterial.Path("cases/ome_two_positions.ome.tif");
        DeepWonderException refused = Refusal.Of(ErrorId.AxesMismatch, () => Open(path));
        Assert.Equal(["Pos0", "Pos1"], refused.Choices.Select(c => c.Value));
        foreach (VolumeReadOptions hint in new VolumeReadOptions[]
            { new() { Axes = "TYX" }, new() { PlaneCount = 2 }, new() { ChannelCount = 2, Channel = "0" } })
        {
            Refusal.Of(ErrorId.AxesMismatch, () => Open(path, hint));
        }

        for (int i = 0; i < 2; i++)
        {
            using Volume byName = Open(path, new VolumeReadOptions { Position = $"pos{i}" });
            DemandOrder(byName, 20, 1, i + 1, 0);
            Assert.Equal(($"ome_two_positions_Pos{i}", 2.0), (byName.Name, byName.PixelSizeUm));
            using Volume byNumber = Open(path, new VolumeReadOptions { Position = i.ToString(CultureInfo.InvariantCulture), Axes = "TYX" });
            DemandOrder(byNumber, 20, 1, i + 1, 0);
        }

        Refusal.Of(ErrorId.ParameterInvalid, () => Open(path, new VolumeReadOptions { Position = "Pos2" }));
    }

    [Fact]
    public void A_position_may_have_been_stopped_before_the_other()
    {
        string path = Folder.Write("a.ome.tif", TiffOf([0, 100, 1, 101, 2], Ome((3, [0, 2, 4]), (3, [1, 3]))));
        using Volume whole = Open(path, new VolumeReadOptions { Position = "A" });
        Assert.Equal([[0], [1], [2]], Read(whole));
        Assert.Empty(Warnings(whole));
        using Volume stopped = Open(path, new VolumeReadOptions { Position = "B" });
        Assert.Equal([[100], [101]], Read(stopped));
        Assert.Single(Warnings(stopped));
    }

    [Fact]
    public void Positions_that_do_not_say_where_they_are_cannot_be_read()
    {
        string path = Folder.Write("a.ome.tif", TiffOf([0, 100, 1, 101], Ome((2, []), (2, []))));
        Refusal.Of(ErrorId.AxesMismatch, () => Open(path, new VolumeReadOptions { Position = "A" }));
    }

    [Fact]
    public void A_file_of_one_recording_has_no_positions()
    {
        string path = Folder.Write("a.tif", TiffOf([0, 1]));
        Refusal.Of(ErrorId.ParameterInvalid, () => Open(path, new VolumeReadOptions { Position = "0" }));
        using Volume movie = TestVolumes.Create(3, 3, 4, (t, y, x) => t);
        VolumeWriter.Write(movie, Folder.File("a.h5"), cancellationToken: TestContext.Current.CancellationToken);
        Refusal.Of(ErrorId.ParameterInvalid, () => Open(Folder.File("a.h5"), new VolumeReadOptions { Position = "0" }));
    }

    [Fact]
    public void Each_position_in_a_file_of_its_own_is_that_of_the_file()
    {
        string ome = "<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06' UUID='urn:uuid:{0}'>"
            + string.Concat(Enumerable.Range(0, 2).Select(i => Image("AB"[i], i, 2, string.Concat(Enumerable.Range(0, 2).Select(
                t => $"<TiffData IFD='{t}' FirstT='{t}' PlaneCount='1'><UUID FileName='p{i}.ome.tif'>urn:uuid:{i}</UUID></TiffData>")))))
            + "</OME>";
        for (int i = 0; i < 2; i++)
        {
            Folder.Write($"p{i}.ome.tif", TiffOf([100 * i, (100 * i) + 1], ome.Replace("{0}", $"{i}", StringComparison.Ordinal)));
        }

        for (int i = 0; i < 2; i++)
        {
            using Volume own = Open(Folder.File($"p{i}.ome.tif"));
            Assert.Equal([[100 * i], [(100 * i) + 1]], Read(own));
            using Volume asked = Open(Folder.File("p0.ome.tif"), new VolumeReadOptions { Position = "AB"[i..(i + 1)] });
            Assert.Equal([[100 * i], [(100 * i) + 1]], Read(asked));
        }

        Refusal.Of(ErrorId.AxesMismatch, () => Open(Folder.Root));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Regions_of_a_scan_are_recordings_of_their_own(int gap)
    {
        string path = Mroi([("V1", 4, 3), ("a b", 4, 5)], gap);
        DeepWonderException refused = Refusal.Of(ErrorId.AxesMismatch, () => Open(path));
        Assert.Equal(["V1", "a b"], refused.Choices.Select(c => c.Value));
        using Volume first = Open(path, new VolumeReadOptions { Position = "v1" });
        using Volume second = Open(path, new VolumeReadOptions { Position = "1" });
        Assert.Equal((3, 4, 5, 4), (first.Height, first.Width, second.Height, second.Width));
        Assert.Equal(("m_V1", "m_a_b"), (first.Name, second.Name));
        for (int t = 0; t < 2; t++)
        {
            Assert.Equal([.. Enumerable.Range(0, 3).Select(y => (float)((100 * t) + y))], Column(first, t));
            Assert.Equal([.. Enumerable.Range(0, 5).Select(y => (float)((100 * t) + 3 + gap + y))], Column(second, t));
        }

        // 0.03 degrees of 150 µm on 4 columns, 0.06 on as many rows as there are.
        Assert.Equal(0.03 * 150 / 4, first.PixelSizeUm!.Value, 9);
        Assert.Equal(0.06 * 150 / 5, second.PixelHeightUm!.Value, 9);
    }

    [Fact]
    public void Regions_that_do_not_fit_the_page_are_one_picture_with_a_warning()
    {
        using Volume volume = Open(Mroi([("V1", 4, 3), ("V2", 4, 50)], 0, height: 9));
        Assert.Equal(9, volume.Height);
        Assert.Contains("several regions", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
    }

    private static float[] Column(Volume volume, int frame)
    {
        float[,] plane = volume.GetPlane(frame);
        return [.. Enumerable.Range(0, volume.Height).Select(y => plane[y, volume.Width - 1])];
    }

    private string Mroi((string Name, int Width, int Height)[] regions, int gap, int? height = null)
    {
        string rois = string.Join(',', regions.Select(r =>
            $$"""{"name":"{{r.Name}}","enable":1,"scanfields":{"sizeXY":[0.03,0.06],"pixelResolutionXY":[{{r.Width}},{{r.Height}}]"""
                + "}}"));
        string json = "{\"RoiGroups\":{\"imagingRoiGroup\":{\"rois\":[" + rois + "]}}}";
        int rows = height ?? regions.Sum(r => r.Height) + (gap * (regions.Length - 1));
        TestTiff tiff = new()
        {
            Type = SampleType.UInt16,
            Rows = rows,
            Columns = 4,
            Text = "scanimage.SI.hChannels.channelSave = 1\nscanimage.SI.hRoiManager.mroiEnable = 1\n"
                + "scanimage.SI.objectiveResolution = 150\n",
            Alter = (page, fields) => fields[315] = TestTiffField.Ascii(json),
        };
        return Folder.Write("m.tif", tiff.Build([.. Enumerable.Range(0, 2).Select(t =>
            Enumerable.Range(0, rows).SelectMany(y => Enumerable.Range(0, 4)
                .SelectMany(_ => BitConverter.GetBytes((ushort)((100 * t) + y))))
                .ToArray())]));
    }

    private static string Ome(params (int Frames, int[] Pages)[] images) =>
        "<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06'>"
            + string.Concat(images.Select((image, i) => Image("AB"[i], i, image.Frames, string.Concat(image.Pages.Select(
                (page, t) => $"<TiffData IFD='{page}' FirstT='{t}' PlaneCount='1'/>")))))
            + "</OME>";

    private static string Image(char name, int number, int frames, string list) =>
        $"<Image ID='Image:{number}' Name='{name}'><Pixels ID='Pixels:{number}' DimensionOrder='XYCZT' Type='uint16' SizeX='4' SizeY='3' "
            + $"SizeC='1' SizeZ='1' SizeT='{frames}'>{list}</Pixels></Image>";
}
