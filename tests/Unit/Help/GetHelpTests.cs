using System.Management.Automation;
using DeepWonder3D.Cmdlets;
using DeepWonder3D.Help;
using DeepWonder3D.Help.Facts;
using DeepWonder3D.Help.Pages;
using DeepWonder3D.Tests.PowerShell;
using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>What Get-Help shows of the staged module: the engine itself judges the files that the build makes of the pages.</summary>
public sealed class GetHelpTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private static readonly HelpFolder s_folder = new(ExampleSession.Pages);
    private static readonly IReadOnlyList<CommandFacts> s_commands = CommandFacts.Of(typeof(DeepWonderCmdlet).Assembly);

    public static TheoryData<string> Commands => [.. s_folder.Commands.Select(c => c.Name)];

    public static TheoryData<string> Topics => [.. s_folder.Topics.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_shows_the_page(string command)
    {
        CommandPage page = s_folder.Commands.Single(p => p.Name == command);
        InvocationResult result = module.Invoke(
            "$h = Get-Help $args[0]; $h.Synopsis; @($h.description).Count; @($h.examples.example).Count; $h.examples.example[0].code; "
                + "@($h.syntax.syntaxItem).Count; @($h.relatedLinks.navigationLink).Count",
            command);
        Assert.Empty(result.Errors);
        Assert.Equal(
            [
                page.Synopsis, page.Description.Count, page.Examples.Count,
                s_commands.Single(c => c.Name == command).Sets.Count, page.Related.Count,
            ],
            new[] { 0, 1, 2, 4, 5 }.Select(i => result.Output[i].BaseObject));
        Assert.StartsWith(page.Examples[0].Code, ((string)result.Output[3].BaseObject).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_says_of_each_parameter_what_the_engine_knows_of_it(string command)
    {
        CommandInfo info = Assert.Single(module.Invoke("Get-Command $args[0]", command).OutputOf<CommandInfo>());
        IReadOnlyList<PSObject> shown = module.Invoke("(Get-Help $args[0]).parameters.parameter", command).Output;
        string[] own = [.. info.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name)).Select(p => p.Name)];
        Assert.Equal(own.Order(StringComparer.Ordinal), shown.Select(p => Text(p, "name")).Order(StringComparer.Ordinal));
        foreach (PSObject parameter in shown)
        {
            ParameterMetadata known = info.Parameters[Text(parameter, "name")];
            Assert.Equal(known.ParameterSets.Values.All(s => s.IsMandatory) ? "true" : "false", Text(parameter, "required"));
            Assert.Equal(
                known.ParameterSets.Values.Any(s => s.ValueFromPipeline),
                Text(parameter, "pipelineInput").Contains("ByValue", StringComparison.Ordinal));
            Assert.Equal(
                known.ParameterSets.Values.Any(s => s.ValueFromPipelineByPropertyName),
                Text(parameter, "pipelineInput").Contains("ByPropertyName", StringComparison.Ordinal));
            Assert.Equal(known.Aliases.Count == 0 ? "none" : string.Join(", ", known.Aliases), Text(parameter, "aliases"));
            Assert.NotEmpty((object[])parameter.Properties["description"].Value);
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topics_are_found_by_name(string topic)
    {
        InvocationResult result = module.Invoke("Get-Help $args[0]", topic);
        Assert.Empty(result.Errors);
        string text = Assert.Single(result.Output).ToString();
        Assert.StartsWith("TOPIC", text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains(topic, text, StringComparison.Ordinal);
    }

    private static string Text(PSObject item, string property) => item.Properties[property].Value.ToString()!;
}
