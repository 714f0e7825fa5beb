using System.Diagnostics;
using System.Globalization;
using DeepWonder3D.Errors;
using Xunit;

namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>
/// Malformed files for every reader. A long run: <c>DEEPWONDER3D_FUZZ_MINUTES=20</c> in the environment, and the test of that name;
/// <c>DEEPWONDER3D_FUZZ_SEED</c> repeats one. What it finds is left in the temporary folder and belongs into the corpus under a name that
/// begins with <c>bad-</c>.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Inputs = 80;
    private const string Minutes = "DEEPWONDER3D_FUZZ_MINUTES";
    private const string Seed = "DEEPWONDER3D_FUZZ_SEED";

    public static TheoryData<string> Targets { get; } = [.. FuzzTargets.All.Select(t => t.Name)];

    [Fact]
    public void Every_folder_of_the_corpus_belongs_to_a_target() =>
        Assert.Empty(FuzzCorpus.Targets().Except(FuzzTargets.All.Select(t => t.Name)));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Sound_files_are_read(string target)
    {
        using FuzzRun run = new(FuzzTargets.Named(target));
        IReadOnlyList<byte[]> files = FuzzTargets.Named(target).SoundFiles();
        Assert.NotEmpty(files);
        foreach (byte[] file in files)
        {
            Assert.Null(run.Try(file, out DeepWonderException? refusal));
            Assert.True(refusal is null, $"The sound file {run.Count} of {files.Count} is refused: {refusal?.Message}");
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Malformed_files_are_read_or_refused_soon_and_in_little_memory(string target)
    {
        using FuzzRun run = new(FuzzTargets.Named(target));
        FuzzInputs inputs = new(FuzzTargets.Named(target), new Random(20_26));
        for (int i = 0; i < Inputs; i++)
        {
            byte[] input = inputs.Next();
            string? wrong = run.Try(input);
            Assert.True(wrong is null, $"Input {i} ({input.Length} bytes): {wrong}");
        }

        output.WriteLine(
            $"{run.Refused} of {run.Count} refused, at most {run.Longest.TotalMilliseconds:0} ms and {run.MostAllocated >> 10} KB.");
        Assert.InRange(run.Refused, Inputs / 20, Inputs);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_once_broke_a_reader_or_is_built_to_is_read_or_refused(string target)
    {
        using FuzzRun run = new(FuzzTargets.Named(target));
        foreach (string file in FuzzCorpus.Files(target, isSound: false))
        {
            string? wrong = run.Try(File.ReadAllBytes(file), out DeepWonderException? refusal);
            Assert.True(wrong is null, $"{Path.GetFileName(file)}: {wrong}");
            output.WriteLine($"{Path.GetFileName(file)}: {refusal?.Message ?? "read"}");
        }
    }

    [Fact]
    public void A_long_run_finds_nothing()
    {
        double minutes = double.Parse(Environment.GetEnvironmentVariable(Minutes) ?? "0", CultureInfo.InvariantCulture);
        Assert.SkipUnless(minutes > 0, $"{Minutes} is not set.");
        int seed = int.Parse(Environment.GetEnvironmentVariable(Seed) ?? "1", CultureInfo.InvariantCulture);
        FuzzRun[] runs = [.. FuzzTargets.All.Select(t => new FuzzRun(t))];
        FuzzInputs[] inputs = [.. FuzzTargets.All.Select((t, i) => new FuzzInputs(t, new Random(seed + (1000 * i))))];
        List<string> found = [];
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed.TotalMinutes < minutes;)
        {
            for (int i = 0; i < runs.Length; i++)
            {
                byte[] input = inputs[i].Next();
                if (runs[i].Try(input) is { } wrong && found.Count < 1000)
                {
                    found.Add($"{Kept(FuzzTargets.All[i], input, found.Count)}: {wrong}");
                }
            }
        }

        foreach ((FuzzTarget target, FuzzRun run) in FuzzTargets.All.Zip(runs))
        {
            output.WriteLine(
                $"{target}: {run.Refused} of {run.Count} refused, at most {run.Longest.TotalMilliseconds:0} ms "
                    + $"and {run.MostAllocated >> 20} MB.");
            run.Dispose();
        }

        Assert.True(found.Count == 0, string.Join("\n\n", found));
    }

    private static string Kept(FuzzTarget target, byte[] input, int number)
    {
        string path = Path.Combine(Path.GetTempPath(), $"deepwonder-fuzz-{target}-{number}");
        File.WriteAllBytes(path, input);
        return path;
    }
}
