namespace DeepWonder3D.Tests.Neurons;

public class NeuronExtractionErrorTests
{
    [Fact]
    public void Scores_of_another_size_are_refused()
    {
        using Volume scores = TestVolumes.Create(1, 64, 64, (t, y, x) => x);
        using Volume movie = TestVolumes.Create(5, 64, 65, (t, y, x) => x);
        using Volume deep = TestVolumes.Create(5, 64, 64, (t, y, x) => x, planes: 2);
        Assert.Equal(ErrorId.ParameterInvalid, Fails(scores, movie, new()).Id);
        Assert.Equal(ErrorId.ParameterInvalid, Fails(scores, deep, new()).Id);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        using Volume scores = TestVolumes.Create(1, 64, 64, (t, y, x) => x);
        NeuronFindingOptions[] wrong =
        [
            new() { MinAreaPx = -1 }, new() { MinRoundness = 1.1 }, new() { MinCorrelation = double.NaN }, new() { MinOverlap = -0.1 },
            new() { FinalOverlap = 2 }, new() { MaxDistancePx = -1 }, new() { EdgePx = -1 }, new() { ThresholdFactor = -1 },
            new() { PercentilePercent = 101 },
        ];
        Assert.All(wrong, options => Assert.Equal(ErrorId.ParameterInvalid, Fails(scores, scores, options).Id));
    }

    [Fact]
    public void Samples_that_are_not_finite_are_named()
    {
        NeuronScene scene = NeuronScene.Discs(25, (30, 40));
        scene.Scores[100] = float.NaN;
        Assert.Contains("window 0", FailsOn(scene).Message);
        NeuronScene other = NeuronScene.Discs(25, (30, 40));
        other.Movie[(7 * 64 * 64) + (30 * 64) + 40] = float.PositiveInfinity;
        Assert.Contains("Frame 7", FailsOn(other).Message);

        static DeepWonderException FailsOn(NeuronScene scene)
        {
            using Volume scores = scene.ScoreVolume();
            using Volume movie = scene.MovieVolume();
            DeepWonderException error = Fails(scores, movie, new());
            Assert.Equal(ErrorId.NonFiniteSamples, error.Id);
            return error;
        }
    }

    [Fact]
    public void It_can_be_stopped()
    {
        NeuronScene scene = NeuronScene.Discs(25, (30, 40));
        using Volume scores = scene.ScoreVolume();
        using Volume movie = scene.MovieVolume();
        using CancellationTokenSource source = new();

        Assert.ThrowsAny<OperationCanceledException>(
            () => NeuronFinding.Run(scores, movie, new(), new(), new StoppingObserver(source), source.Token));
    }

    private static DeepWonderException Fails(Volume scores, Volume movie, NeuronFindingOptions options) =>
        Assert.Throws<DeepWonderException>(
            () => NeuronFinding.Run(
                scores, movie, options, new TraceOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken));

    /// <summary>Stops the work in the middle: when the first frame of the traces is reported.</summary>
    private sealed class StoppingObserver(CancellationTokenSource source) : IStageObserver
    {
        public void Progress(StageProgress progress)
        {
            if (progress.Unit == "frame")
            {
                source.Cancel();
            }
        }

        public void Warn(string message)
        {
        }

        public void Verbose(string message)
        {
        }
    }
}
