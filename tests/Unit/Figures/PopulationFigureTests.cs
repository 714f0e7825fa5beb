using DeepWonder3D.Figures;
using DeepWonder3D.Figures.Drawing;
using DeepWonder3D.Figures.Panels;
using SkiaSharp;

namespace DeepWonder3D.Tests.Figures;

public class PopulationFigureTests
{
    public PopulationFigureTests() => TestFigures.DemandDrawing();

    [Fact]
    public void Every_neuron_is_drawn_in_the_colour_of_its_depth()
    {
        NeuronPopulation population = TestFigures.Population(12, i => 10 * i);
        Figure figure = PopulationFigure.Of(population, FigureOptions.Default);
        PopulationPanel panel = PopulationFigure.Panel(population, 1000);
        Picture picture = TestFigures.Picture(figure);
        HashSet<SKColor> colours = [.. picture.Pixels];
        Assert.All(population.Neurons, n => Assert.Contains(panel.ColourOf(n), colours));
    }

    [Fact]
    public void Lightness_rises_with_depth_so_that_the_order_survives_in_grey()
    {
        double last = -1;
        for (double share = 0; share <= 1; share += 0.01)
        {
            SKColor colour = FigureColours.OfDepth(share);
            double lightness = (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));
            Assert.True(lightness > last, $"Lightness falls at {share}.");
            last = lightness;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3000)]
    public void Any_number_of_neurons_is_drawn_with_the_same_bytes(int count)
    {
        NeuronPopulation population = TestFigures.Population(count);
        Figure figure = PopulationFigure.Of(population, new FigureOptions { Width = 800 });
        byte[] bytes = TestFigures.Bytes(figure);
        Picture picture = new(bytes);
        Assert.Equal((800, figure.Height), (picture.Width, picture.Height));
        Assert.Equal(bytes, TestFigures.Bytes(PopulationFigure.Of(population, new FigureOptions { Width = 800 })));
    }

    [Fact]
    public void Unknown_sizes_and_depths_are_drawn()
    {
        NeuronPopulation population = TestFigures.Population(5, i => i == 1 ? double.NaN : 3, pixelUm: null);
        Picture picture = TestFigures.Picture(PopulationFigure.Of(population, FigureOptions.Default));
        Assert.True(picture.Width > 0);
        Picture summary = TestFigures.Picture(SummaryFigure.Of(population, FigureOptions.Default));
        Assert.True(summary.Width > 0);
    }

    private static double Linear(byte channel) => Math.Pow(channel / 255.0, 2.2);
}
