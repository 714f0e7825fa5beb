namespace DeepWonder3D.Tests.Formats;

/// <summary>
/// Recordings that Python's NumPy, h5py, SciPy and tifffile write are read sample by sample, with what they say of axes and scales.
/// </summary>
public sealed class RecordingJudgeTests(ITestOutputHelper output) : FolderTests
{
    [Theory]
    [InlineData("npy_writes.py", 38)]
    [InlineData("hdf5_writes.py", 140)]
    [InlineData("mat_writes.py", 20)]
    [InlineData("nwb_writes.py", 8)]
    [InlineData("tiff_sets_writes.py", 12)]
    [InlineData("folders_writes.py", 8)]
    [InlineData("films_writes.py", 40)]
    public void Reads_what_others_write(string script, int least)
    {
        IndependentJudge.Scripts("Formats/Judges", Folder.Root, "recording.py", script);
        JudgedRecordings.Check(Folder, output, least, OptionsOf);
    }

    private static VolumeReadOptions OptionsOf(JsonElement item) => new()
    {
        Axes = JudgedRecordings.Text(item, "axes"),
        Dataset = JudgedRecordings.Text(item, "dataset"),
        Channel = JudgedRecordings.Text(item, "channel"),
        Plane = item.TryGetProperty("plane", out JsonElement plane) ? plane.GetInt32() : null,
    };
}
