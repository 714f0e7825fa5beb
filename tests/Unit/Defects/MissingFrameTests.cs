using DeepWonder3D.Defects;
using DeepWonder3D.Neurons;
using DeepWonder3D.Simulation;
using DeepWonder3D.Stages;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Defects;

/// <summary>What frames without data do to what comes after.</summary>
public sealed class MissingFrameTests(DefectScenes scenes) : IClassFixture<DefectScenes>
{
    [Theory]
    [InlineData("saturated")]
    [InlineData("dark")]
    [InlineData("flashed")]
    public void Bad_frames_change_no_neuron_and_have_no_value_in_traces(string kind)
    {
        Volume clean = scenes.Movies[0];
        long[] frames = [40, 130];
        using Volume wrong = kind switch
        {
            "saturated" => Artefact.Saturated(clean, frames),
            "dark" => Artefact.Dark(clean, 5, frames),
            _ => Artefact.Flashed(clean, 3, 0, frames),
        };
        NeuronSet right = Find(clean);
        NeuronSet found = Find(wrong);
        Assert.NotEmpty(right.Neurons);
        Assert.InRange(found.Neurons.Count, right.Neurons.Count - 1, right.Neurons.Count + 1);
        Assert.All(found.Neurons, n =>
        {
            Assert.Equal([40, 130], Enumerable.Range(0, n.Trace.Length).Where(t => float.IsNaN(n.Trace[t])));
            Assert.True(double.IsFinite(n.Snr));
            Assert.NotNull(n.Events);
            Assert.False(n.Events[40] > 0 || n.Events[130] > 0);
            Assert.True(float.IsFinite(n.Baseline![40]));
        });
    }

    [Fact]
    public void A_gap_in_a_trace_neither_hides_nor_makes_events()
    {
        float[] trace = new float[200];
        Random random = new(3);
        for (int t = 0; t < trace.Length; t++)
        {
            trace[t] = (float)((t >= 60 ? 10 * Math.Exp((60 - t) / 8.0) : 0) + (t >= 121 ? 8 * Math.Exp((121 - t) / 8.0) : 0)
                + (0.3 * (random.NextDouble() - 0.5)));
        }

        foreach (int frame in new[] { 30, 31, 90, 119, 120, 150 })
        {
            trace[frame] = float.NaN;
        }

        DeconvolvedTrace result = Deconvolution.Run(trace, [], 10, new DeconvolutionOptions { DecayS = 0.8, RiseS = 0.05 })!;
        int[] events = [.. Enumerable.Range(0, 200).Where(t => result.Events[t] > 2)];
        Assert.NotEmpty(events);
        Assert.All(events, t => Assert.True(Math.Abs(t - 60) <= 1 || Math.Abs(t - 121) <= 2, $"an event at {t}"));
        Assert.Contains(events, t => Math.Abs(t - 60) <= 1);
        Assert.Contains(events, t => Math.Abs(t - 121) <= 2);
        Assert.True(float.IsNaN(result.Events[120]) && float.IsNaN(result.Denoised[30]));
    }

    [Fact]
    public void Missing_frames_travel_through_resampling_and_missing_pixels_through_resizing()
    {
        MissingData missing = new()
        {
            Frames = [new MissingFrame(10, FrameFault.Named), new MissingFrame(11, FrameFault.Dark)],
            Pixels = [.. Enumerable.Range(0, 16).Select(i => i < 4)],
        };
        Assert.Equal([5], missing.InFrames(20, 10, t => (2 * t, [0.5, 0.5])).Frames.Select(f => f.Frame));
        Assert.Equal(16, missing.InPixels((4, 4), (8, 8)).PixelCount);
        Assert.Equal([true, false, false, false], missing.InPixels((4, 4), (4, 1)).Pixels!);
    }

    [Fact]
    public void Frames_that_are_named_are_bridged_and_unknown_ones_refused()
    {
        Volume named = DefectSearch.WithBadFrames(scenes.Movies[0], [7, 3, 7]);
        Volume found = DefectSearch.Checked(named, null, TestContext.Current.CancellationToken);
        Assert.Equal(
            [new MissingFrame(3, FrameFault.Named), new MissingFrame(7, FrameFault.Named)], found.Missing!.Frames);
        Assert.Equal(
            (named.GetPlane(6)[20, 20] + named.GetPlane(8)[20, 20]) / 2, found.GetPlane(7)[20, 20], 1e-3f);
        Assert.Equal(
            Errors.ErrorId.FrameRangeInvalid,
            Assert.Throws<Errors.DeepWonderException>(() => DefectSearch.WithBadFrames(scenes.Movies[0], [200])).Id);
    }

    private static NeuronSet Find(Volume movie)
    {
        Pipeline pipeline = new(new PipelineOptions
        {
            Denoise = With("denoise"),
            RemoveBackground = With("background-2um"),
            FindNeurons = new NeuronFindingOptions { Network = With("segment-2um") },
        });
        return pipeline.Run(movie, SilentObserver.Instance, TestContext.Current.CancellationToken);

        static NetworkOptions With(string model) =>
            new() { Model = Path.Combine(SharedMaterial.Root, "module", "models", model + ".onnx") };
    }
}
