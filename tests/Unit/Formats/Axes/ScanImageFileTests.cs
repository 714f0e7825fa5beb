using DeepWonder3D.Tests.Formats.Tiff;
using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>ScanImage's recordings in several files, with dropped frames, planes of the way back and channels.</summary>
public sealed class ScanImageFileTests : FolderTests
{
    [Fact]
    public void The_case_of_two_files_is_one_recording()
    {
        using Volume volume = Open(SharedMaterial.Path("cases/scanimage_files"));
        DemandOrder(volume, 26, 3, 1);
        Assert.Contains("not whole", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_file_alone_is_not_taken_for_the_first()
    {
        DeepWonderException refused = Refusal.Of(
            ErrorId.AxesMismatch, () => Open(SharedMaterial.Path("cases/scanimage_files/m_00001_00002.tif")));
        Assert.Contains("file 2 of a recording", refused.Message, StringComparison.Ordinal);
        using Volume first = Open(SharedMaterial.Path("cases/scanimage_files/m_00001_00001.tif"));
        DemandOrder(first, 13, 3, 1);
    }

    [Fact]
    public void A_file_whose_frames_are_numbered_begins_with_its_first_whole_volume()
    {
        // Frames 42 to 49 of an acquisition of three planes: the first of a volume are 43 and 46.
        string path = Si("m_00001_00002.tif", Enumerable.Range(42, 8));
        using Volume volume = Open(path);
        Assert.Equal([[43, 44, 45], [46, 47, 48]], Read(volume));
        Assert.Contains("begins with frame 42", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        using Volume part = Open(path, new VolumeReadOptions { FirstFrame = 1, Plane = 2 });
        Assert.Equal([[48]], Read(part));
    }

    [Fact]
    public void Files_of_numbered_frames_follow_each_other_and_may_lack_the_first()
    {
        Si("m_00001_00001.tif", Enumerable.Range(1, 7));
        string second = Si("m_00001_00002.tif", Enumerable.Range(8, 7));
        string third = Si("m_00001_00003.tif", Enumerable.Range(15, 4));
        using Volume all = Open(Folder.Root);
        Assert.Equal([.. Enumerable.Range(0, 6).Select(v => new[] { (3 * v) + 1, (3 * v) + 2, (3 * v) + 3 })], Read(all));
        Assert.Empty(Warnings(all));
        using Volume late = VolumeReader.OpenMovie([third, second], null, TestContext.Current.CancellationToken);
        Assert.Equal([[10, 11, 12], [13, 14, 15], [16, 17, 18]], Read(late));
        Assert.Single(Warnings(late));
    }

    [Fact]
    public void A_volume_with_a_dropped_frame_is_left_out_and_the_times_say_so()
    {
        string path = Si("a.tif", [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12]);
        using Volume volume = Open(path);
        Assert.Equal([[1, 2, 3], [7, 8, 9], [10, 11, 12]], Read(volume));
        Assert.Equal(10, volume.FrameRate);
        Assert.Equal([0, 0.2, 0.3], volume.FrameTimes!.Select(t => Math.Round(t, 6)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dropped_frames_of_one_plane_show_in_the_times(bool hasTimes)
    {
        int[] numbers = [1, 2, 3, 4, 8, 9, 10, 11, 12];
        string path = Si("a.tif", numbers, planes: 1, hasTimes: hasTimes);
        using Volume volume = Open(path);
        Assert.Equal(30, volume.FrameRate);
        Assert.Equal([.. numbers.Select(n => Math.Round((n - 1) / 30.0, 6))], volume.FrameTimes!.Select(t => Math.Round(t, 6)));
        Assert.Contains("did not come evenly", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        using Volume even = Open(Si("b.tif", Enumerable.Range(1, 9), planes: 1, hasTimes: hasTimes));
        Assert.Null(even.FrameTimes);
    }

    [Fact]
    public void Planes_of_the_way_back_are_stored_and_left_out()
    {
        // Three planes and one of the way back in two channels.
        IEnumerable<int> values = from v in Enumerable.Range(0, 2)
                                  from z in Enumerable.Range(0, 4)
                                  from c in Enumerable.Range(0, 2)
                                  select (100 * v) + (10 * z) + c;
        string path = Folder.Write("a.tif",
            TiffOf(values, Header(3, "1;2", "SI.hFastZ.discardFlybackFrames = true", "SI.hFastZ.numDiscardFlybackFrames = 1")));
        using Volume volume = Open(path, new VolumeReadOptions { Channel = "1" });
        Assert.Equal([[1, 11, 21], [101, 111, 121]], Read(volume));
        Assert.Equal([[101, 111, 121]], Read(Open(path, new VolumeReadOptions { Channel = "1", FirstFrame = 1 })));

        // Stated otherwise than the header has it: all pages count.
        using Volume stated = Open(path, new VolumeReadOptions { Channel = "0", PlaneCount = 4, FlybackPlane = [0] });
        Assert.Equal([[10, 20, 30], [110, 120, 130]], Read(stated));
    }

    private string Si(string name, IEnumerable<int> numbers, int planes = 3, bool hasTimes = false)
    {
        int[] all = [.. numbers];
        return Folder.Write(name, TiffOf(all, alter: (page, fields) =>
        {
            string time = (hasTimes ? (all[page] - 1) / 30.0 : 0).ToString("0.000000000", CultureInfo.InvariantCulture);
            fields[TestTiff.Description] = TestTiffField.Ascii(
                $"frameNumbers = {all[page]}\nframeTimestamps_sec = {time}\nepoch = [2024 1 1 0 0 0]\n");
            if (page == 0)
            {
                fields[305] = TestTiffField.Ascii(Header(planes, "1"));
            }
        }));
    }

    private static string Header(int planes, string channels, params string[] more) => string.Join('\n',
        [
            "SI.VERSION_MAJOR = 2020", $"SI.hChannels.channelSave = [{channels}]", $"SI.hFastZ.enable = {(planes > 1 ? "true" : "false")}",
            "SI.hFastZ.numVolumes = 1000", $"SI.hStackManager.enable = {(planes > 1 ? "true" : "false")}",
            $"SI.hStackManager.numSlices = {planes}", "SI.hStackManager.framesPerSlice = 1000", "SI.hRoiManager.scanFrameRate = 30",
            "SI.hRoiManager.scanVolumeRate = 10", .. more,
        ]).Replace("SI.", more.Length > 0 ? "scanimage.SI." : "SI.", StringComparison.Ordinal);
}
