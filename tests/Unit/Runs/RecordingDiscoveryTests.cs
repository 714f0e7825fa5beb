using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Tests.Runs;

/// <summary>What is one recording, by the names of its files.</summary>
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

        IReadOnlyList<RecordingInput> found = new RecordingDiscovery(VolumeReadOptions.Default).Find([Folder.Root]).Recordings;
        Assert.Equal(
            ["mouse: mouse.tif", "mouse: mouse_view_9.h5", "mouse: mouse_view_9.tif mouse_view_113.tif", "rat: rat.ome.tif"],
            found.Select(r => $"{r.Name}: {string.Join(' ', r.Paths.Select(Path.GetFileName))}").Order(StringComparer.Ordinal));
        Assert.Equal(4, found.Select(r => r.Source).Distinct().Count());
    }
}
