using System.Management.Automation;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Views.Choosing;

namespace DeepWonder3D.Tests.Neurons.Choosing;

public sealed class SelectNeuronTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const int Side = 40;

    [Theory]
    [InlineData("-Id 3,5", "3 5")]
    [InlineData("-ExcludeId 3", "2 5 9 12")]
    [InlineData("-MinSnr 5", "5 9 12")]
    [InlineData("-MinSnr 5 -ExcludeId 9", "5 12")]
    [InlineData("-MinAreaPx 4 -MaxAreaPx 4", "2 3 5 9 12")]
    [InlineData("-MaxContamination 0.3", "2 3")]
    [InlineData("-Region 0,0,10,12", "2 3")]
    [InlineData("-Region (0,0),(0,30),(30,0)", "2 3 5")]
    [InlineData("-FilterScript { $_.Snr -gt 8 -and $_.Id -ne 12 }", "9")]
    [InlineData("-FilterScript { $false }", "")]
    [InlineData("-Rename @{ 3 = 103 }", "2 5 9 12 103")]
    [InlineData("-Join 3,2", "3 5 9 12")]
    [InlineData("-Join (3,2),(9,12)", "3 5 9")]
    [InlineData("-Join 3,2 -Id 9", "3 9")]
    [InlineData("", "2 3 5 9 12")]
    public void Those_stay_that_are_asked_for_under_their_own_ids(string arguments, string ids)
    {
        NeuronSet kept = Assert.Single(module.Invoke($"$args[0] | Select-Neuron {arguments}", Set()).OutputOf<NeuronSet>());
        Assert.Equal(ids, string.Join(' ', kept.Neurons.Select(n => n.Id)));
        Assert.Equal("Select-Neuron", kept.History[^1].Step);
        Assert.Equal($"{kept.Count} of 5", kept.History[^1].Parameters["Kept"]);
    }

    [Fact]
    public void Neurons_of_the_set_can_be_given_themselves()
    {
        InvocationResult result = module.Invoke("Select-Neuron $args[0] -Neuron ($args[0].Neurons | Where-Object Snr -gt 8)", Set());
        Assert.Equal([9, 12], Assert.Single(result.OutputOf<NeuronSet>()).Neurons.Select(n => n.Id));
        Assert.Equal(0, Assert.Single(module.Invoke("Select-Neuron $args[0] -Neuron @()", Set()).OutputOf<NeuronSet>()).Count);
        NeuronSet other = Set() with { Neurons = [Set().Neurons[0] with { Row = 30 }] };
        Assert.StartsWith(
            "NeuronNotFound,",
            Assert.Single(module.Invoke("Select-Neuron $args[0] -Neuron $args[1].Neurons", Set(), other).Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Neurons_are_named_by_texts_and_numbered_by_numbers()
    {
        NeuronSet named = Assert.Single(module.Invoke(
            "$args[0] | Select-Neuron -Rename @{ 3 = 'soma A'; 5 = 105; 9 = '109'; 12 = ' B ' }", Set()).OutputOf<NeuronSet>());
        Assert.Equal([2, 3, 12, 105, 109], named.Neurons.Select(n => n.Id));
        Assert.Equal([null, "soma A", "B", null, null], named.Neurons.Select(n => n.Label));
        Assert.Contains("3='soma A'", named.History[^1].Parameters["Label"], StringComparison.Ordinal);
        NeuronSet bare = Assert.Single(module.Invoke("$args[0] | Select-Neuron -Rename @{ 3 = '' }", named).OutputOf<NeuronSet>());
        Assert.Equal([null, null, "B", null, null], bare.Neurons.Select(n => n.Label));
        InvocationResult joined = module.Invoke("$args[0] | Select-Neuron -Join 12,2", named);
        Assert.Equal("B", Assert.Single(joined.OutputOf<NeuronSet>()).Neurons.Single(n => n.Id == 12).Label);
    }

    [Fact]
    public void A_name_of_nothing_says_what_to_give()
    {
        InvocationResult result = module.Invoke("$args[0] | Select-Neuron -Rename @{ 3 = $null }", Set());
        Assert.Contains("-Rename gives nothing for 3", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_history_says_what_went_and_why()
    {
        NeuronSet kept = Assert.Single(module.Invoke("$args[0] | Select-Neuron -ExcludeId 9 -MinSnr 5", Set()).OutputOf<NeuronSet>());
        IReadOnlyDictionary<string, string> said = kept.History[^1].Parameters;
        Assert.Equal(("9", "2 3", "5", "2 of 5"), (said["DroppedByExcludeId"], said["DroppedByMinSnr"], said["MinSnr"], said["Kept"]));
        Assert.Equal(Set().History.Count + 1, kept.History.Count);
    }

    [Theory]
    [InlineData("-Id 4", "NeuronNotFound")]
    [InlineData("-Id 4 -FilterScript { $true }", "NeuronNotFound")]
    [InlineData("-ExcludeId 99", "NeuronNotFound")]
    [InlineData("-Join 3,99", "NeuronNotFound")]
    [InlineData("-Rename @{ 77 = 1 }", "NeuronNotFound")]
    [InlineData("-Rename @{ 3 = 5 }", "ParameterInvalid")]
    [InlineData("-Rename @{ 3 = $null }", "ParameterInvalid")]
    [InlineData("-Rename @{ 77 = 'A' }", "NeuronNotFound")]
    [InlineData("-Rename @{ 'B' = 'A' }", "ParameterInvalid")]
    [InlineData("-Join 3", "ParameterInvalid")]
    [InlineData("-Join 3,3", "ParameterInvalid")]
    [InlineData("-Join (3,5),(5,9)", "ParameterInvalid")]
    [InlineData("-Join 3,5 -ExcludeId 5", "ParameterInvalid")]
    [InlineData("-Region 1,2,3", "ParameterInvalid")]
    [InlineData("-Region 10,10,5,20", "ParameterInvalid")]
    [InlineData("-Region '1,5',2,3,4", "ParameterInvalid")]
    [InlineData("-MinScore 0.5", "ParameterInvalid")]
    [InlineData("-MinViewCount 2", "ParameterInvalid")]
    [InlineData("-Path missing.json", "FileNotFound")]
    public void What_cannot_be_is_an_error_with_its_id(string arguments, string id)
    {
        InvocationResult result = module.Invoke($"$args[0] | Select-Neuron {arguments}", Set());
        Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.OutputOf<NeuronSet>());
    }

    [Fact]
    public void A_joined_neuron_covers_both_and_its_trace_is_the_mean_of_their_pixels()
    {
        NeuronSet set = Set();
        (Neuron first, Neuron second) = (set.Neurons[0], set.Neurons[1]);
        second = second with { Footprint = new Footprint([.. first.Footprint.Pixels.ToArray().Select(p => p + 1), (3 * Side) + 7], Side) };
        set = set with { Neurons = [first, second, .. set.Neurons.Skip(2)] };
        InvocationResult result = module.Invoke("$args[0] | Select-Neuron -Join 3,2", set);
        Neuron joined = Assert.Single(result.OutputOf<NeuronSet>()).Neurons[0];
        int shared = first.Footprint.SharedWith(second.Footprint);
        Assert.Equal((3, first.AreaPx + second.AreaPx - shared), (joined.Id, joined.AreaPx));
        double total = first.AreaPx + second.AreaPx;
        for (int t = 0; t < set.FrameCount; t++)
        {
            Assert.Equal(((first.AreaPx * first.Trace[t]) + (second.AreaPx * second.Trace[t])) / total, joined.Trace[t], 1e-3);
        }

        TraceFacts facts = TraceFacts.Of(joined.Trace, set.FrameRate, double.PositiveInfinity);
        Assert.Equal((facts.Snr, double.NaN, double.NaN), (joined.Snr, joined.Contamination, joined.NoiseLevel));
        Assert.True(joined is { Events: null, Denoised: null, DeltaFOverF: null, Baseline: null });
        Assert.Equal("3+2", Assert.Single(result.OutputOf<NeuronSet>()).History[^1].Parameters["Join"]);
    }

    [Fact]
    public void What_no_neuron_was_measured_for_is_no_bound_and_what_some_lack_is_said()
    {
        NeuronSet set = Set();
        NeuronSet some = set with { Neurons = [set.Neurons[0] with { Snr = double.NaN }, .. set.Neurons.Skip(1)] };
        InvocationResult result = module.Invoke("$args[0] | Select-Neuron -MinSnr 1", some);
        Assert.Equal([3, 5, 9, 12], Assert.Single(result.OutputOf<NeuronSet>()).Neurons.Select(n => n.Id));
        Assert.Contains("was not measured", Assert.Single(result.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Neurons_in_space_are_selected_by_micrometres_and_views()
    {
        NeuronPopulation population = Population();
        Assert.Equal([7], Ids("-Region 0,0,100,100"));
        Assert.Equal([7, 8], Ids("-MinViewCount 2"));
        Assert.Equal([8], Ids("-MinViewCount 2 -MinSnr 6"));
        Assert.Equal([20], Ids("-Join 7,8 -Rename @{ 7 = 20 } -Id 7"));
        LocalizedNeuron joined = Select("-Join 7,8").Neurons[0];
        Assert.Equal([1, 2, 3], joined.Detections.Select(d => d.ViewId));
        Assert.Equal((100.0, 10.0), (joined.XUm, joined.ZUm));
        Assert.Equal((Placement.Unknown, 0), (joined.Placement, joined.AgreeingViewCount));

        NeuronPopulation Select(string arguments) =>
            Assert.Single(module.Invoke($"$args[0] | Select-Neuron {arguments}", population).OutputOf<NeuronPopulation>());

        IEnumerable<int> Ids(string arguments) => Select(arguments).Neurons.Select(n => n.Id);
    }

    [Fact]
    public void Decisions_are_applied_to_the_neurons_they_are_about_and_to_no_others()
    {
        using TemporaryFolder folder = new();
        NeuronSet set = Set();
        string path = folder.Write("decisions.json", Decisions(NeuronFingerprint.Of(set), "[2]", "[3, 9]"));
        NeuronSet kept = Assert.Single(module.Invoke("$args[0] | Select-Neuron -Path $args[1]", set, path).OutputOf<NeuronSet>());
        Assert.Equal([2, 5, 12], kept.Neurons.Select(n => n.Id));
        Assert.Equal("1 kept, 2 dropped, 2 not decided and kept", kept.History[^1].Parameters["Decisions"]);
        NeuronSet[] others =
        [
            kept, set with { Neurons = [set.Neurons[0] with { Id = 1 }, .. set.Neurons.Skip(1)] },
            set with { Neurons = [set.Neurons[0] with { Footprint = new Footprint([1, 2], Side) }, .. set.Neurons.Skip(1)] },
        ];
        foreach (NeuronSet other in others)
        {
            ErrorRecord error = Assert.Single(module.Invoke("$args[0] | Select-Neuron -Path $args[1]", other, path).Errors);
            Assert.StartsWith("DecisionsMismatch,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("nothing")]
    [InlineData("{\"format\":\"deepwonder3d-decisions\",\"version\":2,\"sets\":[]}")]
    [InlineData("{\"format\":\"deepwonder3d-decisions\",\"version\":1}")]
    [InlineData("{\"format\":\"deepwonder3d-decisions\",\"version\":1,\"sets\":[{\"name\":\"a\"}]}")]
    [InlineData("{\"format\":\"deepwonder3d-decisions\",\"version\":1,\"sets\":[{\"fingerprint\":\"a\",\"drop\":[1.5]}]}")]
    [InlineData("{\"format\":\"deepwonder3d-decisions\",\"version\":1,\"sets\":[{\"fingerprint\":\"a\",\"drop\":[1],\"keep\":[1]}]}")]
    public void A_bad_file_of_decisions_is_refused(string text)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("decisions.json", System.Text.Encoding.UTF8.GetBytes(text));
        ErrorRecord error = Assert.Single(module.Invoke("$args[0] | Select-Neuron -Path $args[1]", Set(), path).Errors);
        Assert.StartsWith("NeuronFileInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mat")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("npz")]
    [InlineData("nwb")]
    [InlineData("zip")]
    public void What_is_kept_is_exported_with_its_ids_and_pixels(string extension)
    {
        using TemporaryFolder folder = new();
        NeuronSet kept = NeuronSelection.Run(Set(), new NeuronSelectionOptions { ExcludedIds = [3, 9] });
        string path = Path.Combine(folder.Root, "kept." + extension);
        NeuronFile.Write(kept, path, cancellation: TestContext.Current.CancellationToken);
        NeuronSet read = (NeuronSet)NeuronFile.Read(path, options: new NeuronImportOptions { Height = Side, Width = Side });
        Assert.Equal([2, 5, 12], read.Neurons.Select(n => n.Id));
        Assert.Equal(NeuronFingerprint.Of(kept), NeuronFingerprint.Of(read));
    }

    private static byte[] Decisions(string fingerprint, string keep, string drop) => System.Text.Encoding.UTF8.GetBytes(
        $$"""
        {"format":"deepwonder3d-decisions","version":1,"sets":[{"name":"x","fingerprint":"00"},
        {"name":"mouse","fingerprint":"{{fingerprint}}","keep":{{keep}},"drop":{{drop}}}]}
        """);

    private static NeuronSet Set()
    {
        (int Id, int Row, int Column, double Snr)[] neurons =
            [(2, 2, 4, 3), (3, 6, 10, 4), (5, 12, 15, 5), (9, 20, 20, 9), (12, 30, 30, 12)];
        return new NeuronSet
        {
            Name = "mouse",
            Height = Side,
            Width = Side,
            FrameCount = 60,
            FrameRate = 10,
            PixelSizeUm = 2,
            Neurons = [.. neurons.Select((n, i) => new Neuron
            {
                Id = n.Id,
                Row = n.Row,
                Column = n.Column,
                Snr = n.Snr,
                Contamination = 0.25 * i * 0.9,
                Footprint = new Footprint(
                    [.. new[] { 0, 1, Side, Side + 1 }.Select(p => (n.Row * Side) + n.Column + p)], Side),
                Trace = new Trace(
                    [.. Enumerable.Range(0, 60).Select(t => (float)(100 + (10 * i) + (t * (i + 3) % 7) + (t == 20 + i ? 50 : 0)))]),
            })],
            History = [new HistoryStep("Find-Neuron", new Dictionary<string, string>())],
        };
    }

    private static NeuronPopulation Population()
    {
        float[] trace = [.. Enumerable.Range(0, 60).Select(t => (float)(100 + (t % 5) + (t == 20 ? 50 : 0)))];
        LocalizedNeuron One(int id, double um, double snr, int[] views) => new()
        {
            Id = id,
            XUm = um,
            YUm = um,
            ZUm = um / 10,
            Row = um / 2,
            Column = um / 2,
            Snr = snr,
            Trace = new Trace(trace),
            Detections = [.. views.Select(v => new Detection(v, id, um / 2, um / 2))],
        };
        return new NeuronPopulation
        {
            Name = "brain",
            FrameCount = 60,
            FrameRate = 10,
            PixelSizeUm = 2,
            Neurons = [One(7, 50, 5, [1, 2]), One(8, 150, 7, [2, 3]), One(30, 250, 9, [1])],
        };
    }
}
