using System.Management.Automation;
using DeepWonder3D.Tests.PowerShell;

namespace DeepWonder3D.Tests.Traces;

public sealed class DeconvolutionCmdletTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private static readonly float[] s_trace =
        CalciumTrace.Recording(EventKernel.OfSeconds(0.5, null, 30), 900, [200, 500, 700], 20, 1);

    [Fact]
    public void Sets_and_populations_come_back_with_events()
    {
        NeuronSet set = CalciumTrace.Neurons(30, s_trace);
        NeuronPopulation population = new()
        {
            Name = "brain",
            FrameCount = 900,
            FrameRate = 30,
            Neurons = [new LocalizedNeuron
            {
                Id = 1, XUm = 0, YUm = 0, ZUm = 0, Row = 1, Column = 1, Trace = new Trace(s_trace), Detections = [],
            }],
        };
        const string Script = "$args | Invoke-Deconvolution -Model Ar1 -Indicator GCaMP6s";
        NeuronSet flat = Assert.Single(module.Invoke(Script, set).OutputOf<NeuronSet>());
        NeuronPopulation space = Assert.Single(module.Invoke(Script, population).OutputOf<NeuronPopulation>());
        Assert.Equal(2, module.Invoke(Script, set, population).OutputOf<object>().Count);
        Assert.Equal(flat.Neurons[0].Events!.ToArray(), space.Neurons[0].Events!.ToArray());
        Assert.Equal(flat.Neurons[0].Denoised!.ToArray(), space.Neurons[0].Denoised!.ToArray());
        Assert.Equal(3, space.ListEvents().Count(e => e.Amplitude > 10));
        Assert.Equal("Invoke-Deconvolution", space.History[^1].Step);
        Assert.Equal(
            ["Ar1", "GCaMP6s"], new[] { "Model", "Indicator" }.Select(p => flat.History[^1].Parameters[p]));
        Assert.Null(set.Neurons[0].Events);
    }

    [Fact]
    public void Time_constants_and_frame_rate_reach_the_work()
    {
        NeuronSet found = Assert.Single(module.Invoke(
            "Invoke-Deconvolution $args[0] -DecayS 0.7 -RiseS 0.05 -FrameRate 25", CalciumTrace.Neurons(null, s_trace))
            .OutputOf<NeuronSet>());
        Assert.Equal(
            ["Ar2", "0.7", "0.05", "25"],
            new[] { "Model", "DecayS", "RiseS", "FrameRate" }.Select(p => found.History[^1].Parameters[p]));
    }

    [Fact]
    public void What_cannot_be_served_is_an_error_with_its_id()
    {
        string[] scripts =
        [
            "Invoke-Deconvolution $args[0] -DecayS 0.5", "Invoke-Deconvolution 5", "Invoke-Deconvolution $args[0] -Indicator Fura",
        ];
        string[] ids = ["FrameRateUnknown,", "ParameterInvalid,", "ParameterInvalid,"];
        foreach ((string script, string id) in scripts.Zip(ids))
        {
            ErrorRecord error = Assert.Single(module.Invoke(script, CalciumTrace.Neurons(null, s_trace)).Errors);
            Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }
}
