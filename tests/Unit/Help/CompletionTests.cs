using System.Management.Automation;
using System.Reflection;
using DeepWonder3D.Cmdlets;
using DeepWonder3D.Formats;
using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Volumes;
using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>What the Tab key offers. The engine is asked as a console asks it.</summary>
public sealed class CompletionTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    public static TheoryData<string, string> EnumerationParameters => [.. Parameters()
        .Where(p => p.Values.Length > 0)
        .Select(p => new TheoryDataRow<string, string>(p.Command, p.Parameter))];

    [Theory]
    [MemberData(nameof(EnumerationParameters))]
    public void Values_are_offered_in_their_order_each_with_its_meaning(string command, string parameter)
    {
        (_, _, string[] values) = Parameters().Single(p => p.Command == command && p.Parameter == parameter);
        IReadOnlyList<CompletionResult> offered = Complete($"{command} -{parameter} ");
        Assert.Equal(values, offered.Select(o => o.CompletionText));
        Assert.All(offered, o => Assert.True(
            o.ToolTip != o.CompletionText && o.ToolTip.EndsWith('.'),
            $"-{parameter} {o.CompletionText} has the tooltip '{o.ToolTip}': add [ArgumentCompleter(typeof(EnumCompleter<…>))], and a summary to the value."));
    }

    [Theory]
    [InlineData("Invoke-Denoise -Device C", new[] { "Cpu", "Cuda" }, "processor")]
    [InlineData("Find-Neuron -Model seg", new[] { "segment-1um", "segment-2um" }, "Segment, 1 µm")]
    [InlineData("Get-Model b", new[] { "background-1um", "background-2um" }, "RemoveBackground")]
    [InlineData("Import-Volume x.tif -Axes TZ", new[] { "TZYX", "TZCYX" }, "movie of volumes")]
    [InlineData("Export-Figure -Kind Pop", new[] { "Population" }, "space")]
    public void Known_names_are_offered_with_what_they_are(string line, string[] expected, string firstToolTip)
    {
        IReadOnlyList<CompletionResult> offered = Complete(line);
        Assert.Equal(expected, offered.Select(o => o.CompletionText));
        Assert.Contains(firstToolTip, offered[0].ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void Datasets_and_channels_are_those_of_the_file()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("it's a movie.h5");
        VolumeInfo info = new() { Name = "movie", FrameCount = 2, Height = 4, Width = 5 };
        using VolumeBuilder builder = new(info);
        using (Volume volume = builder.Build(new HistoryStep("Test", new Dictionary<string, string>())))
        {
            VolumeWriter.Write(volume, file, new VolumeWriteOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken);
        }

        string quoted = $"'{file.Replace("'", "''", StringComparison.Ordinal)}'";
        CompletionResult dataset = Assert.Single(Complete($"Import-Volume {quoted} -Dataset "));
        Assert.Equal(("data", "An array of 3 axes."), (dataset.CompletionText.Trim('/'), dataset.ToolTip));
        Assert.Equal(["0", "1"], Complete($"Import-Volume -LiteralPath {quoted} -Axes CYX -Channel ").Select(o => o.CompletionText));
        Assert.DoesNotContain(Complete("Import-Volume nowhere.h5 -Dataset no"), o => o.ResultType == CompletionResultType.ParameterValue);
    }

    private static IEnumerable<(string Command, string Parameter, string[] Values)> Parameters() =>
        from type in typeof(DeepWonderCmdlet).Assembly.GetTypes()
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        where cmdlet is not null
        from property in type.GetProperties()
        where property.GetCustomAttributes<ParameterAttribute>().Any()
        let single = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        select ($"{cmdlet.VerbName}-{cmdlet.NounName}", property.Name, single.IsEnum ? Enum.GetNames(single) : []);

    private IReadOnlyList<CompletionResult> Complete(string line)
    {
        using System.Management.Automation.PowerShell shell = System.Management.Automation.PowerShell.Create(module.Runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches];
    }
}
