using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>Recordings that Micro-Manager splits into several files, whose OME-XML has no identifier of its own file.</summary>
public sealed class MicroManagerTests : FolderTests
{
    [Fact]
    public void The_case_has_all_its_frames_whichever_file_or_folder_is_named()
    {
        string folder = SharedMaterial.Path("cases/mm_split");
        string[] files = [Path.Combine(folder, "s_MMStack.ome.tif"), Path.Combine(folder, "s_MMStack_1.ome.tif")];
        float[][,] pages =
        [
            .. files.SelectMany(file =>
            {
                using Volume part = Open(file, new VolumeReadOptions { Axes = "TYX", PlaneCount = 1 });
                return Enumerable.Range(0, (int)part.FrameCount).Select(t => part.GetPlane(t)).ToArray();
            }),
        ];
        Assert.Equal(12, pages.Length);
        foreach (string path in files.Append(folder))
        {
            using Volume volume = Open(path);
            Assert.Equal((12L, 1), (volume.FrameCount, volume.PlaneCount));
            Assert.All(Enumerable.Range(0, 12), t => Assert.Equal(pages[t], volume.GetPlane(t)));
            Assert.Empty(Warnings(volume));
        }
    }

    [Theory]
    [InlineData("first")]
    [InlineData("all")]
    public void Planes_and_three_files_go_by_what_the_list_says(string name)
    {
        Split([4, 4, 4], planes: 3, total: 4);
        using Volume volume = Open(name == "first" ? Folder.File("a.ome.tif") : Folder.Root);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]], Read(volume));
    }

    [Fact]
    public void A_last_file_that_is_missing_or_cut_costs_its_frames_and_one_in_the_middle_all()
    {
        Split([4, 4, 4], planes: 1, total: 12);
        byte[] last = File.ReadAllBytes(Folder.File("a_2.ome.tif"));
        File.WriteAllBytes(Folder.File("a_2.ome.tif"), last[..^30]);
        foreach (string name in new[] { "a.ome.tif", "a_2.ome.tif" })
        {
            using Volume cut = Open(Folder.File(name));
            Assert.Equal(11, cut.FrameCount);
            Assert.Equal(Enumerable.Range(0, (int)cut.FrameCount), Read(cut).Select(f => f[0]));
            Assert.Contains(Warnings(cut), w => w.Contains("not whole", StringComparison.Ordinal));
        }

        File.Delete(Folder.File("a_2.ome.tif"));
        using (Volume volume = Open(Folder.File("a.ome.tif")))
        {
            Assert.Equal(Enumerable.Range(0, 8), Read(volume).Select(f => f[0]));
            Assert.Contains("8 whole", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        }

        Split([4, 4, 4], planes: 1, total: 12);
        File.Delete(Folder.File("a_1.ome.tif"));
        Refusal.Of(ErrorId.RecordingIncomplete, () => Open(Folder.File("a.ome.tif")));
    }

    [Fact]
    public void A_last_file_that_is_missing_costs_the_volume_that_begins_before_it()
    {
        Split([5, 5, 2], planes: 3, total: 4);
        File.Delete(Folder.File("a_2.ome.tif"));
        using Volume volume = Open(Folder.Root);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6, 7, 8]], Read(volume));
    }

    [Fact]
    public void One_that_was_stopped_in_its_last_file_gives_the_frames_that_are_listed()
    {
        Split([4, 4, 2], planes: 1, total: 1000);
        using Volume volume = Open(Folder.File("a_1.ome.tif"));
        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => new[] { i })], Read(volume));
        Assert.Contains(Warnings(volume), w => w.Contains("was stopped", StringComparison.Ordinal));
    }

    /// <summary>Writes files of so many pages each; every one lists the pages of all.</summary>
    private void Split(int[] pages, int planes, int total)
    {
        List<string> list = [];
        string NameOf(int file) => file == 0 ? "a.ome.tif" : $"a_{file}.ome.tif";
        for (int i = 0; i < pages.Sum(); i++)
        {
            int file = Enumerable.Range(0, pages.Length).First(f => i < pages.Take(f + 1).Sum());
            list.Add($"<TiffData FirstC='0' FirstT='{i / planes}' FirstZ='{i % planes}' IFD='{i - pages.Take(file).Sum()}' PlaneCount='1'>"
                + $"<UUID FileName='{NameOf(file)}'>urn:uuid:{file}</UUID></TiffData>");
        }

        string text = "<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2013-06'><Image ID='Image:0'><Pixels ID='Pixels:0' "
            + $"DimensionOrder='XYZCT' Type='uint16' SizeX='{Width}' SizeY='{Height}' SizeZ='{planes}' SizeC='1' SizeT='{total}'>"
            + string.Concat(list) + "</Pixels></Image></OME>";
        for (int f = 0; f < pages.Length; f++)
        {
            Folder.Write(NameOf(f), TiffOf(Enumerable.Range(pages.Take(f).Sum(), pages[f]), text));
        }
    }
}
