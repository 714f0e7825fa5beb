using System.Management.Automation;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>What a job, a file of Export-Clixml or Select-Object leaves of an object is refused in words.</summary>
public sealed class WholeObjectTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Copied =
        "$copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($args[0])); ";

    [Theory]
    [InlineData("$copy | Select-Neuron -MinSnr 5", "Import-Neuron")]
    [InlineData("$copy | Export-Neuron x.json", "Import-Neuron")]
    [InlineData("$copy | Merge-View $args[1]", "Import-Neuron")]
    [InlineData("$copy | Invoke-Deconvolution", "Import-Neuron")]
    [InlineData("$copy | Register-Neuron", "Import-Neuron")]
    [InlineData("$args[0] | Compare-Neuron $copy", "Import-Neuron")]
    [InlineData("$args[0] | Select-Object Name, Neurons | Export-NeuronReport x.html", "Import-Neuron")]
    [InlineData("$args[0] | Select-Neuron -Neuron $copy.Neurons", "Import-Neuron")]
    public void Copies_of_neurons_are_refused(string script, string way) => AssertRefused(Copied + script, way, new NeuronSet
    {
        Name = "mouse",
        Height = 4,
        Width = 4,
        FrameCount = 2,
        Neurons = [new Neuron { Id = 1, Row = 1, Column = 1, Footprint = new Footprint([5], 4), Trace = new Trace([1, 2]) }],
    });

    [Theory]
    [InlineData("$copy | Invoke-Denoise")]
    [InlineData("Remove-Background $copy")]
    [InlineData("$copy | Export-Volume x.tif")]
    [InlineData("$copy | ConvertTo-View $args[1]")]
    public void Copies_of_volumes_are_refused(string script)
    {
        using Volume movie = TestVolumes.Create(3, 8, 8, (t, y, x) => t + y + x);
        AssertRefused(Copied + script, "Import-Volume", movie);
    }

    private void AssertRefused(string script, string way, object input)
    {
        ViewCalibration calibration = new([new ViewPair(108, 113, -0.4, 0.01, 0.1, 0)], 113, 0.7, 3, 1.33);
        ErrorRecord error;
        try
        {
            // What waits for all of its inputs also says that it got none.
            error = module.Invoke(script, input, calibration).Errors[0];
        }
        catch (RuntimeException e)
        {
            error = e.ErrorRecord;
        }

        Assert.Contains(nameof(ErrorId.ObjectNotWhole), error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(way, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorId.ObjectNotWhole, Assert.IsType<DeepWonderException>(error.Exception.InnerException).Id);
    }
}
