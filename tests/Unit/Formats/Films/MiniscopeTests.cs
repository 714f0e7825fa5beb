using System.Text;

namespace DeepWonder3D.Tests.Formats.Films;

/// <summary>A Miniscope's folder is one movie, with the times that its program wrote.</summary>
public sealed class MiniscopeTests : FolderTests
{
    private const int PartFrames = 5;

    [Theory]
    [InlineData("{}.avi", 0, 12)]
    [InlineData("msCam{}.avi", 1, 11)]
    [InlineData("MSCAM{}.AVI", 1, 3)]
    [InlineData("session_{}.avi", 98, 4)]
    public void Numbered_films_of_a_folder_are_one_movie_in_the_order_of_their_numbers(string name, int first, int parts)
    {
        Parts(name, first, parts);
        using Volume movie = Open(Folder.Root);
        Assert.Equal(parts * PartFrames, movie.FrameCount);
        Assert.Equal(Enumerable.Range(0, parts * PartFrames), Enumerable.Range(0, parts * PartFrames).Select(t => Corner(movie, t)));
        Assert.Equal(parts, movie.Info.SourceFiles.Count);
    }

    [Fact]
    public void Version_4_gives_times_and_the_rate_that_they_have()
    {
        Parts("{}.avi", 0, 4);
        string metadata = """{ "deviceName": "My V4 Miniscope", "frameRate": "30FPS", "compression": "GREY" }""";
        Folder.Write("metaData.json", Encoding.UTF8.GetBytes(metadata));
        Times(t => t * 50);
        using Volume even = Open(Folder.Root);
        Assert.Equal((20.0, null), (Math.Round(even.FrameRate!.Value, 9), even.FrameTimes));
        Assert.Contains("timeStamps.csv", even.History[^1].Parameters["FrameRate"], StringComparison.Ordinal);
        Assert.False(even.History[^1].Parameters.ContainsKey("Warning"));

        Times(t => (t * 50) + (t >= 7 ? 2000 : 0));
        using Volume paused = Open(Folder.Root);
        Assert.Equal(20, paused.FrameRate!.Value, 9);
        Assert.Equal(2.35, paused.FrameTimes![7], 9);
        Assert.StartsWith("1, the longest of 2.05 s after frame 6", paused.History[^1].Parameters["Pauses"], StringComparison.Ordinal);

        File.Delete(Folder.File("timeStamps.csv"));
        using Volume stated = Open(Folder.Root);
        Assert.Equal(30, stated.FrameRate);
    }

    [Theory]
    [InlineData("20", 20)]
    [InlineData("\"20\"", 20)]
    [InlineData("\"7.5 FPS\"", 7.5)]
    [InlineData("\"fast\"", 60)]
    [InlineData("-3", 60)]
    [InlineData("[20]", 60)]
    public void The_rate_of_the_metadata_is_a_number_or_text_with_one(string stated, double rate)
    {
        Parts("{}.avi", 0, 2);
        Folder.Write("metaData.json", Encoding.UTF8.GetBytes($$"""{ "frameRate": {{stated}} }"""));
        using Volume movie = Open(Folder.Root);
        Assert.Equal(rate, movie.FrameRate);
        Assert.Equal(rate == 60, movie.History[^1].Parameters.GetValueOrDefault("Warning")?.Contains("played", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void One_part_says_that_it_is_one_and_has_its_own_times()
    {
        Parts("{}.avi", 0, 11);
        Times(t => (t * 50) + (t >= 7 ? 2000 : 0));
        using Volume part = Open(Folder.File("1.avi"));
        Assert.Equal((PartFrames, 5), ((int)part.FrameCount, Corner(part, 0)));
        Assert.Equal([0, 0.05, 2.1, 2.15, 2.2], part.FrameTimes!.Select(t => Math.Round(t, 9)));
        Assert.Contains("one of 11 parts", part.History[^1].Parameters["Warning"], StringComparison.Ordinal);
        using Volume later = Open(Folder.File("10.avi"));
        Assert.Equal((50, null, 20.0), (Corner(later, 0), later.FrameTimes, Math.Round(later.FrameRate!.Value, 9)));
    }

    [Fact]
    public void Version_3_keeps_the_clocks_of_two_cameras_in_one_file()
    {
        Parts("msCam{}.avi", 1, 3);
        Folder.Write("behavCam1.avi", TestAvi.Grey(4, 8, 6, (_, _, _) => 99));
        StringBuilder lines = new("camNum\tframeNum\tsysClock\tbuffer\n");
        for (int t = 0; t < 15; t++)
        {
            // The first time of each camera is what its clock held before.
            lines.Append(CultureInfo.InvariantCulture, $"1\t{t + 1}\t{(t == 0 ? 4294967 : t * 100)}\t1\n");
            lines.Append(t < 4 ? $"0\t{t + 1}\t{t * 33}\t1\n" : "");
        }

        Folder.Write("timestamp.dat", Encoding.ASCII.GetBytes(lines.ToString()));
        Folder.Write("settings_and_notes.dat", "animal\texcitation\tmsCamExposure\nm7\t12\t255\n"u8.ToArray());
        using Volume movie = Open(Folder.Root);
        Assert.Equal((15, 0, 10.0), ((int)movie.FrameCount, Corner(movie, 0), Math.Round(movie.FrameRate!.Value, 9)));
        Assert.Equal("animal m7, excitation 12, msCamExposure 255", movie.History[^1].Parameters["Settings"]);
    }

    [Theory]
    [InlineData(21, 20.0, "the first are taken")]
    [InlineData(19, 20.0, "only the frame rate")]
    [InlineData(400, 60.0, "are not used")]
    [InlineData(-1, 60.0, "are not used")]
    public void Times_that_are_not_those_of_all_frames_are_said(int lines, double rate, string said)
    {
        Parts("{}.avi", 0, 4);
        Times(t => t * 50, lines);
        using Volume movie = Open(Folder.Root);
        Assert.Equal(rate, movie.FrameRate!.Value, 9);
        Assert.Contains(said, movie.History[^1].Parameters["Warning"], StringComparison.Ordinal);
    }

    [Fact]
    public void Times_that_stand_still_give_a_rate_and_no_times()
    {
        Parts("{}.avi", 0, 4);
        Times(t => t / 2);
        using Volume movie = Open(Folder.Root);
        Assert.Null(movie.FrameTimes);
        Assert.Equal(19 / 0.009, movie.FrameRate!.Value, 6);
        Assert.Contains("do not go up", movie.History[^1].Parameters["Warning"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_different_part_is_said()
    {
        Parts("{}.avi", 0, 5);
        File.Delete(Folder.File("3.avi"));
        Assert.Contains("film 3", Refusal.Of(ErrorId.RecordingIncomplete, () => Open(Folder.Root)).Message, StringComparison.Ordinal);
        string[] rest = Directory.GetFiles(Folder.Root, "*.avi");
        using (Volume joined = VolumeReader.OpenMovie(rest, null, TestContext.Current.CancellationToken))
        {
            Assert.Equal([14, 20], new[] { 14, 15 }.Select(t => Corner(joined, t)));
        }

        Folder.Write("3.avi", TestAvi.Grey(3, 9, 6, (_, _, _) => 1));
        Assert.Contains("3.avi", Refusal.Of(ErrorId.RecordingIncomplete, () => Open(Folder.Root)).Message, StringComparison.Ordinal);
        Folder.Write("3.avi", []);
        Refusal.Of(ErrorId.RecordingDamaged, () => Open(Folder.Root));
    }

    [Fact]
    public void Several_films_without_numbers_are_not_one_recording()
    {
        Folder.Write("mouse.avi", TestAvi.Grey(3, 8, 6, (_, _, _) => 1));
        using (Volume alone = Open(Folder.Root))
        {
            Assert.Equal(3, alone.FrameCount);
        }

        Folder.Write("rat.avi", TestAvi.Grey(3, 8, 6, (_, _, _) => 1));
        Assert.Contains("'mouse.avi'", Refusal.Of(ErrorId.RecordingIncomplete, () => Open(Folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_a_movie_says_what_is_wrong()
    {
        string folder = SharedMaterial.Path("cases/miniscope");
        DeepWonderException whole = Refusal.Of(ErrorId.RecordingDamaged, () => Open(folder));
        Assert.Contains("0.avi", whole.Message, StringComparison.Ordinal);
        Refusal.Of(ErrorId.RecordingDamaged, () => Open(Path.Combine(folder, "1.avi")));
    }

    private static Volume Open(string path) => VolumeReader.Open(path, null, TestContext.Current.CancellationToken);

    private static int Corner(Volume movie, int frame)
    {
        byte[] row = new byte[movie.Store.RowBytes];
        movie.Store.ReadRows(frame, 0, 1, row);
        return row[0];
    }

    /// <summary>Parts whose first sample of each frame is the frame's number in the whole.</summary>
    private void Parts(string name, int first, int count)
    {
        for (int part = 0; part < count; part++)
        {
            int start = part * PartFrames;
            Folder.Write(
                name.Replace("{}", (first + part).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
                TestAvi.Grey(PartFrames, 8, 6, (t, row, column) => start + t + (10 * row) + column));
        }
    }

    private void Times(Func<int, int> milliseconds, int lines = 0)
    {
        lines = lines == 0 ? Directory.GetFiles(Folder.Root, "*.avi").Length * PartFrames : lines;
        string text = string.Concat(Enumerable.Range(0, Math.Max(0, lines)).Select(t => $"{t},{milliseconds(t)},1\r\n"));
        Folder.Write("timeStamps.csv", Encoding.ASCII.GetBytes("Frame Number,Time Stamp (ms),Buffer Index\r\n" + text));
    }
}
