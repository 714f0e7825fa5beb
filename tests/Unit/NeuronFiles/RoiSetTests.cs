using System.IO.Compression;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>
/// Regions of ImageJ's ROI Manager are read: ours come back pixel by pixel, and those that people draw cover the pixels whose centres they
/// enclose.
/// </summary>
public sealed class RoiSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outlines_that_were_written_give_the_same_numbers_and_pixels()
    {
        NeuronSet written = NeuronSamples.FullSet();
        NeuronSet read = Through(written);
        Assert.Equal(written.Neurons.Select(n => n.Id), read.Neurons.Select(n => n.Id));
        Assert.All(
            written.Neurons.Zip(read.Neurons),
            pair => Assert.Equal(pair.First.Footprint.Pixels.ToArray(), pair.Second.Footprint.Pixels.ToArray()));
        Assert.Equal((0L, NeuronSamples.Height, NeuronSamples.Width), (read.FrameCount, read.Height, read.Width));
        Assert.Contains(written.Neurons, n => n.Label is not null);
        Assert.Equal(written.Neurons.Select(n => n.Label), read.Neurons.Select(n => n.Label));
    }

    [Fact]
    public void Names_that_people_gave_are_labels_and_those_of_ImageJ_are_not()
    {
        NeuronSet written = NeuronSamples.Set();
        Write(written with { Neurons = [.. written.Neurons.Take(2)] }, "ours.zip");
        string theirs = _folder.File("theirs.zip");
        using (ZipArchive from = ZipFile.OpenRead(_folder.File("ours.zip")))
        using (ZipArchive to = ZipFile.Open(theirs, ZipArchiveMode.Create))
        {
            string[] names = ["0021-0013.roi", "soma by the vessel.roi"];
            foreach ((ZipArchiveEntry entry, string name) in from.Entries.Zip(names))
            {
                using Stream source = entry.Open();
                using Stream target = to.CreateEntry(name).Open();
                source.CopyTo(target);
            }
        }

        NeuronSet read = (NeuronSet)Read(theirs, NeuronImportOptions.None);
        Assert.Equal([null, "soma by the vessel"], read.Neurons.Select(n => n.Label));
    }

    [Fact]
    public void Footprints_of_any_shape_without_holes_come_back_pixel_by_pixel()
    {
        Random random = new(5);
        Neuron sample = NeuronSamples.Set().Neurons[0];
        Neuron[] neurons = [.. Enumerable.Range(1, 200).Select(id => sample with { Id = id, Footprint = new Footprint(Blob(random), 60) })];
        NeuronSet written = NeuronSamples.Set() with { Height = 50, Width = 60, Neurons = neurons };
        NeuronSet read = Through(written);
        Assert.All(
            neurons.Zip(read.Neurons), pair => Assert.Equal(pair.First.Footprint.Pixels.ToArray(), pair.Second.Footprint.Pixels.ToArray()));
    }

    [Theory]
    [InlineData("polygon.roi")]
    [InlineData("rectangle.roi")]
    [InlineData("oval.roi")]
    public void What_people_draw_covers_the_pixels_whose_centres_it_encloses(string name)
    {
        string corpus = Path.Combine(SharedMaterial.Root, "tests", "Unit", "Fuzzing", "Corpus", "roi");
        NeuronSet set = (NeuronSet)Read(Path.Combine(corpus, name), new NeuronImportOptions { Height = 20, Width = 20 });
        bool IsInside(double y, double x) => name switch
        {
            "polygon.roi" => x > 3 && y > 2 && x - 3 + y - 2 < 5,
            "rectangle.roi" => y is > 1 and < 4 && x is > 2 and < 6,
            _ => (((x - 4.5) / 4.5 * ((x - 4.5) / 4.5)) + ((y - 3.5) / 3.5 * ((y - 3.5) / 3.5))) < 1,
        };
        Assert.Equal(
            Enumerable.Range(0, 400).Where(p => IsInside((p / 20) + 0.5, (p % 20) + 0.5)), set.Neurons[0].Footprint.Pixels.ToArray());
    }

    [Fact]
    public void Names_of_others_are_numbered_in_order()
    {
        string corpus = Path.Combine(SharedMaterial.Root, "tests", "Unit", "Fuzzing", "Corpus", "roiset", "fiji.zip");
        Assert.Equal([1, 2, 3], ((NeuronSet)Read(corpus, NeuronImportOptions.None)).Neurons.Select(n => n.Id));
    }

    [Fact]
    public void Points_and_empty_sets_are_refused_in_words()
    {
        Write(NeuronSamples.Population(), "points.zip");
        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => Read(_folder.File("points.zip"), NeuronImportOptions.None));
        Assert.Equal(ErrorId.NeuronFileInvalid, refused.Id);
        Assert.Contains("neurons in space come back from", refused.Message, StringComparison.Ordinal);
        Write(NeuronSamples.Set() with { Neurons = [] }, "empty.zip");
        Assert.Contains(
            "no region",
            Assert.Throws<DeepWonderException>(() => Read(_folder.File("empty.zip"), NeuronImportOptions.None)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Rows of pixels one under the other, each touching the one above.</summary>
    private static int[] Blob(Random random)
    {
        (int row, int left, int right) = (random.Next(30), random.Next(20, 30), random.Next(31, 40));
        List<int> pixels = [];
        for (int rows = random.Next(1, 15); rows > 0; rows--, row++)
        {
            pixels.AddRange(Enumerable.Range((row * 60) + left, right - left));
            (int from, int to) = (left, right);
            left = random.Next(Math.Max(0, from - 3), to);
            right = random.Next(Math.Max(from, left) + 1, Math.Min(60, to + 4) + 1);
        }

        return [.. pixels];
    }

    private NeuronSet Through(NeuronSet set)
    {
        Write(set, "x.zip");
        return (NeuronSet)Read(_folder.File("x.zip"), new NeuronImportOptions { Height = set.Height, Width = set.Width });
    }

    private void Write(object neurons, string name) =>
        NeuronFile.Write(neurons, _folder.File(name), NeuronFileFormat.Auto, false, TestContext.Current.CancellationToken);

    private static object Read(string path, NeuronImportOptions options) => NeuronFile.Read(path, NeuronFileFormat.Auto, options);
}
