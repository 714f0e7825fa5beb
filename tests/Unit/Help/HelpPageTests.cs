using System.Reflection;
using System.Text.RegularExpressions;
using DeepWonder3D.Cmdlets;
using DeepWonder3D.Help;
using DeepWonder3D.Help.Facts;
using DeepWonder3D.Help.Pages;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>The pages in docs/help against the cmdlets. Messages say what to write.</summary>
public sealed class HelpPageTests
{
    private const int FewestExamples = 3;
    private const int LongestSynopsis = 160;

    private static readonly HelpFolder s_folder = new(ExampleSession.Pages);
    private static readonly IReadOnlyList<CommandFacts> s_commands = CommandFacts.Of(typeof(DeepWonderCmdlet).Assembly);

    public static TheoryData<string> Commands => [.. s_commands.Select(c => c.Name)];

    public static TheoryData<string> PageFiles =>
        [.. Directory.GetFiles(ExampleSession.Pages, "*.md").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_cmdlet_has_a_page_with_all_of_its_parameters(string command)
    {
        CommandFacts facts = s_commands.Single(c => c.Name == command);
        CommandPage page = PageOf(command);
        List<string> problems = [];
        problems.AddRange(
            facts.Parameters.Select(p => p.Name)
                .Except(page.Parameters.Select(p => p.Name))
                .Select(n => $"-{n} is not explained: add ### -{n}"));
        problems.AddRange(
            page.Parameters.Select(p => p.Name)
                .Except(facts.Parameters.Select(p => p.Name))
                .Select(n => $"-{n} is explained, and the cmdlet has no such parameter (names are compared with their case)"));
        problems.AddRange(page.Parameters.GroupBy(p => p.Name).Where(g => g.Count() > 1).Select(g => $"-{g.Key} is explained twice"));
        foreach (ParameterText text in page.Parameters)
        {
            if (facts.Parameters.FirstOrDefault(p => p.Name == text.Name) is { } parameter)
            {
                problems.AddRange(Problems(parameter, text).Select(p => $"-{text.Name}: {p}"));
            }
        }

        Assert.True(problems.Count == 0, $"docs/help/{command}.md:\n" + string.Join('\n', problems));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_page_has_a_short_synopsis_and_three_examples(string command)
    {
        CommandPage page = PageOf(command);
        Assert.True(
            page.Synopsis.Length <= LongestSynopsis && page.Synopsis.EndsWith('.'),
            $"docs/help/{command}.md: the synopsis is one sentence of at most {LongestSynopsis} characters.");
        Assert.True(
            page.Examples.Count >= FewestExamples,
            $"docs/help/{command}.md: has {page.Examples.Count} examples; {FewestExamples} are the least.");
        Assert.All(
            page.Examples,
            e => Assert.True(
                e.Code.Contains(command, StringComparison.Ordinal),
                $"docs/help/{command}.md({e.Line}): this example does not use {command}."));
        Assert.True(page.Examples.Any(e => e.Output is not null), $"docs/help/{command}.md: no example shows what is printed.");
    }

    [Fact]
    public void Every_page_is_of_a_cmdlet_and_every_topic_is_there()
    {
        Assert.Equal([], s_folder.Commands.Select(p => p.Name).Except(s_commands.Select(c => c.Name)));
        Assert.Equal(
            [
                "about_DeepWonder3D",
                "about_DeepWonder3D_Calibration",
                "about_DeepWonder3D_Devices",
                "about_DeepWonder3D_Differences",
                "about_DeepWonder3D_Errors",
                "about_DeepWonder3D_Formats",
                "about_DeepWonder3D_Models",
            ],
            s_folder.Topics.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cmdlet_is_named_in_the_topic_about_the_module()
    {
        string text = File.ReadAllText(Path.Combine(ExampleSession.Pages, "about_DeepWonder3D.md"));
        Assert.Equal([], s_commands.Select(c => c.Name).Where(n => !text.Contains(n, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(PageFiles))]
    public void Links_of_pages_lead_somewhere(string file)
    {
        string text = File.ReadAllText(Path.Combine(ExampleSession.Pages, file));
        string[] dead = [.. Markdown.Parse(text).Descendants<LinkInline>()
            .Select(l => l.Url!.Split('#')[0])
            .Where(t => !t.StartsWith("https://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(ExampleSession.Pages, t)))];
        Assert.True(dead.Length == 0, $"docs/help/{file}: {string.Join(", ", dead)}: not there.");
    }

    [Fact]
    public void Nothing_but_shared_parameters_is_shared()
    {
        string[] once =
            [.. s_folder.Shared.Values.Where(s => s_folder.Commands.Count(c => c.Parameters.Contains(s)) < 2).Select(s => s.Name)];
        Assert.True(
            once.Length == 0,
            $"docs/help/parameters.md: {string.Join(", ", once)}: of fewer than two cmdlets; say it on the cmdlet's page.");
    }

    private static CommandPage PageOf(string command) => s_folder.Commands.FirstOrDefault(p => p.Name == command)
        ?? throw new Xunit.Sdk.XunitException(
            $"Write docs/help/{command}.md as docs/help/README.md says; Invoke-Denoise.md is a short one to start from.");

    private static IEnumerable<string> Problems(ParameterFacts facts, ParameterText text)
    {
        bool number = facts.IsNumber;
        if (number && text.Unit is null)
        {
            yield return "a number needs its unit: - Unit: µm (or: none)";
        }

        if (number && facts.Range is null && text.Range is null)
        {
            yield return "the code states no range in an attribute, so the page must: - Range: more than 0";
        }

        if (facts.Range is not null && text.Range is not null)
        {
            yield return $"the code states the range ({facts.Range}): take Range off the page";
        }

        if (facts is { IsOptional: true, IsSwitch: false, Default: null } && text.Default is null)
        {
            yield return "what stands where it is not given? - Default: …";
        }

        if (facts.Default is not null && text.Default is not null)
        {
            yield return $"the code states the default ({facts.Default}): take Default off the page";
        }

        string description = string.Join(' ', text.Description);
        foreach (string value in facts.Values.Where(v => !Regex.IsMatch(description, $@"(?<!\w){Regex.Escape(v)}(?!\w)")))
        {
            yield return $"the value {value} is not explained";
        }
    }
}
