using DeepWonder3D.Errors;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.Evaluation;

public class RegionFileTests
{
    [Fact]
    public void Reads_the_hand_labelled_regions_of_the_real_movie()
    {
        NeuronSet regions = RegionFile.Read(SharedMaterial.Path("data/two-photon-7hz.regions.json"), 256, 240, 1.15);

        Assert.Equal(61, regions.Count);
        Assert.Equal(12, regions.Neurons.Count(n => n.Snr >= 5));
        Neuron first = regions.Neurons[0];
        Assert.Equal((9001, 3.69), (first.Id, first.Snr));
        Assert.True(first.Footprint.Contains(168, 30));
        Assert.False(first.Footprint.Contains(160, 30));
        Assert.Equal(0, first.Trace.Length);
        NeuronComparison self = new NeuronComparer(new ComparisonOptions { MinIoU = 0.5, MinimumSnr = 5, EdgePx = 0 }).Compare(regions, regions);
        Assert.Equal((12, 1.0, 49), (self.TruthCount, self.F1, self.IgnoredCount));
    }

    [Fact]
    public void Reads_a_bare_list_and_pixels_in_any_order()
    {
        NeuronSet regions = Read("""[{"coordinates": [[2, 3], [1, 3], [2, 3], [1, 4]]}, {"id": 7, "coordinates": [[0, 0]]}]""");

        Assert.Equal([1, 7], regions.Neurons.Select(n => n.Id));
        Assert.Equal(3, regions.Neurons[0].AreaPx);
        Assert.Equal((4 / 3.0, 10 / 3.0), (regions.Neurons[0].Row, regions.Neurons[0].Column));
        Assert.True(double.IsNaN(regions.Neurons[0].Snr));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"cells": []}""")]
    [InlineData("""[{"coordinates": [[1]]}]""")]
    [InlineData("""[{"coordinates": [["a", 1]]}]""")]
    [InlineData("""[{"coordinates": []}]""")]
    [InlineData("""[{"coordinates": [[1, 10]]}]""")]
    [InlineData("""[{"coordinates": [[-1, 1]]}]""")]
    [InlineData("""{"regions": 3}""")]
    public void Anything_else_is_refused_with_the_files_name(string text)
    {
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => Read(text));
        Assert.Equal(ErrorId.NeuronFileInvalid, error.Id);
        Assert.Contains(".json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_not_found() =>
        Assert.Equal(ErrorId.FileNotFound, Assert.Throws<DeepWonderException>(() => RegionFile.Read("no-such.json", 10, 10)).Id);

    private static NeuronSet Read(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), $"regions-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(path, text);
            return RegionFile.Read(path, 10, 10);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
