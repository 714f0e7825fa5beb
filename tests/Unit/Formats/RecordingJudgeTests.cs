using System.Text.Json;

namespace DeepWonder3D.Tests.Formats;

/// <summary>Recordings that Python's NumPy, h5py, SciPy and tifffile write are read sample by sample, with what they say of axes and scales.</summary>
public sealed class RecordingJudgeTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("npy_writes.py", 38)]
    [InlineData("hdf5_writes.py", 140)]
    [InlineData("mat_writes.py", 20)]
    [InlineData("nwb_writes.py", 8)]
    [InlineData("tiff_sets_writes.py", 12)]
    [InlineData("folders_writes.py", 8)]
    public void Reads_what_others_write(string script, int least)
    {
        string judges = Path.Combine(SharedMaterial.Root, "tests", "Unit", "Formats", "Judges");
        string said = IndependentJudge.Python(File.ReadAllText(Path.Combine(judges, "recording.py")) + "\n" + File.ReadAllText(Path.Combine(judges, script)), _folder.Root);
        Assert.SkipWhen(said.StartsWith("skip: ", StringComparison.Ordinal), said);
        using JsonDocument list = JsonDocument.Parse(File.ReadAllText(_folder.File("list.json")));
        List<string> wrong = [];
        foreach (JsonElement item in list.RootElement.EnumerateArray())
        {
            try
            {
                using Volume volume = VolumeReader.Open(_folder.File(item.GetProperty("name").GetString()!), OptionsOf(item), TestContext.Current.CancellationToken);
                Check(item, volume, File.ReadAllBytes(_folder.File(item.GetProperty("raw").GetString()!)));
            }
            catch (Exception e)
            {
                wrong.Add($"{item.GetRawText()}: {e.GetType().Name}: {e.Message}");
            }
        }

        output.WriteLine($"{list.RootElement.GetArrayLength()} recordings.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)) + $"\n{wrong.Count} of {list.RootElement.GetArrayLength()}");
        Assert.InRange(list.RootElement.GetArrayLength(), least, int.MaxValue);
    }

    private static VolumeReadOptions OptionsOf(JsonElement item) => new()
    {
        Axes = Text(item, "axes"),
        Dataset = Text(item, "dataset"),
        Channel = Text(item, "channel"),
        Plane = item.TryGetProperty("plane", out JsonElement plane) ? plane.GetInt32() : null,
    };

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static void Check(JsonElement item, Volume volume, byte[] expected)
    {
        int[] shape = [.. item.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())];
        Assert.Equal<int[]>(shape, [(int)volume.FrameCount, volume.PlaneCount, volume.Height, volume.Width]);
        Assert.Equal(Enum.Parse<SampleType>(item.GetProperty("type").GetString()!, ignoreCase: true), volume.SampleType);
        Assert.Equal(Number(item, "rate"), Rounded(volume.FrameRate));
        Assert.Equal(Number(item, "pixel"), Rounded(volume.PixelSizeUm));
        Assert.Equal(Number(item, "step"), Rounded(volume.PlaneStepUm));
        if (Text(item, "channelName") is { } channel)
        {
            Assert.Contains(channel, volume.History[^1].Parameters["Channel"], StringComparison.Ordinal);
        }

        int size = volume.SampleType.SizeOf();
        byte[] plane = new byte[volume.Height * volume.Store.RowBytes];
        for (int i = 0; i < volume.Store.PlaneCount; i++)
        {
            volume.Store.ReadRows(i, 0, volume.Height, plane);
            ReadOnlySpan<byte> expectedPlane = expected.AsSpan(i * plane.Length, plane.Length);
            Assert.True(expectedPlane.SequenceEqual(plane), $"The samples of plane {i} differ.");

            // A block in the middle, as tiles read them.
            (int row, int column) = (volume.Height / 3, volume.Width / 4);
            (int rows, int columns) = (Math.Max(1, volume.Height / 2), Math.Max(1, volume.Width / 2));
            byte[] block = new byte[rows * columns * size];
            volume.Store.ReadBlock(i, row, rows, column, columns, block);
            for (int y = 0; y < rows; y++)
            {
                int start = ((row + y) * volume.Width) + column;
                Assert.True(expectedPlane.Slice(start * size, columns * size).SequenceEqual(block.AsSpan(y * columns * size, columns * size)), $"Row {y} of a block of plane {i} differs.");
            }
        }
    }

    private static double? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? Rounded(value.GetDouble()) : null;

    private static double? Rounded(double? value) => value is { } number ? double.Parse(number.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
