using System.Management.Automation;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Simulation;
using DeepWonder3D.Volumes;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

public sealed class SimulationTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Small = "-Height 64 -Width 48 -FrameCount 12";

    [Fact]
    public void A_recording_is_made_of_a_preset_and_what_the_user_changes()
    {
        InvocationResult result = module.Invoke(
            $"New-SimulatedRecording Typical -Seed 3 -ViewCount 3 -FrameRate 20 -Indicator jGCaMP8m -Name mouse {Small}");
        using SimulatedRecording recording = Assert.Single(result.OutputOf<SimulatedRecording>());
        Assert.Empty(result.Errors);
        Assert.Equal(["mouse_view_113", "mouse_view_109", "mouse_view_117"], recording.Views.Select(v => v.Name));
        Assert.All(
            recording.Views,
            v => Assert.Equal((12L, 64, 48, 20.0, SampleType.UInt16), (v.FrameCount, v.Height, v.Width, v.FrameRate, v.SampleType)));
        Assert.All(recording.Clean.Concat(recording.BackgroundFree), v => Assert.Equal(SampleType.Float32, v.SampleType));
        Assert.Equal("jGCaMP8m", recording.Views[0].History[0].Parameters["Indicator.Name"]);

        // 64 × 48 pixels are a twenty-first of the preset's field of 60 neurons.
        Assert.Equal("3", recording.Views[0].History[0].Parameters["Neurons.Count"]);
    }

    [Fact]
    public void One_view_is_a_plain_movie_and_a_volume_has_planes_through_the_neurons()
    {
        using SimulatedRecording movie = Make($"New-SimulatedRecording -ViewCount 1 {Small} -ViewOnly");
        using SimulatedRecording volume = Make($"New-SimulatedRecording -AsVolume -PlaneStepUm 15 -DepthRangeUm -30, 30 {Small}");
        using SimulatedRecording view = Make($"New-SimulatedRecording -ViewId 38 -NeuronCount 2 {Small}");

        Assert.Null(Assert.Single(movie.Views).ViewId);
        Assert.Empty(movie.Clean);
        Assert.Equal((5, 15.0), (Assert.Single(volume.Views).PlaneCount, volume.Views[0].PlaneStepUm));
        Assert.Equal(38, Assert.Single(view.Views).ViewId);
        Assert.Equal(81, view.Calibration!.Views.Count);
    }

    [Fact]
    public void A_recording_is_a_truth_for_its_views_and_in_space()
    {
        InvocationResult result = module.Invoke(
            $"$r = New-SimulatedRecording -Seed 2 -ViewCount 7 -NeuronCount 4 {Small}; $r.TruthByView + $r.Truth | Compare-Neuron "
                + "-Truth $r -EdgePx 0 -MinActivity 0; $r.Dispose()");
        IReadOnlyList<NeuronComparison> comparisons = result.OutputOf<NeuronComparison>();

        Assert.Empty(result.Errors);
        Assert.Equal([113, 109, 117, 51, 175, 55, 171, null], comparisons.Select(c => c.ViewId));
        Assert.All(comparisons, c => Assert.Equal((1.0, 0.0), (c.F1, c.LateralErrorUm)));
        Assert.Equal(0, comparisons[^1].DepthErrorUm);
    }

    [Fact]
    public void Region_files_are_a_truth_for_neurons_of_a_view()
    {
        string path = Path.Combine(Path.GetTempPath(), $"regions-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, """[{"coordinates": [[10, 10], [10, 11]]}, {"coordinates": [[30, 30]]}]""");
        try
        {
            InvocationResult result = module.Invoke(
                $"$r = New-SimulatedRecording -ViewCount 1 -NeuronCount 1 {Small}; $r.TruthByView | Compare-Neuron $args[0] -EdgePx 0; "
                    + "$r.TruthByView | Compare-Neuron nowhere.json",
                path);
            Assert.Equal(2, Assert.Single(result.OutputOf<NeuronComparison>()).TruthCount);
            Assert.Equal("FileNotFound", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("New-SimulatedRecording -Height 30 -Width 30 -NeuronCount 900", "ParameterInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("New-SimulatedRecording -ViewId 7", "ViewPairMissing", ErrorCategory.ObjectNotFound)]
    [InlineData("New-SimulatedRecording -DepthRangeUm 30, -30", "ParameterInvalid", ErrorCategory.InvalidArgument)]
    [InlineData(
        "1 | Compare-Neuron (New-SimulatedRecording -ViewCount 1 -Height 32 -Width 32 -FrameCount 2)",
        "ParameterInvalid",
        ErrorCategory.InvalidArgument)]
    public void What_cannot_be_made_or_compared_is_an_error_in_words(string command, string id, ErrorCategory category)
    {
        ErrorRecord error = Assert.Single(module.Invoke(command).Errors);
        Assert.Equal((id, category), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails?.RecommendedAction));
    }

    private SimulatedRecording Make(string command)
    {
        InvocationResult result = module.Invoke(command);
        Assert.Empty(result.Errors);
        return Assert.Single(result.OutputOf<SimulatedRecording>());
    }
}
