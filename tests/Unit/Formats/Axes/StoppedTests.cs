using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>Acquisitions that were stopped: their whole frames are read, and a warning says so.</summary>
public sealed class StoppedTests : FolderTests
{
    [Theory]
    [InlineData("cases/last_frame_cut.tif", 39)]
    [InlineData("cases/ome_stopped.ome.tif", 40)]
    public void The_cases_give_their_whole_frames(string file, int frames)
    {
        using Volume volume = Open(SharedMaterial.Path(file));
        Assert.Equal(frames, volume.FrameCount);
        Assert.NotEmpty(volume.GetPlane(frames - 1));
        Assert.Single(Warnings(volume));
        using Volume part = Open(SharedMaterial.Path(file), new VolumeReadOptions { FirstFrame = 10, FrameCount = 5 });
        Assert.Equal(5, part.FrameCount);
    }

    [Theory]
    [InlineData("XYZCT", "", 2)]
    [InlineData("XYCZT", "<TiffData/>", 2)]
    [InlineData("XYCZT", "<TiffData IFD='0' PlaneCount='8'/>", 2)]
    [InlineData("XYCZT", "<TiffData IFD='0' PlaneCount='3'/><TiffData IFD='3' FirstT='1' PlaneCount='4'/>", 2)]
    public void OME_that_promises_more_frames_gives_those_there_are(string order, string list, int frames)
    {
        string path = Folder.Write("a.ome.tif", TiffOf(Enumerable.Range(0, 8), Ome(order, 1000, 3, list)));
        using Volume volume = Open(path);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Read(volume));
        Assert.Equal(frames, volume.FrameCount);
        Assert.Contains(Warnings(volume), w => w.Contains("was stopped", StringComparison.Ordinal));
    }

    [Fact]
    public void Times_of_the_frames_that_are_there_are_kept()
    {
        string list = "<TiffData IFD='0' PlaneCount='4'/>" + string.Concat(Enumerable.Range(0, 4).Select(t => FormattableString.Invariant(
            $"<Plane TheT='{t}' TheZ='0' TheC='0' DeltaT='{(t < 2 ? t : t + 30) * 0.1}'/>")));
        using Volume volume = Open(Folder.Write("a.ome.tif", TiffOf(Enumerable.Range(0, 4), Ome("XYCZT", 1000, 1, list))));
        Assert.Equal(10, volume.FrameRate!.Value, 6);
        Assert.Equal([0, 0.1, 3.2, 3.3], volume.FrameTimes!.Select(t => Math.Round(t, 6)));
    }

    [Fact]
    public void A_hole_in_the_middle_stays_a_fault()
    {
        string list = "<TiffData IFD='0' PlaneCount='3'/><TiffData IFD='3' FirstT='2' PlaneCount='3'/>";
        string path = Folder.Write("a.ome.tif", TiffOf(Enumerable.Range(0, 6), Ome("XYCZT", 1000, 3, list)));
        Refusal.Of(ErrorId.AxesMismatch, () => Open(path));
    }

    [Theory]
    [InlineData("ImageJ=1.53t\nimages=1000\nslices=3\nframes=333\n", 2, 3)]
    [InlineData("ImageJ=1.53t\nimages=1000\nframes=1000\n", 8, 1)]
    public void ImageJ_that_promises_more_frames_gives_those_there_are(string text, int frames, int planes)
    {
        using Volume volume = Open(Folder.Write("a.tif", TiffOf(Enumerable.Range(0, 8), text)));
        Assert.Equal((frames, planes), (volume.FrameCount, volume.PlaneCount));
        Assert.NotEmpty(Warnings(volume));
    }

    [Fact]
    public void A_file_that_is_cut_in_the_middle_of_a_recording_is_refused_and_at_its_end_is_not()
    {
        byte[] whole = TiffOf([1, 2, 3]);
        Directory.CreateDirectory(Folder.File("m"));
        Folder.Write("m/a_0.tif", whole);
        Folder.Write("m/a_1.tif", whole[..^20]);
        using (Volume volume = Open(Folder.File("m")))
        {
            Assert.Equal([[1], [2], [3], [1], [2]], Read(volume));
            Assert.Contains("ends in page 2", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        }

        foreach (int bytes in new[] { 0, 8, 30 })
        {
            Folder.Write("m/a_1.tif", whole[..bytes]);
            using Volume volume = Open(Folder.File("m"));
            Assert.Equal([[1], [2], [3]], Read(volume));
            Assert.Contains("no whole page", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        }

        Folder.Write("m/a_2.tif", whole);
        Refusal.Of(ErrorId.TiffTruncated, () => Open(Folder.File("m")));
    }

    private static string Ome(string order, int frames, int planes, string list) =>
        "<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06'><Image ID='Image:0'><Pixels ID='Pixels:0' "
            + $"DimensionOrder='{order}' Type='uint16' SizeX='4' SizeY='3' SizeC='1' SizeZ='{planes}' SizeT='{frames}'>{list}"
                + "</Pixels></Image></OME>";
}
