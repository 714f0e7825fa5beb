using DeepWonder3D.Formats.Npy;

namespace DeepWonder3D.Tests.Neurons;

/// <summary>The whole extraction against the published program's own result, and against a plain version in Python.</summary>
public sealed class NeuronJudgeTests : FolderTests
{
    // What is judged is which neurons are found, and the plain means of their pixels.
    private static readonly TraceOptions s_input = new() { Source = TraceSource.Input };

    /// <summary>
    /// The published program drew ten pixels of each detection at random for its merging traces; all pixels give the same fifteen neurons
    /// and masks in the same order (as did each of 200 other draws, tried with the Python judge).
    /// </summary>
    [Fact]
    public void The_published_neurons_are_found()
    {
        NpyArray scores = SharedMaterial.Npy("reference/fixtures/stage_mn_in_seg.npy");
        NpyArray movie = SharedMaterial.Npy("reference/fixtures/stage_mn_in_rmbg.npy");
        NeuronSet found = Run(scores, movie, Preset.Upstream);
        NeuronList published = NeuronList.FromPublished(SharedMaterial.Path("reference/fixtures/stage_mn_out.mat"), scores.Shape[2]);
        Assert.Equal(15, published.Count);
        published.AssertSame(found);
    }

    [Fact]
    public void The_published_mask_image_covers_the_same_pixels()
    {
        NpyArray scores = SharedMaterial.Npy("reference/fixtures/stage_mn_in_seg.npy");
        NpyArray movie = SharedMaterial.Npy("reference/fixtures/stage_mn_in_rmbg.npy");
        ushort[] mask = SharedMaterial.Npy("reference/fixtures/stage_mn_out_mask.npy").As<ushort>();
        HashSet<int> covered = [.. Run(scores, movie, Preset.Upstream).Neurons.SelectMany(n => n.Footprint.Pixels.ToArray())];
        Assert.Equal(Enumerable.Range(0, mask.Length).Where(i => mask[i] != 0), covered.Order());
    }

    [Theory]
    [InlineData("upstream")]
    [InlineData("default")]
    public void A_plain_version_in_Python_finds_the_same_in_the_published_scores(string preset)
    {
        string scores = SharedMaterial.Path("reference/fixtures/stage_mn_in_seg.npy");
        string movie = SharedMaterial.Path("reference/fixtures/stage_mn_in_rmbg.npy");
        Judge(preset, scores, movie);
        NeuronSet found = Run(NpyFile.Read(scores), NpyFile.Read(movie), Enum.Parse<Preset>(preset, ignoreCase: true));
        NeuronList.FromJudge(Folder.File("judged"), 128).AssertSame(found);
    }

    /// <summary>The last scene has more detections than the published program merges at a time.</summary>
    [Theory]
    [InlineData("upstream", 1, 5, 60, 96, 120, 30)]
    [InlineData("default", 1, 5, 60, 96, 120, 30)]
    [InlineData("upstream", 2, 3, 90, 131, 77, 25)]
    [InlineData("default", 2, 3, 90, 131, 77, 25)]
    [InlineData("upstream", 3, 26, 70, 200, 200, 80)]
    [InlineData("default", 3, 26, 70, 200, 200, 80)]
    public void A_plain_version_in_Python_finds_the_same_in_random_scenes(
        string preset, int seed, int windows, int frames, int height, int width, int neurons)
    {
        NeuronScene scene = NeuronScene.Random(seed, windows, frames, height, width, neurons);
        scene.Save(Folder.File("scores.npy"), Folder.File("movie.npy"));
        string[] counts = Judge(preset, Folder.File("scores.npy"), Folder.File("movie.npy")).Split(' ');
        using Volume scores = scene.ScoreVolume();
        using Volume movie = scene.MovieVolume();
        NeuronFindingOptions options = new() { Preset = Enum.Parse<Preset>(preset, ignoreCase: true) };
        NeuronSet found = NeuronFinding.Run(
            scores, movie, options, s_input, SilentObserver.Instance, TestContext.Current.CancellationToken);
        NeuronList.FromJudge(Folder.File("judged"), width).AssertSame(found);
        Assert.True(found.Count >= neurons / 4, $"{counts[0]} detections, {counts[1]} neurons");
        Assert.True(seed != 3 || int.Parse(counts[0], CultureInfo.InvariantCulture) > 500, $"{counts[0]} detections");
    }

    private static NeuronSet Run(NpyArray scores, NpyArray movie, Preset preset)
    {
        using Volume scoreVolume = TestVolumes.FromSamples(scores.Shape, scores.ToSingles());
        using Volume movieVolume = TestVolumes.FromSamples(movie.Shape, movie.ToSingles(), SampleType.UInt16);
        NeuronFindingOptions options = new() { Preset = preset };
        return NeuronFinding.Run(
            scoreVolume, movieVolume, options, s_input, SilentObserver.Instance, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs the plain version; it says how many detections and how many neurons there were.</summary>
    private string Judge(string preset, string scores, string movie)
    {
        string script = File.ReadAllText(Path.Combine(SharedMaterial.Root, "tests", "Unit", "Neurons", "neurons_judge.py"));
        return IndependentJudge.Python(script, preset, scores, movie, Folder.File("judged"));
    }
}
