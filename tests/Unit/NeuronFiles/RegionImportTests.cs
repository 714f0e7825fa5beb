using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

public sealed class RegionImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_hand_labels_of_a_recording()
    {
        string path = SharedMaterial.Path("data/two-photon-7hz.regions.json");

        NeuronSet set = (NeuronSet)NeuronFile.Read(path, NeuronFileFormat.Auto, new NeuronImportOptions { Height = 256, Width = 240 });

        Assert.Equal((61, 256, 240, 0L), (set.Count, set.Height, set.Width, set.FrameCount));
        Assert.Equal(12, set.Neurons.Count(n => n.Snr >= 5));
        Neuron first = set.Neurons[0];
        Assert.Equal(9001, first.Id);
        Assert.True(first.Footprint.Contains(168, 30) && !first.Footprint.Contains(167, 30));
    }

    [Fact]
    public void Reads_a_bare_list_of_regions_and_takes_the_size_from_their_pixels()
    {
        File.WriteAllText(
            _folder.File("regions.json"),
            """[{"coordinates": [[3, 1], [2, 1], [2, 2], [2, 2]]}, {"coordinates": [[0, 6]], "extra": {"a": [1]}}]""");

        NeuronSet set = (NeuronSet)NeuronFile.Read(_folder.File("regions.json"), NeuronFileFormat.Auto, NeuronImportOptions.None);

        Assert.Equal((4, 7), (set.Height, set.Width));
        Assert.Equal([(1, 3, 7 / 3.0, 4 / 3.0), (2, 1, 0, 6)], set.Neurons.Select(n => (n.Id, n.AreaPx, n.Row, n.Column)));
    }

    [Fact]
    public void Passes_over_what_it_does_not_know_and_what_is_no_list()
    {
        File.WriteAllText(
            _folder.File("regions.json"),
            """
            /* by hand */ {"history": "drawn", "calibration": 5, "n\u0061me": "x", "regions": [
              {"trace": "x.csv", "deltaFOverF": {"a": [1]}, "coordinates": [[0, 1]], "coordinates": [[0, 2]], "snr": 1,
                "peak_snr": "Infinity",}, {"coordinates": null, "coordinates": [[1, 1]], "snr": null, "far": 1e999}]}
            """);

        NeuronSet set = (NeuronSet)NeuronFile.Read(_folder.File("regions.json"), NeuronFileFormat.Auto, NeuronImportOptions.None);

        Assert.Equal(("x", 0L), (set.Name, set.FrameCount));
        Assert.Equal([(2, double.PositiveInfinity), (1, double.NaN)], set.Neurons.Select(n => (n.AreaPx, n.Snr)));
    }
}
