using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DeepWonder3D.Figures.Report;

namespace DeepWonder3D.Tests.Figures.Report;

public sealed class ReportPageTests
{
    private const string Hostile = "</script><script>alert('x')</script> \"&";

    public ReportPageTests() => TestFigures.DemandDrawing();

    [Fact]
    public void The_page_lists_each_neuron_with_its_numbers()
    {
        NeuronSet neurons = TestReports.Scattered(7, 64, 50);
        JsonElement source = TestReports.Facts(TestReports.Page(TestReports.Input([], neurons))).GetProperty("sources")[0];
        Assert.Equal(neurons.Neurons.Select(n => n.Id), source.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()));
        Assert.Equal(["snr", "area", "roundness", "score", "row", "column"], Columns(source).Keys);
        Assert.Equal(neurons.Neurons[3].Snr, Columns(source)["snr"][3].GetDouble(), 1e-3 * neurons.Neurons[3].Snr);
        Assert.Equal(neurons.Neurons[3].AreaPx, Columns(source)["area"][3].GetInt32());
    }

    [Fact]
    public void What_is_not_known_is_null()
    {
        NeuronSet neurons = TestFigures.Set(30, 30, [TestFigures.Neuron(1, TestFigures.Disc(10, 10, 3, 30, 30))], null, null);
        JsonElement source = TestReports.Facts(TestReports.Page(TestReports.Input([], neurons))).GetProperty("sources")[0];
        Assert.Equal(JsonValueKind.Null, Columns(source)["snr"][0].ValueKind);
        Assert.Equal(JsonValueKind.Null, source.GetProperty("rate").ValueKind);
    }

    [Fact]
    public void A_recording_called_like_markup_stays_text()
    {
        HistoryStep step = new(Hostile, new Dictionary<string, string> { [Hostile] = Hostile }) { Model = Hostile };
        NeuronSet neurons = TestReports.Scattered(2, 30, 20, Hostile) with { History = [step] };
        using Volume volume = TestReports.Stage(neurons, 1, 4);
        string page = TestReports.Page(TestReports.Input([volume], neurons));
        Assert.DoesNotContain("<script>alert", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Hostile, TestReports.Facts(page).GetProperty("title").GetString());
    }

    [Fact]
    public void The_page_refers_to_nothing_outside_itself_and_lets_no_other_script_run()
    {
        string page = TestReports.Page(TestReports.Input([], TestReports.Scattered(2, 30, 20)));
        Assert.DoesNotMatch("https?:|//[a-z]+\\.|@import|url\\(|<link|<iframe|src=", page);
        string script = Regex.Match(page, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{hash}'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_do_not_follow_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        NeuronSet neurons = TestReports.Scattered(3, 30, 20);
        byte[] invariant = TestReports.Bytes(TestReports.Input([], neurons));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(invariant, TestReports.Bytes(TestReports.Input([], neurons)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Stages_come_in_the_order_of_their_histories_with_pictures_of_the_same_moments()
    {
        NeuronSet neurons = TestReports.Scattered(5, 40, 60);
        using Volume recorded = TestReports.Stage(neurons, 1, 60);
        using Volume denoised = TestReports.Stage(neurons, 2, 60);
        string page = TestReports.Page(TestReports.Input([denoised, recorded], neurons));
        JsonElement[] stages = [.. TestReports.Facts(page).GetProperty("sources")[0].GetProperty("stages").EnumerateArray()];
        Assert.Equal(["as recorded", "after Invoke-Denoise"], stages.Select(s => s.GetProperty("label").GetString()));
        Assert.Equal(stages[0].GetProperty("frameNumbers").GetRawText(), stages[1].GetProperty("frameNumbers").GetRawText());
        Picture mean = new(TestReports.Blob(page, stages[0].GetProperty("mean").GetInt32()));
        Picture strip = new(TestReports.Blob(page, stages[0].GetProperty("strip").GetInt32()));
        Assert.Equal((40, 40), (mean.Width, mean.Height));
        Assert.Equal((40, 4 * 40), (strip.Width, strip.Height));
    }

    [Fact]
    public void The_history_goes_into_the_page_with_models_and_times()
    {
        JsonElement source =
            TestReports.Facts(TestReports.Page(TestReports.Input([], TestReports.Scattered(2, 30, 20)))).GetProperty("sources")[0];
        JsonElement step = source.GetProperty("history")[2];
        Assert.Equal("Find-Neuron", step.GetProperty("step").GetString());
        Assert.Equal(new string('A', 64), step.GetProperty("modelHash").GetString());
        Assert.Equal("a & b.tif", step.GetProperty("parameters").GetProperty("Path").GetString());
        Assert.StartsWith("00:00:12.34", step.GetProperty("duration").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Neurons_in_space_come_first_with_positions_views_and_residuals()
    {
        NeuronPopulation population = TestFigures.Population(4);
        string page = TestReports.Page(TestReports.Input([], TestReports.Scattered(2, 30, 20), population));
        JsonElement source = TestReports.Facts(page).GetProperty("sources")[0];
        Assert.True(source.GetProperty("inSpace").GetBoolean());
        Assert.Equal(["snr", "views", "residual", "correlation", "x", "y", "z", "row", "column"], Columns(source).Keys);
        Assert.Equal(population.Neurons[2].ZUm, Columns(source)["z"][2].GetDouble(), 0.01);
    }

    [Fact]
    public void Volumes_go_to_the_view_of_their_number_and_strangers_are_warned_of()
    {
        NeuronSet one = TestReports.Scattered(2, 30, 20, "a_view_1", 1);
        NeuronSet two = TestReports.Scattered(2, 30, 20, "a_view_2", 2);
        using Volume ofTwo = TestReports.Stage(two, 1, 4);
        using Volume stranger = TestReports.Stage(two with { ViewId = 3 }, 1, 4);
        ReportInput input = TestReports.Input([ofTwo, stranger], one, two);
        Assert.Empty(input.VolumesOf(one));
        Assert.Equal([ofTwo], input.VolumesOf(two));
        Assert.Equal([stranger], input.Strangers());
    }

    [Fact]
    public void A_volume_of_another_field_is_refused()
    {
        using Volume wide = TestVolumes.Numbered(2, 30, 90);
        Refusal.Of(ErrorId.ViewsDiffer, () => TestReports.Page(TestReports.Input([wide], TestReports.Scattered(2, 30, 20))));
    }

    [Fact]
    public void A_report_of_no_neurons_can_be_written()
    {
        JsonElement source = TestReports.Facts(
            TestReports.Page(TestReports.Input([], TestFigures.Set(10, 10, []), TestFigures.Population(0))))
            .GetProperty("sources")[1];
        Assert.Equal(0, source.GetProperty("ids").GetArrayLength());
    }

    private static Dictionary<string, JsonElement> Columns(JsonElement source) =>
        source.GetProperty("columns").EnumerateArray().ToDictionary(c => c.GetProperty("key").GetString()!, c => c.GetProperty("values"));
}
