using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>Every script in examples/ runs, and leaves what it says it leaves.</summary>
[Collection(ExampleSession.Name)]
public sealed class ExampleScriptTests(ExampleSession session)
{
    private static readonly string s_folder = Path.Combine(SharedMaterial.Root, "examples");

    public static TheoryData<string> Scripts =>
        [.. Directory.GetFiles(s_folder, "*.ps1").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_runs_and_leaves_its_results(string script)
    {
        ScriptExample? example = ScriptExample.All.SingleOrDefault(s => s.Script == script);
        Assert.True(
            example is not null,
            $"Add {script} to ScriptExample.All: its arguments for the folder of small recordings, and what it leaves.");
        Assert.Equal("", session.ErrorsOf(example.Example));
        (string said, string[] files) = ScriptExample.Parts(session.PrintedBy(example.Example));
        Assert.All(example.Said, words => Assert.Contains(words, said, StringComparison.Ordinal));
        Assert.All(example.Results, file => Assert.Contains(file, files));
    }

    [Fact]
    public void Every_script_says_what_it_does_and_is_in_the_readme()
    {
        string readme = File.ReadAllText(Path.Combine(SharedMaterial.Root, "README.md"));
        foreach (string file in Directory.GetFiles(s_folder, "*.ps1"))
        {
            Assert.StartsWith("<#\n.SYNOPSIS\n", File.ReadAllText(file).ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains($"examples/{Path.GetFileName(file)}", readme, StringComparison.Ordinal);
        }
    }
}
