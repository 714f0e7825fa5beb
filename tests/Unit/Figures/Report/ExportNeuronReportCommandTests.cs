using DeepWonder3D.Tests.PowerShell;

namespace DeepWonder3D.Tests.Figures.Report;

public sealed class ExportNeuronReportCommandTests : FolderTests, IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ExportNeuronReportCommandTests(ModuleFixture module)
    {
        TestFigures.DemandDrawing();
        _module = module;
    }

    [Fact]
    public void All_neurons_of_a_pipeline_go_into_one_file_in_a_folder()
    {
        NeuronSet neurons = TestReports.Scattered(3, 30, 20);
        using Volume volume = TestReports.Stage(neurons, 2, 5);
        InvocationResult result = _module.Invoke(
            "$args[1], $args[2] | Export-NeuronReport $args[0] -Volume $args[3] -PassThru -Verbose",
            Folder.Root,
            neurons,
            TestFigures.Population(5),
            volume);
        FileInfo file = Assert.Single(result.OutputOf<FileInfo>());
        Assert.Equal("mouse 1_report.html", file.Name);
        Assert.Equal(2, TestReports.Facts(File.ReadAllText(file.FullName)).GetProperty("sources").GetArrayLength());
        Assert.Contains(result.Verbose, m => m.Contains("8 neurons", StringComparison.Ordinal));
        Assert.Single(Directory.GetFileSystemEntries(Folder.Root));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _module.Invoke("$args[1] | Export-NeuronReport $args[0] -WhatIf", Folder.Root, TestFigures.Set(10, 10, []));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Root));
    }

    [Fact]
    public void An_existing_file_is_an_error_without_Force_and_replaced_with_it()
    {
        string path = Folder.File("a.html");
        File.WriteAllText(path, "mine");
        NeuronSet neurons = TestFigures.Set(10, 10, []);
        Assert.Equal(nameof(ErrorId.FileExists), Error("$args[1] | Export-NeuronReport $args[0]", path, neurons));
        Assert.Equal("mine", File.ReadAllText(path));
        _module.Invoke("$args[1] | Export-NeuronReport $args[0] -Force", path, neurons);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$args[1] | Export-NeuronReport ($args[0] + '/a.pdf')", nameof(ErrorId.UnknownFormat))]
    [InlineData("$args[1] | Export-NeuronReport env:/a.html", nameof(ErrorId.PathNotFileSystem))]
    [InlineData("'text' | Export-NeuronReport $args[0]", nameof(ErrorId.FigureKindMismatch))]
    public void Each_failure_has_its_own_error(string script, string id)
    {
        Assert.Equal(id, Error(script, Folder.Root, TestFigures.Set(10, 10, [])));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Root));
    }

    [Fact]
    public void What_is_no_neurons_is_an_error_and_the_report_of_the_others_is_written()
    {
        InvocationResult result = _module.Invoke(
            "'text', $args[1] | Export-NeuronReport $args[0] -PassThru", Folder.Root, TestFigures.Set(10, 10, []));
        Assert.Single(result.OutputOf<FileInfo>());
        Assert.Equal(nameof(ErrorId.FigureKindMismatch), Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    private string Error(string script, params object[] arguments)
    {
        InvocationResult result = _module.Invoke(script, arguments);
        Assert.Empty(result.Output);
        return Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0];
    }
}
