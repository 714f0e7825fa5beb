namespace DeepWonder3D.Tests.Formats;

/// <summary>Recordings that another program wrote, with a list of what they hold.</summary>
internal static class JudgedRecordings
{
    /// <summary>Reads every recording of a folder's <c>list.json</c> and compares it with its raw samples.</summary>
    public static void Check(TemporaryFolder folder, ITestOutputHelper output, int least, Func<JsonElement, VolumeReadOptions> optionsOf)
    {
        using JsonDocument list = JsonDocument.Parse(File.ReadAllText(folder.File("list.json")));
        List<string> wrong = [];
        foreach (JsonElement item in list.RootElement.EnumerateArray())
        {
            string name = Text(item, "name")!;
            (string file, string raw) = Text(item, "raw") is { } beside ? (name, beside) : (name + ".tif", name + ".raw");
            try
            {
                using Volume volume = VolumeReader.Open(folder.File(file), optionsOf(item), TestContext.Current.CancellationToken);
                Check(item, volume, File.ReadAllBytes(folder.File(raw)));
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

    public static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

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
                Assert.True(
                    expectedPlane.Slice(start * size, columns * size).SequenceEqual(block.AsSpan(y * columns * size, columns * size)),
                    $"Row {y} of a block of plane {i} differs.");
            }
        }
    }

    private static double? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? Rounded(value.GetDouble()) : null;

    private static double? Rounded(double? value) =>
        value is { } number ? double.Parse(number.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
