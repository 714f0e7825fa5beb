using System.Management.Automation;
using DeepWonder3D.Tests.PowerShell;
using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>What the Tab key offers, and what parameters with known values take.</summary>
public sealed class CompletionTests(CompletionSession session, ModuleFixture module)
    : IClassFixture<CompletionSession>, IClassFixture<ModuleFixture>
{
    private const string SmallRecording = "-ViewCount 1 -Height 16 -Width 16 -FrameCount 2 -NeuronCount 0 -ViewOnly";

    public static TheoryData<string, string> ChoiceParameters => [.. CompletionSession.Commands
        .SelectMany(
            c => c.Parameters.Where(p => p.IsCompletedWithMeanings).Select(p => new TheoryDataRow<string, string>(c.Name, p.Name)))];

    public static TheoryData<string, string[], string> KnownNames => new()
    {
        { "Invoke-Denoise -Device C", ["Cpu", "Cuda"], "processor" },
        { "Find-Neuron -Model seg", ["segment-1um", "segment-2um"], "Segment, 1 µm" },
        { "Get-Model b", ["background-1um", "background-2um"], "RemoveBackground" },
        { "Import-Volume x.tif -Axes TZ", ["TZYX", "TZCYX"], "movie of volumes" },
        { "Export-Figure -Kind Pop", ["Population"], "space" },
    };

    [Theory]
    [MemberData(nameof(ChoiceParameters))]
    public void Values_are_offered_in_their_order_each_with_its_meaning(string command, string parameter)
    {
        IReadOnlyList<string> values =
            CompletionSession.Commands.Single(c => c.Name == command).Parameters.Single(p => p.Name == parameter).Values;
        IReadOnlyList<(string Text, string ToolTip, string Kind)> offered = session.Of($"{command} -{parameter} ");
        Assert.Equal(values, offered.Select(o => o.Text));
        Assert.All(offered, o => Assert.True(
            o.ToolTip != o.Text && o.ToolTip.EndsWith('.'),
            $"-{parameter} {o.Text} has the tooltip '{o.ToolTip}': its enumeration's value needs a summary."));
    }

    [Theory]
    [MemberData(nameof(KnownNames))]
    public void Known_names_are_offered_with_what_they_are(string line, string[] expected, string firstToolTip)
    {
        IReadOnlyList<(string Text, string ToolTip, string Kind)> offered = session.Of(line);
        Assert.Equal(expected, offered.Select(o => o.Text));
        Assert.Contains(firstToolTip, offered[0].ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void Datasets_and_channels_are_those_of_the_file()
    {
        (string text, string toolTip, _) = Assert.Single(session.Of($"Import-Volume {CompletionSession.File} -Dataset "));
        Assert.Equal(("data", "An array of 3 axes."), (text.Trim('/'), toolTip));
        Assert.Equal(
            ["0", "1"], session.Of($"Import-Volume -LiteralPath {CompletionSession.File} -Axes CYX -Channel ").Select(o => o.Text));
        Assert.DoesNotContain(
            session.Of("Import-Volume nowhere.h5 -Dataset no"), o => o.Kind == nameof(CompletionResultType.ParameterValue));
    }

    [Fact]
    public void A_choice_is_a_name_its_beginning_or_the_value_and_anything_else_is_refused_with_the_names()
    {
        foreach (string value in new[] { "Easy", "'ea'", "([DeepWonder3D.Simulation.SimulationPreset]::Easy)" })
        {
            Assert.Equal(
                "easy", Assert.Single(module.Invoke($"(New-SimulatedRecording -Preset {value} {SmallRecording}).Name").OutputOf<string>()));
        }

        ErrorRecord refused = Assert.Single(module.Invoke($"New-SimulatedRecording -Preset Nothing {SmallRecording}").Errors);
        Assert.IsAssignableFrom<ParameterBindingException>(refused.Exception);
        Assert.Contains("TwoPhoton", refused.Exception.Message, StringComparison.Ordinal);
    }
}
