using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Tests.Formats.Tiff;
using DeepWonder3D.Tests.Volumes;

namespace DeepWonder3D.Tests.Runs;

/// <summary>What is one recording, what is none, and what is said of the rest.</summary>
public sealed class RecordingDiscoveryTests : FolderTests
{
    [Fact]
    public void Views_are_one_recording_and_a_movie_of_the_same_name_another()
    {
        foreach (string name in (string[])[
            "mouse.tif",
            "mouse_view_113.tif",
            "mouse_view_9.tif",
            "mouse_view_9.h5",
            "rat.ome.tif",
            ".mouse.tif",
            "notes.txt",
        ])
        {
            Folder.Write(name, [1]);
        }

        IReadOnlyList<RecordingInput> found = Find().Recordings;
        Assert.Equal(
            ["mouse: mouse.tif", "mouse: mouse_view_9.h5", "mouse: mouse_view_9.tif mouse_view_113.tif", "rat: rat.ome.tif"],
            found.Select(r => $"{r.Name}: {string.Join(' ', r.Paths.Select(Path.GetFileName))}").Order(StringComparer.Ordinal));
        Assert.Equal(4, found.Select(r => r.Source).Distinct().Count());
    }

    [Fact]
    public void Files_that_the_reader_takes_for_one_recording_are_one()
    {
        Set("a.ome.tif", "b.ome.tif");
        Set("c.ome.tif", "d.ome.tif");
        Movie("mouse.tif");
        FoundRecordings found = Find();
        Assert.Equal(["a", "c", "mouse"], found.Recordings.Select(r => r.Name));
        Assert.Equal(["a.ome.tif", "b.ome.tif"], found.Recordings[0].Views[0].Files().Select(Path.GetFileName));
        Assert.Empty(found.PassedOver);
    }

    [Theory]
    [InlineData("cases/scanimage_files", "m_00001_00001", 2)]
    [InlineData("cases/mm_split", "s_MMStack", 2)]
    [InlineData("cases/bruker_bidirectional", "bruker_bidirectional", 25)]
    public void Acquisitions_of_several_files_are_one_recording_each(string folder, string name, int files)
    {
        FoundRecordings found = Discovery().Find([SharedMaterial.Path(folder)], token: TestContext.Current.CancellationToken);
        RecordingInput recording = Assert.Single(found.Recordings);
        Assert.Equal((name, files), (recording.Name, recording.Views[0].Files().Count));
        Assert.Empty(found.PassedOver);
    }

    [Fact]
    public void A_part_that_is_missing_is_a_failure_and_no_shorter_recording()
    {
        string folder = SharedMaterial.Path("cases/scanimage_files");
        File.Copy(Path.Combine(folder, "m_00001_00001.tif"), Folder.File("m_00001_00001.tif"));
        File.Copy(Path.Combine(folder, "m_00001_00002.tif"), Folder.File("m_00001_00003.tif"));
        RecordingInput recording = Assert.Single(Find().Recordings);
        Refusal.Of(
            ErrorId.RecordingIncomplete,
            () => recording.Views[0].Open(VolumeReadOptions.Default, TestContext.Current.CancellationToken));
        File.Move(Folder.File("m_00001_00003.tif"), Folder.File("m_00002_00001.tif"));
        Assert.Equal(2, Find().Recordings.Count);
    }

    [Fact]
    public void The_second_file_may_come_first_in_the_order_of_names()
    {
        Set("b.ome.tif", "a.ome.tif");
        RecordingInput recording = Assert.Single(Find().Recordings);
        Assert.Equal(["b.ome.tif", "a.ome.tif"], recording.Views[0].Files().Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("AVG_mouse.tif", 1)]
    [InlineData("MAX_mouse.tif", 20)]
    [InlineData("STD_mouse.tif", 1)]
    [InlineData("SUM_nothing.tif", 1)]
    [InlineData("mouse_mean.tif", 20)]
    [InlineData("mouse-max.tif", 1)]
    [InlineData("meanImg.npy", 1)]
    [InlineData("mouse_cp_masks.tif", 20)]
    [InlineData("mouse.denoised.tif", 20)]
    [InlineData("snapshot.tif", 1)]
    public void What_was_made_of_a_recording_is_passed_over_with_the_reason_unless_it_is_named(string name, int frames)
    {
        Movie("mouse.tif");
        if (name.EndsWith(".npy", StringComparison.Ordinal))
        {
            File.Copy(SharedMaterial.Path("cases/cellpose_masks.npy"), Folder.File(name));
        }
        else
        {
            Movie(name, frames);
        }

        FoundRecordings found = Find();
        Assert.Equal("mouse.tif", Path.GetFileName(Assert.Single(found.Recordings).Source));
        PassedFile passed = Assert.Single(found.PassedOver);
        Assert.Equal(name, Path.GetFileName(passed.Path));
        Assert.Contains(frames == 1 ? "one image" : "of 'mouse.tif'", passed.Reason, StringComparison.Ordinal);
        string file = Folder.File(name);
        Assert.Equal(file, Assert.Single(Discovery().Find([file], token: TestContext.Current.CancellationToken).Recordings).Source);
        Assert.Empty(Discovery().Find([file], token: TestContext.Current.CancellationToken).PassedOver);
        Assert.Equal(frames == 1 ? 0 : 1, Discovery().Find([], [file], token: TestContext.Current.CancellationToken).Recordings.Count);
    }

    [Theory]
    [InlineData("MAX_4.tif")]
    [InlineData("Max_mouse.tif")]
    [InlineData("mouse_30_min.tif")]
    [InlineData("other_mean.tif")]
    public void A_name_alone_makes_no_movie_a_projection(string name)
    {
        Movie("mouse.tif");
        Movie(name);
        Assert.Equal(2, Find().Recordings.Count);
    }

    [Theory]
    [InlineData("Invoke-Denoise", 1)]
    [InlineData("Repair-Motion", 1)]
    [InlineData("Denoise", 1)]
    [InlineData("ConvertTo-View", 2)]
    public void A_movie_that_a_stage_made_of_the_one_beside_it_is_passed_over(string step, int recordings)
    {
        Movie("mouse.tif");
        Movie("clean.tif", 20, [
            new HistoryStep("Import-Volume", new Dictionary<string, string> { ["Path"] = @"D:\rec\mouse.tif" }),
            new HistoryStep(step, new Dictionary<string, string>()),
        ]);
        FoundRecordings found = Find();
        Assert.Equal(recordings, found.Recordings.Count);
        Assert.Equal(2 - recordings, found.PassedOver.Count(f => f.Reason == $"was made of 'mouse.tif' by {step}"));
        File.Delete(Folder.File("mouse.tif"));
        Assert.Single(Find().Recordings);
    }

    [Fact]
    public void A_stack_without_time_is_no_movie()
    {
        Movie("stack.tif", 1, [], planes: 30);
        FoundRecordings found = Find();
        Assert.Empty(found.Recordings);
        Assert.Contains("30 planes", Assert.Single(found.PassedOver).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_other_programs_are_no_recordings()
    {
        string results = SharedMaterial.Path("cases/suite2p_0.14");
        FoundRecordings found = Discovery().Find([results], token: TestContext.Current.CancellationToken);
        Assert.Empty(found.Recordings);
        Assert.Equal(Directory.GetFiles(results, "*.npy").Length, found.PassedOver.Count);
    }

    [Theory]
    [InlineData("a.czi", "CZI")]
    [InlineData("b.ND2", "ND2")]
    [InlineData("c.isxd", "Inscopix")]
    public void Recordings_that_are_not_read_are_told_with_the_way_to_convert_them(string name, string what)
    {
        Folder.Write(name, [1, 2, 3]);
        Folder.Write("." + name, [1, 2, 3]);
        FoundRecordings found = Find();
        Assert.Empty(found.Recordings);
        UnreadFile unread = Assert.Single(found.Unread);
        Assert.Contains(what, unread.What, StringComparison.Ordinal);
        Assert.NotEmpty(unread.Advice);
        Assert.Single(Discovery().Find([Folder.File(name)], token: TestContext.Current.CancellationToken).Recordings);
    }

    [Fact]
    public void What_else_lies_there_is_told()
    {
        Folder.Write("a.png", [1]);
        Folder.Write("notes.txt", [1]);
        Directory.CreateDirectory(Folder.File("monday"));
        Assert.Equal("2 other files (.png, .txt), 1 folders that were not looked into (monday)", Find().Others);
    }

    [Fact]
    public void The_files_of_a_folder_are_one_movie_where_the_caller_says_so()
    {
        foreach (string name in (string[])["img_10.tif", "img_9.tif", "img_11.tif", "AVG_img.tif"])
        {
            Movie(name, 1);
        }

        FoundRecordings found = new RecordingDiscovery(VolumeReadOptions.Default, asMovie: true)
            .Find([Folder.Root], token: TestContext.Current.CancellationToken);
        RecordingInput movie = Assert.Single(found.Recordings);
        Assert.Equal(Path.GetFileName(Folder.Root), movie.Name);
        Assert.Equal(["img_9.tif", "img_10.tif", "img_11.tif"], movie.Views[0].Files().Select(Path.GetFileName));
        using Volume opened = movie.Views[0].Open(VolumeReadOptions.Default, TestContext.Current.CancellationToken);
        Assert.Equal(3, opened.FrameCount);
        Assert.Equal("AVG_img.tif", Path.GetFileName(Assert.Single(found.PassedOver).Path));
        Assert.Empty(Find().Recordings);
    }

    [Fact]
    public void Who_looks_again_and_again_leaves_what_changes_and_sees_a_part_that_comes_later()
    {
        RecordingDiscovery patient = new(VolumeReadOptions.Default, isPatient: true);
        Set("a.ome.tif", "b.ome.tif");
        byte[] second = File.ReadAllBytes(Folder.File("b.ome.tif"));
        File.WriteAllBytes(Folder.File("b.ome.tif"), second[..(second.Length / 2)]);
        Assert.Equal([("a.ome.tif", false), ("b.ome.tif", false)], Changing());
        File.WriteAllBytes(Folder.File("b.ome.tif"), second[..(second.Length * 3 / 4)]);
        Assert.Equal([("a.ome.tif", true), ("b.ome.tif", true)], Changing());
        File.WriteAllBytes(Folder.File("b.ome.tif"), second);
        Assert.DoesNotContain(("b.ome.tif", false), Changing());
        Assert.Empty(Changing());
        RecordingInput recording = Assert.Single(patient.Find([Folder.Root], token: TestContext.Current.CancellationToken).Recordings);
        Assert.Equal(2, recording.Views[0].Files().Count);

        IEnumerable<(string, bool)> Changing() =>
            [.. patient.Find([Folder.Root], token: TestContext.Current.CancellationToken).Changing.Select(
                f => (Path.GetFileName(f.Path), f.HasChanged))
                .Order()];
    }

    private static RecordingDiscovery Discovery() => new(VolumeReadOptions.Default);

    private FoundRecordings Find() => Discovery().Find([Folder.Root], token: TestContext.Current.CancellationToken);

    private void Movie(string name, int frames = 20, IReadOnlyList<HistoryStep>? history = null, int planes = 1)
    {
        VolumeInfo info = new()
        {
            Name = "movie",
            FrameCount = frames,
            PlaneCount = planes,
            Height = 8,
            Width = 6,
            FrameRate = 10,
            History = history ?? [],
        };
        using Volume movie = TestVolumes.Fill(info, (t, z, y, x) => t + z + y + x);
        VolumeWriter.Write(
            new Volume(info, movie.Store),
            Folder.File(name),
            VolumeWriteOptions.Default,
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);
    }

    /// <summary>Two files of two frames each, of which the first one's OME-XML tells.</summary>
    private void Set(string first, string second)
    {
        string text = "<OME UUID='urn:uuid:1'><Image><Pixels DimensionOrder='XYCZT' SizeX='6' SizeY='8' SizeT='4' SizeZ='1' SizeC='1'>"
            + "<TiffData FirstT='0' IFD='0' PlaneCount='2'/><TiffData FirstT='2' IFD='0' PlaneCount='2'>"
            + $"<UUID FileName='{second}'>urn:uuid:2</UUID></TiffData></Pixels></Image></OME>";
        Folder.Write(first, Pages(text));
        Folder.Write(second, Pages(null));
    }

    private static byte[] Pages(string? text) => new TestTiff { Type = SampleType.UInt8, Rows = 8, Columns = 6, Text = text }
        .Build(TestTiff.Plane(SampleType.UInt8, 8, 6, 1), TestTiff.Plane(SampleType.UInt8, 8, 6, 2));
}
