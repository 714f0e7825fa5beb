using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>Every example of the help runs, and prints what its page says.</summary>
[Collection(ExampleSession.Name)]
public sealed class ExampleTests(ExampleSession session)
{
    public static TheoryData<string> Titles => [.. ExampleSession.Examples.Select(e => e.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Example_runs_and_prints_what_its_page_says(string title)
    {
        PageExample example = ExampleSession.Examples.Single(e => e.Title == title);
        string place = $"{example.Page}({example.Line})";
        string errors = session.ErrorsOf(example);
        Assert.True(errors.Length == 0, $"{place}: the example fails:\n{errors}");
        string? difference = PrintedText.Difference(example.Output ?? "", session.PrintedBy(example));
        Assert.True(difference is null, $"{place}: {difference}\nDEEPWONDER3D_REFRESH_EXAMPLES=1 writes what was printed into the page.");
    }
}
