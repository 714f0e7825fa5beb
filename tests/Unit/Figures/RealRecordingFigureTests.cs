using DeepWonder3D.Figures;

namespace DeepWonder3D.Tests.Figures;

/// <summary>
/// Figures of the real recording beside the repository, left in out/figures to be looked at. The hand-labelled regions stand in for
/// neurons.
/// </summary>
public class RealRecordingFigureTests
{
    private const string Source = "Data: neurofinder 00 (mouse cortex, GCaMP6s)";

    public RealRecordingFigureTests() => TestFigures.DemandDrawing();

    [Fact]
    public void Hand_labelled_cells_stand_out_in_the_correlation_image_and_figures_of_them_can_be_looked_at()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string path = SharedMaterial.Path("data/two-photon-7hz.tif");
        using Volume movie = VolumeReader.Open(path, new VolumeReadOptions { FrameRate = 7, PixelSizeUm = 1.15 }, token);
        ProjectionImage image = ProjectionImage.Of(movie, null, SilentObserver.Instance, token);
        NeuronSet cells = Labelled(movie);

        // Neighbouring pixels of an active cell rise and fall together; those of silent tissue share nothing but noise.
        float[] correlation = image[ProjectionKind.Correlation].ToArray();
        double inActive = cells.Neurons.Where(n => n.Snr > 10).SelectMany(n => n.Footprint.Pixels.ToArray()).Average(p => correlation[p]);
        Assert.True(
            inActive > 3 * correlation.Average(),
            $"Correlation is {inActive:0.00} in active cells and {correlation.Average():0.00} overall.");

        FigureOptions options = new() { Caption = Source };
        Save(OverlayFigure.Of(cells, image, options), "overlay");
        Save(OverlayFigure.Of(cells, image, options with { Background = ProjectionKind.Correlation }), "correlation");
        Save(TraceFigure.Of(cells, options), "traces");
        Save(SummaryFigure.Of(cells, image, options), "summary");
        Save(PopulationFigure.Of(TestFigures.Population(60), new FigureOptions()), "population");
    }

    private static NeuronSet Labelled(Volume movie)
    {
        using JsonDocument labels = JsonDocument.Parse(File.ReadAllBytes(SharedMaterial.Path("data/two-photon-7hz.regions.json")));
        int[][] regions = [.. labels.RootElement.GetProperty("regions").EnumerateArray().Select(region => region.GetProperty("coordinates")
            .EnumerateArray().Select(c => (c[0].GetInt32() * movie.Width) + c[1].GetInt32()).Distinct().Order().ToArray())];
        float[][] traces = [.. regions.Select(_ => new float[movie.FrameCount])];
        float[] frame = new float[movie.Height * movie.Width];
        for (int t = 0; t < movie.FrameCount; t++)
        {
            movie.ReadPlane<float>(t, 0, frame);
            for (int i = 0; i < regions.Length; i++)
            {
                traces[i][t] = regions[i].Average(p => frame[p]);
            }
        }

        return new NeuronSet
        {
            Name = movie.Name,
            Height = movie.Height,
            Width = movie.Width,
            FrameCount = movie.FrameCount,
            FrameRate = movie.FrameRate,
            PixelSizeUm = movie.PixelSizeUm,
            Neurons = [.. regions.Select(
                (region, i) => TestFigures.Neuron(i + 1, new Footprint(region, movie.Width), traces[i], TraceQuality.Snr(traces[i], 7)))],
        };
    }

    private static void Save(Figure figure, string name)
    {
        string folder = Path.Combine(SharedMaterial.Root, "out", "figures");
        FigureFile.Write(figure, Path.Combine(folder, name + ".png"), true);
        FigureFile.Write(figure, Path.Combine(folder, name + ".svg"), true);
    }
}
