using System.Management.Automation;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Views;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

public sealed class NeuronFileCommandTests : IClassFixture<ModuleFixture>, IDisposable
{
    private readonly ModuleFixture _module;
    private readonly TemporaryFolder _folder = new();

    public NeuronFileCommandTests(ModuleFixture module)
    {
        _module = module;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mat")]
    [InlineData("json")]
    [InlineData("csv")]
    public void Neurons_go_to_a_file_and_come_back(string extension)
    {
        string path = _folder.File("x." + extension);

        InvocationResult result = _module.Invoke("$args[0] | Export-Neuron $args[1] -PassThru | Import-Neuron", NeuronSamples.Set(), path);

        Assert.Empty(result.Errors);
        SameNeurons.Check(NeuronSamples.Set(), Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void A_folder_gets_a_file_for_each_recording_and_no_result_replaces_another()
    {
        object[] results = [NeuronSamples.Set(), NeuronSamples.Population(), NeuronSamples.Population(), "neither"];

        InvocationResult result = _module.Invoke(
            "$args[0] | Export-Neuron ($args[1] + '/new/') -Format Json -Force -PassThru", results, _folder.Root);

        Assert.Equal(["mouse 3, _left__view_108.json", "mouse µ.json"], result.OutputOf<FileInfo>().Select(f => f.Name));
        Assert.Equal(["FileExists", "ParameterInvalid"], result.Errors.Select(Id));
        Assert.All(result.OutputOf<FileInfo>(), f => Assert.True(f.Exists && f.DirectoryName == _folder.File("new")));
    }

    [Fact]
    public void Nothing_is_written_with_WhatIf_and_nothing_replaced_without_Force()
    {
        string path = _folder.File("x.mat");
        Assert.Empty(_module.Invoke("$args[0] | Export-Neuron $args[1] -WhatIf", NeuronSamples.Set(), path).Errors);
        Assert.False(File.Exists(path));

        File.WriteAllText(path, "mine");
        ErrorRecord refused = Assert.Single(_module.Invoke("$args[0] | Export-Neuron $args[1]", NeuronSamples.Set(), path).Errors);
        Assert.Equal(("FileExists", ErrorCategory.ResourceExists), (Id(refused), refused.CategoryInfo.Category));
        Assert.Equal("mine", File.ReadAllText(path));

        Assert.Empty(_module.Invoke("$args[0] | Export-Neuron $args[1] -Force", NeuronSamples.Set(), path).Errors);
        SameNeurons.Check(NeuronSamples.Set(), NeuronFile.Read(path, NeuronFileFormat.Auto, NeuronImportOptions.None));
    }

    [Fact]
    public void A_wildcard_reads_each_result_once_and_a_bad_file_does_not_stop_the_others()
    {
        _module.Invoke(
            "$args[0] | Export-Neuron ($args[2] + '/a.csv'); $args[1] | Export-Neuron ($args[2] + '/c.csv')",
            NeuronSamples.Set(),
            NeuronSamples.Population(),
            _folder.Root);
        File.WriteAllText(_folder.File("b.csv"), "no,neurons\n1,2\n");

        InvocationResult result = _module.Invoke("Import-Neuron ($args[0] + '/*.csv') -PixelSizeUm 3", _folder.Root);

        Assert.Equal(["NeuronFileInvalid"], result.Errors.Select(Id));
        Assert.Equal(_folder.File("b.csv"), result.Errors[0].TargetObject);
        Assert.Equal([typeof(NeuronSet), typeof(NeuronPopulation)], result.Output.Select(o => o.BaseObject.GetType()));
        Assert.Equal(3, ((NeuronSet)result.Output[0].BaseObject).PixelSizeUm);
        Assert.Equal(30.75, ((NeuronPopulation)result.Output[1].BaseObject).Neurons[0].XUm);

        result = _module.Invoke("Import-Neuron -LiteralPath ($args[0] + '/a.traces.csv')", _folder.Root);
        Assert.Equal(["NeuronFileInvalid"], result.Errors.Select(Id));
    }

    [Fact]
    public void Brackets_in_a_literal_path_mean_themselves()
    {
        InvocationResult result = _module.Invoke(
            "$args[0] | Export-Neuron $args[1]; Import-Neuron -LiteralPath $args[1]", NeuronSamples.Set(), _folder.File("x[1].json"));

        Assert.Empty(result.Errors);
        Assert.Equal(3, Assert.Single(result.OutputOf<NeuronSet>()).Count);
    }

    [Fact]
    public void The_published_calibration_comes_in_with_the_units_given_and_goes_out_in_both_formats()
    {
        string published = SharedMaterial.Path("reference/weights/psffit_matrix.mat");

        InvocationResult result = _module.Invoke(
            """
            $calibration = Import-ViewCalibration $args[0] -RefractiveIndex 1.33 -DepthUnitUm 1.5 -PixelSizeUm 1 -CentreView 114
            $calibration
            $calibration | Export-ViewCalibration $args[1] -PassThru | Import-ViewCalibration
            $calibration | Export-ViewCalibration ($args[1] + '/c.mat') -PassThru | Import-ViewCalibration
            """,
            published,
            _folder.Root);

        Assert.Empty(result.Errors);
        IReadOnlyList<ViewCalibration> calibrations = result.OutputOf<ViewCalibration>();
        Assert.Equal((3240, 81, 114), (calibrations[0].Pairs.Count, calibrations[0].Views.Count, calibrations[0].CentreView));
        Assert.Equal((1.33, 1.5, 1), (calibrations[0].RefractiveIndex, calibrations[0].DepthUnitUm, calibrations[0].PixelSizeUm));
        SameNeurons.Check(calibrations[0], calibrations[1]);
        SameNeurons.Check(calibrations[0], calibrations[2]);
        Assert.True(File.Exists(_folder.File("calibration.json")));
    }

    [Fact]
    public void A_file_without_a_calibration_gets_an_error_of_its_own()
    {
        _module.Invoke("$args[0] | Export-Neuron $args[1]", NeuronSamples.Set(), _folder.File("x.mat"));

        InvocationResult result = _module.Invoke("Import-ViewCalibration ($args[0] + '/x.mat'), ($args[0] + '/absent.mat')", _folder.Root);

        Assert.Equal(["CalibrationInvalid", "FileNotFound"], result.Errors.Select(Id));
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
