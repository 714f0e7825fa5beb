using System.Text.RegularExpressions;
using DeepWonder3D.Figures.Report;
using DeepWonder3D.Runs.Files;

namespace DeepWonder3D.Tests.Figures.Report;

/// <summary>How a recording held still and which frames are no data, on the page.</summary>
public sealed class ReportConditionTests : FolderTests
{
    private static readonly int[] s_missing = [7, 8, 31];

    public ReportConditionTests() => TestFigures.DemandDrawing();

    [Fact]
    public void The_stage_that_took_the_motion_out_shows_it_and_later_ones_do_not_repeat_it()
    {
        NeuronSet neurons = TestReports.Scattered(5, 48, 40);
        using Volume recorded = TestReports.Stage(neurons, 1, 40);
        using Volume still = Moved(TestReports.Stage(neurons, 2, 40));
        using Volume clean = Moved(TestReports.Stage(neurons, 3, 40));
        JsonElement[] stages = Stages(TestReports.Page(TestReports.Input([recorded, still, clean], neurons)));
        Assert.Equal([false, true, false], stages.Select(s => s.TryGetProperty("condition", out _)));
        JsonElement shown = stages[1].GetProperty("condition");
        Assert.Contains("moved by", shown.GetProperty("motion").GetString(), StringComparison.Ordinal);
        Assert.Contains("3 of 40 frames (2 flashed, 1 unplaced)", shown.GetProperty("missing").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [("shift (px)", "rows"), ("shift (px)", "columns"), ("correlation", "before"), ("correlation", "after")],
            shown.GetProperty("lines")
                .EnumerateArray()
                .Select(l => (l.GetProperty("plot").GetString()!, l.GetProperty("name").GetString()!)));
        JsonElement[] rows = [.. shown.GetProperty("lines")[0].GetProperty("values").EnumerateArray()];
        Assert.Equal([3, 0.5], new[] { rows[3].GetDouble(), rows[6].GetDouble() });
        Assert.Equal(s_missing, rows.Index().Where(r => r.Item.ValueKind == JsonValueKind.Null).Select(r => r.Index));
        Assert.Equal(
            [(7, 8), (31, 31)], shown.GetProperty("gaps").EnumerateArray().Select(g => (g[0].GetInt32(), g[1].GetInt32())));
    }

    [Fact]
    public void What_is_missing_is_shown_also_where_nobody_looked_for_motion()
    {
        NeuronSet neurons = TestReports.Scattered(5, 48, 40);
        using Volume recorded = TestReports.Stage(neurons, 1, 40);
        using Volume faulty = new(recorded.Info with { Missing = Missing() }, recorded.Store);
        JsonElement shown = Stages(TestReports.Page(TestReports.Input([faulty], neurons))).Single().GetProperty("condition");
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("motion").ValueKind);
        Assert.Empty(shown.GetProperty("lines").EnumerateArray());
        Assert.Equal(2, shown.GetProperty("gaps").GetArrayLength());
    }

    [Fact]
    public void A_long_recording_keeps_its_jumps()
    {
        float[] samples = new float[100_000];
        samples[54_321] = 9;
        samples[77_777] = float.NaN;
        ReportLine line = ReportLine.Of("shift (px)", "rows", samples, 1200);
        Assert.InRange(line.Values.Count, 1000, 1202);
        Assert.Equal(9.0, line.Values.Max());
        Assert.Equal(54_321, line.Values.ToList().IndexOf(9) * line.FramesPerPoint, 200.0);
    }

    [Fact]
    public void A_run_keeps_it_for_its_report()
    {
        NeuronSet neurons = TestReports.Scattered(5, 48, 40);
        using Volume still = Moved(TestReports.Stage(neurons, 2, 40));
        KeptStage kept = KeptStage.Of(still, [0.5], SilentObserver.Instance, TestContext.Current.CancellationToken);
        byte[] file = JsonSerializer.SerializeToUtf8Bytes(new[] { kept }, RunJson.Options);
        KeptStage read = JsonSerializer.Deserialize<KeptStage[]>(file, RunJson.Options)!.Single();
        Assert.Equal(kept.Condition!.Lines.Select(l => l.Values), read.Condition!.Lines.Select(l => l.Values));
        ReportInput input = new() { Kept = [read] };
        input.Add(neurons);
        Assert.True(Stages(TestReports.Page(input)).Single().TryGetProperty("condition", out _));
    }

    [Fact]
    public async Task The_page_draws_it()
    {
        HeadlessBrowser.Demand();
        NeuronSet neurons = TestReports.Scattered(5, 48, 40);
        using Volume recorded = TestReports.Stage(neurons, 1, 40);
        using Volume still = Moved(TestReports.Stage(neurons, 2, 40));
        string path = Folder.Write("a.html", TestReports.Bytes(TestReports.Input([recorded, still], neurons)));
        string document = await HeadlessBrowser.Open(path, "");
        Assert.Contains("data-state=\"ready\"", document, StringComparison.Ordinal);
        Assert.Matches("<section id=\"condition\"[^>]*aria-labelledby=\"condition-title\">", document);
        Assert.Contains("aria-label=\"correlation over time: before, after\"", document, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(document, "aria-label=\"Mean over time, "));
    }

    private static JsonElement[] Stages(string page) =>
        [.. TestReports.Facts(page).GetProperty("sources")[0].GetProperty("stages").EnumerateArray()];

    private static Volume Moved(Volume volume)
    {
        float[] Each(Func<int, float> value) => [.. Enumerable.Range(0, (int)volume.FrameCount).Select(value)];
        TissueMotion motion = new()
        {
            RowShift = Each(t => t == 3 ? 3 : 0.5f),
            ColumnShift = Each(t => t / 10f),
            CorrelationBefore = Each(t => 0.5f),
            CorrelationAfter = Each(t => 0.9f),
            ErrorPx = Each(_ => 0.02f),
        };
        return new Volume(volume.Info with { Motion = motion, Missing = Missing() }, volume.Store);
    }

    private static MissingData Missing() => new()
    {
        Frames = [new(7, FrameFault.Flashed), new(8, FrameFault.Flashed), new(31, FrameFault.Unplaced)],
    };
}
