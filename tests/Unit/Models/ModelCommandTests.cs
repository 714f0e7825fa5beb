using System.Management.Automation;
using DeepWonder3D.Models;
using DeepWonder3D.Tests.PowerShell;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>ConvertTo-OnnxModel and Get-Model in a PowerShell engine.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ModelCommandTests : IClassFixture<ModuleFixture>, IDisposable
{
    private const string Convert = "ConvertTo-OnnxModel";

    private readonly ModuleFixture _module;
    private readonly TemporaryFolder _folder = new();
    private readonly string? _variable = Environment.GetEnvironmentVariable(ModelCatalog.Variable);

    public ModelCommandTests(ModuleFixture module)
    {
        _module = module;
        Environment.SetEnvironmentVariable(ModelCatalog.Variable, _folder.Root);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ModelCatalog.Variable, _variable);
        _folder.Dispose();
    }

    [Fact]
    public void Converts_files_by_wildcard_into_a_folder_and_shows_them()
    {
        SaveTwo();
        InvocationResult converted = _module.Invoke(
            $"{Convert} -Path $args[0] -Destination $args[1] -Licence MIT", _folder.File("*_2um.pth"), _folder.Root);
        Assert.Empty(converted.Errors);
        Assert.Equal(
            [("sr_2um", ModelStage.SuperResolve, 2.0), ("unet_2um", ModelStage.RemoveBackground, 2.0)],
            converted.OutputOf<Model>().Select(model => (model.Name, model.Stage, model.PixelSizeUm)));

        Model shown = Assert.Single(_module.Invoke("Get-Model -Name UNET*").OutputOf<Model>());
        Assert.Equal((_folder.File("unet_2um.onnx"), "MIT", 64), (shown.Path, shown.Licence, shown.Hash.Length));
        Assert.Equal(new FileInfo(shown.Path).Length, shown.SizeBytes);
        IReadOnlyList<Model> enlarging = _module.Invoke("Get-Model -Stage SuperResolve").OutputOf<Model>();
        Assert.Equal("sr_2um", Assert.Single(enlarging, model => model.Path.StartsWith(_folder.Root, StringComparison.Ordinal)).Name);
    }

    [Fact]
    public void Takes_a_literal_path_with_brackets_and_the_users_words()
    {
        string path = Save(TestNetworks.BiasedUNet3DName, "net[1].pth");
        InvocationResult result = _module.Invoke(
            $"{Convert} -LiteralPath $args[0] -Destination $args[1] -Network Denoise -PixelSizeUm 1.5 -Name mine -Training 'by hand'",
            path,
            _folder.File("new.onnx"));
        Model model = Assert.Single(result.OutputOf<Model>());
        Assert.Equal(
            ("mine", ModelStage.Denoise, 1.5, "by hand", _folder.File("new.onnx")),
            (model.Name, model.Stage, model.PixelSizeUm, model.Training, model.Path));
    }

    [Fact]
    public void A_model_given_as_text_is_its_path()
    {
        InvocationResult result = _module.Invoke(
            $"[string]({Convert} $args[0] $args[1])", Save(TestNetworks.UNet3DName, "unet.pth"), _folder.Root);
        Assert.Equal([_folder.File("unet.onnx")], result.OutputOf<string>());
    }

    [Fact]
    public void One_bad_checkpoint_does_not_stop_the_others()
    {
        SaveTwo();
        _folder.Write("a.pth", TestCheckpoint.Of(PickleWriter.Protocol2().Global("os", "system").Stop(), []));
        _folder.Write("b.pth", [1, 2, 3]);
        InvocationResult result = _module.Invoke(
            $"{Convert} -Path $args[0], $args[1] -Destination $args[2]", _folder.File("*.pth"), _folder.File("none.pth"), _folder.Root);
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(
            [
                ("CheckpointUnsafe", ErrorCategory.SecurityError),
                ("CheckpointInvalid", ErrorCategory.InvalidData),
                ("FileNotFound", ErrorCategory.ObjectNotFound),
            ],
            result.Errors.Select(error => (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category)));
        Assert.Equal(_folder.File("a.pth"), result.Errors[0].TargetObject);
    }

    [Fact]
    public void WhatIf_writes_nothing_and_Force_replaces()
    {
        string path = Save(TestNetworks.UNet3DName, "unet.pth");
        string destination = _folder.File("unet.onnx");
        Assert.Empty(_module.Invoke($"{Convert} $args[0] $args[1] -WhatIf", path, _folder.Root).Output);
        Assert.False(File.Exists(destination));

        Assert.Single(_module.Invoke($"{Convert} $args[0] $args[1]", path, _folder.Root).Output);
        InvocationResult again = _module.Invoke($"{Convert} $args[0] $args[1]", path, _folder.Root);
        Assert.Empty(again.Output);
        Assert.StartsWith("FileExists", Assert.Single(again.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(_module.Invoke($"{Convert} $args[0] $args[1] -Force", path, _folder.Root).Output);
    }

    [Fact]
    public void A_name_that_no_model_has_is_an_error_and_a_pattern_is_not()
    {
        Assert.Empty(_module.Invoke("Get-Model no-such-*").Errors);
        ErrorRecord error = Assert.Single(_module.Invoke("Get-Model no-such-model").Errors);
        Assert.StartsWith("ModelNotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_file_that_is_no_model_is_warned_of()
    {
        _folder.Write("broken.onnx", [1, 2, 3]);
        Assert.Contains(_module.Invoke("Get-Model").Warnings, warning => warning.Contains("broken.onnx", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_completed()
    {
        _module.Invoke($"{Convert} $args[0] $args[1] -Name 'my net'", Save(TestNetworks.UNet3DName, "unet.pth"), _folder.Root);
        const string line = "Get-Model -Name my";
        using System.Management.Automation.PowerShell shell = System.Management.Automation.PowerShell.Create(_module.Runspace);
        CommandCompletion completion = CommandCompletion.CompleteInput(line, line.Length, [], shell);
        CompletionResult result = Assert.Single(completion.CompletionMatches);
        Assert.Equal(("'my net'", "Denoise, any pixel size, unet3d-3x4"), (result.CompletionText, result.ToolTip));
    }

    private void SaveTwo()
    {
        Save(TestNetworks.BiasedUNet3DName, "unet_2um.pth");
        Save(TestNetworks.SingleBlocksName, "sr_2um.pth");
    }

    private string Save(string design, string name) => _folder.Save(TestCheckpoint.Of(TestNetworks.Named(design)), name);
}
