namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>Other programs' files are read, and other programs read ours: Python's tifffile, and libtiff through its C interface.</summary>
public sealed class TiffJudgeTests(ITestOutputHelper output) : FolderTests
{
    [Theory]
    [InlineData("tifffile_writes.py")]
    [InlineData("libtiff_writes.py")]
    public void Reads_what_others_write(string script)
    {
        Judge(script);
        JudgedRecordings.Check(Folder, output, 100, _ => VolumeReadOptions.Default);
    }

    [Fact]
    public void Others_read_what_is_written()
    {
        List<object> list = [];
        foreach (SampleType type in Enum.GetValues<SampleType>())
        {
            foreach (VolumeCompression compression in Enum.GetValues<VolumeCompression>())
            {
                foreach ((int frames, int planes, bool big)
                    in new[] { (5, 3, false), (5, 1, true), (1, 4, false), (1, 1, false), (3, 2, true) })
                {
                    string name = $"{type}-{compression}-{frames}x{planes}-{(big ? "big" : "classic")}".ToLowerInvariant();
                    (int rows, int columns) = (61, 47);
                    byte[][] samples = [.. Enumerable.Range(0, frames * planes).Select(i => TestTiff.Plane(type, rows, columns, i))];
                    using Volume source = Open(Folder.Write(
                        "source", new TestTiff { Type = type, Rows = rows, Columns = columns, BigEndian = true }.Build(samples)));
                    VolumeInfo info =
                        source.Info with { FrameCount = frames, PlaneCount = planes, FrameRate = 7, PixelSizeUm = 0.65, PlaneStepUm = 2.5 };
                    using Volume volume = new(info, source.Store);
                    VolumeWriteOptions options =
                        new() { Format = VolumeFormat.Tiff, Compression = compression, ClassicTiffLimit = big ? 0 : uint.MaxValue };
                    VolumeWriter.Write(
                        volume, Folder.File(name + ".tif"), options, SilentObserver.Instance, TestContext.Current.CancellationToken);
                    File.WriteAllBytes(Folder.File(name + ".raw"), [.. samples.SelectMany(s => s)]);
                    string axes = (frames > 1 ? "T" : "") + (planes > 1 ? "Z" : "") + "YX";
                    list.Add(
                        new { name, axes, type = type.ToString().ToLowerInvariant(), shape = new[] { frames, planes, rows, columns } });
                }
            }
        }

        File.WriteAllText(Folder.File("list.json"), JsonSerializer.Serialize(list));
        output.WriteLine(Judge("tifffile_reads.py"));
        output.WriteLine(Judge("libtiff_reads.py"));
    }

    private static Volume Open(string path) => VolumeReader.Open(path, VolumeReadOptions.Default, TestContext.Current.CancellationToken);

    private string Judge(string script) => IndependentJudge.Scripts("Formats/Tiff/Judges", Folder.Root, script);
}
