using System.Text.RegularExpressions;
using DeepWonder3D.Figures.Report;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Views.Choosing;

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

    [Fact]
    public async Task Neurons_are_kept_and_dropped_by_keys_and_the_button_writes_what_Select_Neuron_reads()
    {
        // The page as it is, with somebody at its keys: its policy allows no other script, so this copy has none.
        NeuronSet neurons = TestReports.Scattered(6, 64, 30);
        string page = Regex.Replace(
            TestReports.Page(TestReports.Input([], neurons)), "<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
        const string Person = """
            <script>setTimeout(() => {
              const press = key => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
              "ddku".split("").forEach(press);
              const make = URL.createObjectURL;
              URL.createObjectURL = blob => { blob.text().then(t => { document.body.dataset.written = t; }); return make(blob); };
              document.getElementById("choice-save").click();
            }, 500);</script></body>
            """;
        page = page.Replace("</body>", Person, StringComparison.Ordinal);
        string path = Folder.Write("decided.html", System.Text.Encoding.UTF8.GetBytes(page));
        string document = await HeadlessBrowser.Open(path, "");
        AssertReady(document, 6);
        Assert.Contains("1 kept, 2 dropped, 3 not decided</p>", document, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(document, "class=\"row dropped\""));
        string text = System.Net.WebUtility.HtmlDecode(Regex.Match(document, "data-written=\"([^\"]*)\"").Groups[1].Value);
        string file = Folder.Write("decisions.json", System.Text.Encoding.UTF8.GetBytes(text));
        NeuronDecisions decisions = Assert.Single(NeuronDecisionFile.Read(file));
        Assert.Equal((1, 2, NeuronFingerprint.Of(neurons)), (decisions.Kept.Count, decisions.Dropped.Count, decisions.Fingerprint));

        // The table begins with the clearest neuron.
        int[] byClarity = [.. neurons.Neurons.OrderByDescending(n => n.Snr).Select(n => n.Id)];
        Assert.Equal(byClarity[..2].Order(), decisions.Dropped);
        NeuronSet kept = NeuronSelection.Run(neurons, new NeuronSelectionOptions { Decisions = decisions });
        Assert.Equal(byClarity[2..].Order(), kept.Neurons.Select(n => n.Id));
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
