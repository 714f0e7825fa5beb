using System.Text.RegularExpressions;
using DeepWonder3D.Figures.Report;

namespace DeepWonder3D.Tests.Figures.Report;

/// <summary>The page in a real browser. Its script says in the body's data how far it came, and shows its own failures.</summary>
public sealed class ReportBrowserTests : FolderTests
{
    public ReportBrowserTests()
    {
        TestFigures.DemandDrawing();
        HeadlessBrowser.Demand();
    }

    [Fact]
    public async Task The_page_opens_without_an_error_and_selects_the_neuron_in_its_address()
    {
        NeuronSet neurons = TestReports.Scattered(50, 96, 200, "<script>alert(1)</script>");
        using Volume recorded = TestReports.Stage(neurons, 1, 40);
        using Volume denoised = TestReports.Stage(neurons, 2, 40);
        string document = await Open(TestReports.Input([recorded, denoised], neurons), "neuron=5");
        AssertReady(document, 50);
        Assert.Matches("<div class=\"row\"[^>]*aria-selected=\"true\"[^>]*data-id=\"5\"", document);
        Assert.Single(Regex.Matches(document, "class=\"row\"[^>]*aria-selected=\"true\""));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;</h1>", document, StringComparison.Ordinal);
        Assert.Contains("after Invoke-Denoise</h3>", document, StringComparison.Ordinal);
        Assert.Contains("test-model", document, StringComparison.Ordinal);
        Assert.Equal(3 + 2 + 4, Regex.Count(document, "<canvas"));
    }

    [Fact]
    public async Task Neurons_in_space_and_of_views_share_a_page()
    {
        ReportInput input = TestReports.Input([], TestReports.Scattered(9, 64, 30, "a_view_3", 3), TestFigures.Population(12));
        string document = await Open(input, "source=0&neuron=7");
        AssertReady(document, 12);
        Assert.Matches("<button[^>]*aria-selected=\"true\"[^>]*>In space</button>", document);
        Assert.Matches("aria-selected=\"true\"[^>]*data-id=\"7\"", document);
        AssertReady(await Open(input, "source=1&neuron=2"), 9);
    }

    [Fact]
    public async Task A_page_of_nothing_opens()
    {
        AssertReady(await Open(TestReports.Input([], TestFigures.Set(10, 10, []), TestFigures.Population(0)), ""), 0);
        AssertReady(await Open(TestReports.Input([], TestFigures.Set(10, 10, [])), ""), 0);
    }

    [Fact]
    public async Task Three_thousand_neurons_open_with_only_the_rows_in_sight()
    {
        string document = await Open(TestReports.Input([], TestReports.Scattered(3000, 512, 2000)), "neuron=2999");
        AssertReady(document, 3000);
        Assert.Matches("aria-selected=\"true\"[^>]*data-id=\"2999\"", document);
        Assert.InRange(Regex.Count(document, "data-id="), 10, 100);
    }

    private static void AssertReady(string document, int rows)
    {
        string body = Regex.Match(document, "<body[^>]*>").Value;
        string trouble = Regex.Match(document, "<p id=\"trouble\"[^>]*>([^<]*)").Groups[1].Value;
        Assert.True(body.Contains("data-state=\"ready\"", StringComparison.Ordinal), $"{body} {trouble}");
        Assert.Contains($"data-rows=\"{rows}\"", body, StringComparison.Ordinal);
        Assert.Empty(trouble);
    }

    private Task<string> Open(ReportInput input, string fragment)
    {
        string path = Folder.Write("report.html", TestReports.Bytes(input));
        return HeadlessBrowser.Open(path, fragment);
    }
}
