using System.Text.Json;
using DeepWonder3D.Runs;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Tests.Volumes;
using DeepWonder3D.Traces;

namespace DeepWonder3D.Tests.Runs;

/// <summary>Nobody watches a run: whatever it did not do must show in its end, its summary and its log.</summary>
public sealed class NoticedTests : FolderTests
{
    private string Input => Directory.CreateDirectory(Folder.File("in")).FullName;

    private string Output => Folder.File("out");

    [Fact]
    public void A_folder_without_recordings_is_nothing_done_and_says_what_lies_there()
    {
        File.WriteAllText(Path.Combine(Input, "notes.txt"), "");
        RunSamples.Run(RunSamples.Flat(Output), Input);
        AssertEnded(RunState.NothingDone, 6, "No recording was found.", "1 other files (.txt)");
    }

    [Fact]
    public void A_folder_of_images_alone_is_nothing_done()
    {
        Save("AVG_mouse.tif", 1);
        Save("snapshot.tif", 1);
        RunSamples.Run(RunSamples.Flat(Output), Input);
        AssertEnded(RunState.NothingDone, 6, "2 images passed over (AVG_mouse.tif, snapshot.tif)");
        Assert.Contains("AVG_mouse.tif' is passed over: it is a projection", Log(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.nd2")]
    [InlineData("a.czi")]
    [InlineData("a.dcimg")]
    public void Recordings_that_are_not_read_are_noticed_though_the_others_are_done(string name)
    {
        File.WriteAllBytes(Path.Combine(Input, name), [1, 2, 3]);
        RunSamples.Write(Path.Combine(Input, "movie.tif"), RunSamples.Movie);
        Save("MAX_movie.tif", 1);
        ActingObserver observer = new("", () => { });
        RunSamples.Run(RunSamples.Flat(Output), Input, observer);
        JsonElement summary = AssertEnded(RunState.DoneWithUnread, 7, "1 recordings done", $"1 of formats that are not read ({name})");
        JsonElement unread = Assert.Single(summary.GetProperty("unread").EnumerateArray());
        Assert.Equal(name, Path.GetFileName(unread.GetProperty("path").GetString()));
        Assert.NotEmpty(unread.GetProperty("advice").GetString()!);
        Assert.Single(summary.GetProperty("passedOver").EnumerateArray());
        Assert.Contains(observer.Warnings, w => w.Contains(name, StringComparison.Ordinal));
        string said = Log().Split('\n').First(line => line.Contains(name, StringComparison.Ordinal));
        Assert.Contains("warning", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Miniscopes_folder_of_files_that_are_no_films_is_a_failure()
    {
        string films = SharedMaterial.Path("cases/miniscope");
        Assert.Equal(ExtractionState.Failed, Assert.Single(RunSamples.Run(RunSamples.Flat(Output), films)).State);
        AssertEnded(RunState.DoneWithFailures, 2);
    }

    [Fact]
    public void No_neuron_in_any_recording_is_an_end_of_its_own_each_time()
    {
        RunSamples.Write(Path.Combine(Input, "movie.tif"), RunSamples.Movie);
        ExtractionOptions strict = RunSamples.Flat(Output) with
        {
            Pipeline = RunSamples.Flat(Output).Pipeline with { Traces = new TraceOptions { MinSnr = 1e6 } },
        };
        ExtractionResult result = Assert.Single(RunSamples.Run(strict, Input));
        Assert.Equal((ExtractionState.Done, 0), (result.State, result.NeuronCount));
        Assert.Contains("No neurons were found.", result.Warnings);
        AssertEnded(RunState.NoNeurons, 8, "1 without any neuron");
        Assert.Equal(ExtractionState.Unchanged, Assert.Single(RunSamples.Run(strict, Input)).State);
        JsonElement summary = AssertEnded(RunState.NoNeurons, 8);
        Assert.Contains(
            "movie: No neurons were found.", summary.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()));
        using JsonDocument run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Output, "movie", "run.json")));
        Assert.Equal("1000000", run.RootElement.GetProperty("parameters").GetProperty("Traces.MinSnr").GetString());

        // With neurons in one of two, it is a warning.
        Assert.NotEqual(0, Assert.Single(RunSamples.Run(RunSamples.Flat(Output), Input)).NeuronCount);
        AssertEnded(RunState.Done, 0);
    }

    [Fact]
    public void Several_planes_are_refused_before_any_work_and_one_can_be_chosen()
    {
        Save("deep.tif", 60, planes: 3);
        ActingObserver observer = new("", () => { });
        ExtractionResult result = Assert.Single(RunSamples.Run(RunSamples.Flat(Output), Input, observer));
        Assert.Equal("AxesMismatch", result.ErrorId);
        Assert.Contains("-Plane 0 to 2", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(observer.Said, s => s.Contains("computed, because", StringComparison.Ordinal));
        ExtractionOptions plane = RunSamples.Flat(Output) with { Reading = new() { Plane = 1, FirstFrame = 5, FrameCount = 40 } };
        result = Assert.Single(RunSamples.Run(plane, Input));
        Assert.Equal(ExtractionState.Done, result.State);
        string facts = File.ReadAllText(Path.Combine(Output, "deep", "journal", "view.step.json"));
        Assert.All(
            ["\"Plane\": \"1\"", "\"FirstFrame\": \"5\"", "\"FrameCount\": \"40\""],
            fact => Assert.Contains(fact, facts, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_reader_warns_of_reaches_log_results_and_summary()
    {
        string paused = SharedMaterial.Path("cases/nwb_pause.nwb");
        ExtractionOptions options = RunSamples.Flat(Output) with { Reading = new() { PixelSizeUm = 2 } };
        ExtractionResult result = Assert.Single(RunSamples.Run(options, paused));
        Assert.Contains(result.Warnings, w => w.Contains("did not come evenly", StringComparison.Ordinal));
        Assert.Contains("did not come evenly", Log(), StringComparison.Ordinal);
        Assert.Contains("did not come evenly", File.ReadAllText(Path.Combine(Output, "summary.json")), StringComparison.Ordinal);
        Assert.Contains("did not come evenly", File.ReadAllText(Path.Combine(result.Path, "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_follow_each_other_are_one_recording_where_the_caller_says_so()
    {
        string folder = Path.Combine(Input, "frames");
        using (Volume movie = VolumeReader.Open(
            RunSamples.Write(Folder.File("a.tif"), RunSamples.Movie), null, TestContext.Current.CancellationToken))
        {
            for (int t = 0; t < movie.FrameCount; t++)
            {
                using Volume frame = TestVolumes.FromSamples([1, 64, 64], Plane(movie, t), rate: 10, pixelUm: 2);
                Directory.CreateDirectory(folder);
                VolumeWriter.Write(
                    frame, Path.Combine(folder, $"f{t}.tif"), VolumeWriteOptions.Default, SilentObserver.Instance, CancellationToken.None);
            }
        }

        using ExtractionRun run = ExtractionRun.Start(RunSamples.Flat(Output), SilentObserver.Instance, CancellationToken.None);
        RecordingDiscovery discovery = new(VolumeReadOptions.Default, asMovie: true);
        RecordingInput recording = Assert.Single(discovery.Find([folder], token: TestContext.Current.CancellationToken).Recordings);
        ExtractionResult result = run.Extract(recording, SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal((ExtractionState.Done, "frames"), (result.State, result.Name));
        using JsonDocument account = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Output, "frames", "run.json")));
        Assert.Equal(60, account.RootElement.GetProperty("inputs").GetArrayLength());
    }

    private static float[] Plane(Volume movie, int frame)
    {
        float[] samples = new float[movie.Height * movie.Width];
        movie.ReadPlane<float>(frame, 0, samples);
        return samples;
    }

    private string Log() => File.ReadAllText(Path.Combine(Output, "log.txt"));

    private JsonElement AssertEnded(RunState state, int code, params string[] words)
    {
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Output, "summary.json")));
        Assert.Equal(
            (state.ToString(), code),
            (summary.RootElement.GetProperty("state").GetString(), summary.RootElement.GetProperty("exitCode").GetInt32()));
        string message = summary.RootElement.GetProperty("message").GetString()!;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
        return summary.RootElement.Clone();
    }

    private void Save(string name, int frames, int planes = 1)
    {
        using Volume movie = TestVolumes.Fill(
            new VolumeInfo
            {
                Name = "movie",
                FrameCount = frames,
                PlaneCount = planes,
                Height = 32,
                Width = 32,
                FrameRate = 10,
                PixelSizeUm = 2,
            },
            (t, z, y, x) => 100 + ((t * 7919) + (z * 31) + (y * 104729) + (x * 1299709)) % 251);
        VolumeWriter.Write(
            movie, Path.Combine(Input, name), VolumeWriteOptions.Default, SilentObserver.Instance, TestContext.Current.CancellationToken);
    }
}
