using System.Text.Json;

namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>Other programs' files are read, and other programs read ours: Python's tifffile, and libtiff through its C interface.</summary>
public sealed class TiffJudgeTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tifffile_writes.py")]
    [InlineData("libtiff_writes.py")]
    public void Reads_what_others_write(string script)
    {
        Judge(script, _folder.Root);
        using JsonDocument list = JsonDocument.Parse(File.ReadAllText(_folder.File("list.json")));
        List<string> wrong = [];
        int count = 0;
        foreach (JsonElement item in list.RootElement.EnumerateArray())
        {
            count++;
            string name = item.GetProperty("name").GetString()!;
            try
            {
                using Volume volume = Open(_folder.File(name + ".tif"));
                Check(item, volume, File.ReadAllBytes(_folder.File(name + ".raw")));
            }
            catch (Exception e)
            {
                wrong.Add($"{name}: {e.Message}");
            }
        }

        output.WriteLine($"{count} files.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)) + $"\n{wrong.Count} of {count}");
        Assert.InRange(count, 100, int.MaxValue);
    }

    [Fact]
    public void Others_read_what_is_written()
    {
        List<object> list = [];
        foreach (SampleType type in Enum.GetValues<SampleType>())
        {
            foreach (VolumeCompression compression in Enum.GetValues<VolumeCompression>())
            {
                foreach ((int frames, int planes, bool big) in new[] { (5, 3, false), (5, 1, true), (1, 4, false), (1, 1, false), (3, 2, true) })
                {
                    string name = $"{type}-{compression}-{frames}x{planes}-{(big ? "big" : "classic")}".ToLowerInvariant();
                    (int rows, int columns) = (61, 47);
                    byte[][] samples = [.. Enumerable.Range(0, frames * planes).Select(i => TestTiff.Plane(type, rows, columns, i))];
                    using Volume source = Open(_folder.Write("source", new TestTiff { Type = type, Rows = rows, Columns = columns, BigEndian = true }.Build(samples)));
                    VolumeInfo info = source.Info with { FrameCount = frames, PlaneCount = planes, FrameRate = 7, PixelSizeUm = 0.65, PlaneStepUm = 2.5 };
                    using Volume volume = new(info, source.Store);
                    VolumeWriteOptions options = new() { Format = VolumeFormat.Tiff, Compression = compression, ClassicTiffLimit = big ? 0 : uint.MaxValue };
                    VolumeWriter.Write(volume, _folder.File(name + ".tif"), options, SilentObserver.Instance, TestContext.Current.CancellationToken);
                    File.WriteAllBytes(_folder.File(name + ".raw"), [.. samples.SelectMany(s => s)]);
                    string axes = (frames > 1 ? "T" : "") + (planes > 1 ? "Z" : "") + "YX";
                    list.Add(new { name, axes, type = type.ToString().ToLowerInvariant(), shape = new[] { frames, planes, rows, columns } });
                }
            }
        }

        File.WriteAllText(_folder.File("list.json"), JsonSerializer.Serialize(list));
        output.WriteLine(Judge("tifffile_reads.py", _folder.Root));
        output.WriteLine(Judge("libtiff_reads.py", _folder.Root));
    }

    private static void Check(JsonElement item, Volume volume, byte[] expected)
    {
        int[] shape = [.. item.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())];
        Assert.Equal<int[]>(shape, [(int)volume.FrameCount, volume.PlaneCount, volume.Height, volume.Width]);
        Assert.Equal(Enum.Parse<SampleType>(item.GetProperty("type").GetString()!, ignoreCase: true), volume.SampleType);
        Assert.Equal(Number(item, "rate"), Rounded(volume.FrameRate));
        Assert.Equal(Number(item, "pixel"), Rounded(volume.PixelSizeUm));
        Assert.Equal(Number(item, "step"), Rounded(volume.PlaneStepUm));
        byte[] plane = new byte[volume.Height * volume.Store.RowBytes];
        for (int i = 0; i < volume.Store.PlaneCount; i++)
        {
            volume.Store.ReadRows(i, 0, volume.Height, plane);
            Assert.True(expected.AsSpan(i * plane.Length, plane.Length).SequenceEqual(plane), $"The samples of plane {i} differ.");
        }
    }

    private static double? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? Rounded(value.GetDouble()) : null;

    private static double? Rounded(double? value) => value is { } number ? double.Parse(number.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static Volume Open(string path) => VolumeReader.Open(path, VolumeReadOptions.Default, TestContext.Current.CancellationToken);

    private static string Judge(string script, string folder)
    {
        string path = Path.Combine(SharedMaterial.Root, "tests", "Unit", "Formats", "Tiff", "Judges", script);
        string said = IndependentJudge.Python(File.ReadAllText(path), folder);
        Assert.SkipWhen(said.StartsWith("skip: ", StringComparison.Ordinal), said);
        return said;
    }
}
