using DeepWonder3D.Simulation;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>The motion of a simulated recording is the user's to state.</summary>
public sealed class SimulatedMotionTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Small = "New-SimulatedRecording Easy -Seed 4 -ViewOnly -Height 48 -Width 48 -FrameCount 10";

    [Theory]
    [InlineData("-ViewCount 1 -JitterUm 2.5", "Motion.JitterUm", "2.5")]
    [InlineData("-ViewCount 1 -DriftUm 12", "Motion.DriftUm", "12")]
    [InlineData("-ViewCount 1 -JumpUm 5", "Motion.JumpRateHz", "0.05")]
    [InlineData("-ViewCount 1 -JumpUm 5 -JumpRateHz 20", "Motion.JumpRateHz", "20")]
    [InlineData("-ViewCount 1 -BendUm 0.5", "Motion.BendUm", "0.5")]
    [InlineData("-ViewId 38 -AxialUm 4", "Motion.AxialUm", "4")]
    public void What_is_stated_is_what_happens(string parameters, string name, string value)
    {
        InvocationResult result = module.Invoke($"{Small} {parameters}");
        Assert.Empty(result.Errors);
        using SimulatedRecording recording = Assert.Single(result.OutputOf<SimulatedRecording>());
        Assert.Equal(value, recording.Views[0].History[0].Parameters[name]);

        // The tissue lies elsewhere than where nothing was stated; in a second no jump of one in twenty is sure.
        string views = string.Join(' ', parameters.Split(' ')[..2]);
        using SimulatedRecording still = Assert.Single(module.Invoke($"{Small} {views}").OutputOf<SimulatedRecording>());
        if (value != "0.05")
        {
            Assert.NotEqual(still.Views[0].GetPlane(9), recording.Views[0].GetPlane(9));
        }
    }

    [Fact]
    public void Less_than_nothing_is_refused()
    {
        InvocationResult result = module.Invoke($"{Small} -ViewCount 1 -JitterUm -1");
        Assert.Single(result.Errors);
        Assert.Empty(result.Output);
    }
}
