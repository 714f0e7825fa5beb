using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

public sealed class NeuronFileRoundTripTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string extension in new[] { "mat", "json", "csv", "npz" })
            {
                foreach (string what in new[] { "set", "unknown set", "empty set", "population", "unknown population", "empty population" })
                {
                    cases.Add(extension, what);
                }
            }

            return cases;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_was_written_reads_back_whole_in_any_culture(string extension, string what)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            string path = _folder.File("result." + extension);
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Write(Sample(what), path);

            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            SameNeurons.Check(Sample(what), Read(path));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("mat")]
    [InlineData("json")]
    [InlineData("csv")]
    public void The_same_neurons_give_the_same_bytes(string extension)
    {
        foreach (string folder in new[] { "a", "b" })
        {
            Write(NeuronSamples.Set(), _folder.File($"{folder}/x.{extension}"));
        }

        string[] files = [.. Directory.GetFiles(_folder.File("a")).Select(f => Path.GetFileName(f)!).Order()];
        Assert.Equal(extension == "csv" ? ["x.csv", "x.footprints.csv", "x.info.json", "x.traces.csv"] : ["x." + extension], files);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(_folder.File("a/" + f)), File.ReadAllBytes(_folder.File("b/" + f))));
    }

    [Fact]
    public void Tables_hold_plain_numbers_under_plain_names()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Write(NeuronSamples.Set(2), _folder.File("x.csv"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        string[] neurons = File.ReadAllText(_folder.File("x.csv")).Split("\r\n");
        Assert.Equal("Id,Row,Column,AreaPx,Roundness,Score,Snr,RowUm,ColumnUm", neurons[0]);
        Assert.StartsWith("1,2.1,2.9,5,0.912345678901234,41.25,0.3333333333333333,2.415,", neurons[1], StringComparison.Ordinal);
        Assert.StartsWith("2,3.1,3.9,5,1,NaN,Infinity,", neurons[2], StringComparison.Ordinal);
        string[] traces = File.ReadAllText(_folder.File("x.traces.csv")).Split("\r\n");
        Assert.Equal("Frame,TimeSeconds,Neuron1,Neuron2,Neuron7", traces[0]);
        Assert.StartsWith("1,0.136986301369863", traces[2], StringComparison.Ordinal);
        string footprints = File.ReadAllText(_folder.File("x.footprints.csv"));
        Assert.StartsWith("Id,Row,Column\r\n1,1,3\r\n1,2,2\r\n", footprints, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_another_program_needs_neither_order_nor_quotes_nor_our_other_files()
    {
        string path = _folder.File("cells.csv");
        File.WriteAllText(path, "\uFEFFname,\"Column\",row,id,ZUm\n\"a, \"\"b\"\"\",1.5,2,11,-3\n\nc,4,5,12,7\n");

        NeuronPopulation population = (NeuronPopulation)Read(path, new NeuronImportOptions { PixelSizeUm = 2, FrameRate = 5 });

        Assert.Equal([(11, 2, 1.5, -3), (12, 5, 4, 7)], population.Neurons.Select(n => (n.Id, n.Row, n.Column, n.ZUm)));
        Assert.Equal([3, 8], population.Neurons.Select(n => n.XUm));
        Assert.Equal(("cells", 0L, 5.0), (population.Name, population.FrameCount, population.FrameRate));
        Assert.Equal("Import-Neuron", Assert.Single(population.History).Step);
    }

    [Theory]
    [InlineData("x.mat", "x.mat")]
    [InlineData("x.json", "x.json")]
    [InlineData("x.csv", "x.csv")]
    [InlineData("x.csv", "x.traces.csv")]
    [InlineData("x.csv", "x.info.json")]
    public void An_existing_file_is_kept_unless_it_may_be_replaced(string file, string existing)
    {
        File.WriteAllText(_folder.File(existing), "mine");

        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => Write(NeuronSamples.Set(), _folder.File(file)));

        Assert.Equal(ErrorId.FileExists, refused.Id);
        Assert.Equal("mine", File.ReadAllText(_folder.File(existing)));
        Assert.Equal([existing], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
        Write(NeuronSamples.Set(), _folder.File(file), overwrite: true);
        SameNeurons.Check(NeuronSamples.Set(), Read(_folder.File(file)));
    }

    [Theory]
    [InlineData("mat")]
    [InlineData("json")]
    [InlineData("csv")]
    public void A_cancelled_export_leaves_nothing_behind(string extension)
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => NeuronFile.Write(
            NeuronSamples.Set(), _folder.File("x." + extension), NeuronFileFormat.Auto, false, stop.Token));

        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void The_format_can_be_named_where_the_extension_does_not_tell_it()
    {
        string path = _folder.File("result.dat");
        Assert.Equal(ErrorId.UnknownFormat, Assert.Throws<DeepWonderException>(() => Write(NeuronSamples.Set(), path)).Id);

        NeuronFile.Write(NeuronSamples.Set(), path, NeuronFileFormat.Json, false, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorId.UnknownFormat, Assert.Throws<DeepWonderException>(() => Read(path)).Id);
        SameNeurons.Check(NeuronSamples.Set(), NeuronFile.Read(path, NeuronFileFormat.Json, NeuronImportOptions.None));
    }

    [Fact]
    public void What_the_caller_knows_outweighs_the_file()
    {
        Write(NeuronSamples.Set(), _folder.File("x.json"));

        NeuronSet set = (NeuronSet)Read(
            _folder.File("x.json"), new NeuronImportOptions { ViewId = 113, FrameRate = 30, PixelSizeUm = 0.5, Height = 20, Width = 30 });

        Assert.Equal((113, 30, 0.5, 20, 30), (set.ViewId, set.FrameRate, set.PixelSizeUm, set.Height, set.Width));
        Assert.Equal(30, set.Neurons[0].Footprint.Width);
    }

    [Theory]
    [InlineData("a<b>:\"/\\|?*\u0001.tif", "a_b_________.tif.mat")]
    [InlineData("recording. ", "recording.mat")]
    [InlineData("", "neurons.mat")]
    public void A_file_in_a_folder_is_named_after_its_recording_as_Windows_allows(string recording, string file) =>
        Assert.Equal(file, NeuronFileNames.FileNameFor(recording, NeuronFileFormat.Auto));

    private static object Sample(string what) => what switch
    {
        "set" => NeuronSamples.Set(),
        "unknown set" => NeuronSamples.UnknownSet(),
        "empty set" => NeuronSamples.Set() with { Neurons = [] },
        "population" => NeuronSamples.Population(),
        "unknown population" => NeuronSamples.UnknownPopulation(),
        _ => NeuronSamples.Population() with { Neurons = [] },
    };

    private static void Write(object neurons, string path, bool overwrite = false) =>
        NeuronFile.Write(neurons, path, NeuronFileFormat.Auto, overwrite, TestContext.Current.CancellationToken);

    private static object Read(string path, NeuronImportOptions? options = null) =>
        NeuronFile.Read(path, NeuronFileFormat.Auto, options ?? NeuronImportOptions.None);
}
