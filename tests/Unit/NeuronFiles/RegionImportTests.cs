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
}
