using DeepWonder3D.Figures;
using DeepWonder3D.Figures.Drawing;
using DeepWonder3D.Figures.Panels;
using SkiaSharp;

namespace DeepWonder3D.Tests.Figures;

public class OverlayFigureTests
{
    public OverlayFigureTests() => TestFigures.DemandDrawing();

    [Fact]
    public void Outlines_lie_on_the_borders_of_footprints_and_nowhere_else()
    {
        // More neurons than are numbered: numbers have the outlines' colours.
        const int Zoom = 4;
        NeuronSet neurons = TestFigures.Lattice(160, 120, 120, 3.3);
        Figure figure = OverlayFigure.Of(neurons, Image(120, 120), new FigureOptions { Zoom = Zoom });
        Picture picture = TestFigures.Picture(figure);
        HashSet<(float Y, float X)> border = Border(neurons, Zoom);
        const float Reach = (0.8f * Zoom) + 2;
        bool[,] near = new bool[120 * Zoom, 120 * Zoom];
        foreach ((float cy, float cx) in border)
        {
            bool outlined = false;
            foreach ((int y, int x) in Around(cy, cx, Reach, 120 * Zoom))
            {
                near[y, x] = true;
                outlined |= TestFigures.IsColoured(picture[figure.PanelOrigin.X + x, figure.PanelOrigin.Y + y]);
            }

            Assert.True(outlined, $"The border at {cy}, {cx} has no outline.");
        }

        for (int i = 0; i < near.Length; i++)
        {
            (int y, int x) = (i / (120 * Zoom), i % (120 * Zoom));
            Assert.True(
                near[y, x] || !TestFigures.IsColoured(picture[figure.PanelOrigin.X + x, figure.PanelOrigin.Y + y]),
                $"There is colour at {y}, {x}, away from any border.");
        }
    }

    [Theory]
    [InlineData(240, 3, 1.15, "50 µm")]
    [InlineData(240, 3, null, "50 px")]
    [InlineData(512, 2, 0.65, "50 µm")]
    [InlineData(100, 7, 2.0, "50 µm")]
    [InlineData(2048, 1, 0.001, "0.5 µm")]
    [InlineData(7, 64, 10.0, "10 µm")]
    public void The_scale_bar_measures_what_it_says(int width, int zoom, double? pixelUm, string label)
    {
        NeuronSet none = TestFigures.Set(width / 2, width, [], pixelUm);
        Figure figure = OverlayFigure.Of(none, null, new FigureOptions { Zoom = zoom });
        Picture picture = TestFigures.Picture(figure);
        Assert.Equal(label, ScaleBar.For(width, zoom, pixelUm).Label);
        double length = double.Parse(label.Split(' ')[0], CultureInfo.InvariantCulture) / (pixelUm ?? 1) * zoom;
        Assert.Equal(length, LongestWhiteRun(picture, figure, width / 2 * zoom, width * zoom), 1.0);
    }

    [Fact]
    public void Image_pixels_are_squares_of_the_zoom_with_the_stretched_grey()
    {
        Figure figure = OverlayFigure.Of(TestFigures.Set(8, 8, []), Image(8, 8), new FigureOptions { Zoom = 40 });
        Picture picture = TestFigures.Picture(figure);
        SKColor first = picture[figure.PanelOrigin.X, figure.PanelOrigin.Y];
        Assert.Equal(SKColors.Black, first);
        SKColor[] square = [.. from y in Enumerable.Range(0, 40)
            from x in Enumerable.Range(0, 40)
            select picture[figure.PanelOrigin.X + 80 + x, figure.PanelOrigin.Y + 40 + y]];
        SKColor grey = Assert.Single(square.Distinct());

        // Percentiles 1 and 99.7 of the samples 0 to 63 are 0.63 and 62.811; the square is sample 10.
        Assert.Equal(255 * (10 - 0.63) / (62.811 - 0.63), grey.Red, 0.51);
    }

    [Fact]
    public void The_picture_has_the_stated_size_and_the_same_bytes_each_time()
    {
        NeuronSet neurons = TestFigures.Lattice(30, 100, 140, 4);
        Figure figure = OverlayFigure.Of(
            neurons, Image(100, 140), new FigureOptions { Width = 1000, Caption = "where from", Truth = neurons });
        byte[] bytes = TestFigures.Bytes(figure);
        Picture picture = new(bytes);
        Assert.Equal((1000, figure.Height), (picture.Width, picture.Height));
        Assert.Equal(bytes, TestFigures.Bytes(OverlayFigure.Of(
            neurons, Image(100, 140), new FigureOptions { Width = 1000, Caption = "where from", Truth = neurons })));
        Assert.Equal(TestFigures.Bytes(figure, FigureFormat.Svg), TestFigures.Bytes(figure, FigureFormat.Svg));
    }

    [Fact]
    public void Small_views_are_enlarged_by_a_whole_number_and_large_ones_are_not()
    {
        Assert.Equal(3, OverlayPanel.LegibleZoom(256, 240));
        Assert.Equal(2, OverlayPanel.LegibleZoom(512, 512));
        Assert.Equal(1, OverlayPanel.LegibleZoom(2048, 300));
        Assert.Equal(64, OverlayPanel.LegibleZoom(1, 1));
        Assert.Equal(4, OverlayFigure.Panel(TestFigures.Set(200, 200, []), null, new FigureOptions { Width = 900 }).Zoom);
    }

    [Fact]
    public void Truth_is_dashed_white()
    {
        NeuronSet truth = TestFigures.Set(40, 40, [TestFigures.Neuron(1, TestFigures.Disc(15, 15, 9, 40, 40))]);
        NeuronSet none = TestFigures.Set(40, 40, [], pixelUm: null);
        Figure figure = OverlayFigure.Of(none, null, new FigureOptions { Zoom = 16, Truth = truth });
        Picture picture = TestFigures.Picture(figure);
        int white = 0;
        int dark = 0;
        for (int angle = 0; angle < 720; angle++)
        {
            (double sin, double cos) = Math.SinCos(angle * Math.PI / 360);
            bool hit = Enumerable.Range(-20, 41).Any(step =>
                picture[
                    figure.PanelOrigin.X + (int)((15.5 * 16) + (cos * ((9.2 * 16) + step))),
                    figure.PanelOrigin.Y + (int)((15.5 * 16) + (sin * ((9.2 * 16) + step)))].Red > 200);
            _ = hit ? white++ : dark++;
        }

        Assert.InRange(white / 720.0, 0.35, 0.8);
        Assert.InRange(dark / 720.0, 0.2, 0.65);
    }

    [Fact]
    public void Sizes_that_do_not_belong_together_are_refused()
    {
        NeuronSet neurons = TestFigures.Set(40, 40, []);
        Refusal.Of(ErrorId.ViewsDiffer, () => OverlayFigure.Of(neurons, Image(40, 41), FigureOptions.Default));
        Refusal.Of(ErrorId.ViewsDiffer, () => OverlayFigure.Of(neurons, null, new FigureOptions { Truth = TestFigures.Set(80, 80, []) }));
    }

    [Fact]
    public void A_figure_that_no_memory_could_hold_is_refused()
    {
        Figure figure = OverlayFigure.Of(TestFigures.Set(2000, 2000, []), null, new FigureOptions { Zoom = 64 });
        Refusal.Of(ErrorId.ParameterInvalid, () => TestFigures.Bytes(figure));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 300)]
    [InlineData(300, 1)]
    public void Degenerate_views_are_drawn(int height, int width)
    {
        Footprint all = TestFigures.Where(height, width, (_, _) => true);
        Figure figure = OverlayFigure.Of(
            TestFigures.Set(height, width, [TestFigures.Neuron(1, all)]), Image(height, width), FigureOptions.Default);
        Picture picture = TestFigures.Picture(figure);
        Assert.Equal((figure.Width, figure.Height), (picture.Width, picture.Height));
    }

    [Fact]
    public void Nothing_and_three_thousand_neurons_and_single_pixels_are_drawn()
    {
        foreach (NeuronSet neurons in new[]
        {
            TestFigures.Set(64, 64, []),
            TestFigures.Lattice(3000, 512, 512, 3),
            TestFigures.Set(64, 64, [TestFigures.Neuron(1, new Footprint([70], 64)), TestFigures.Neuron(2, new Footprint([], 64))]),
        })
        {
            Figure figure = OverlayFigure.Of(neurons, Image(neurons.Height, neurons.Width), FigureOptions.Default);
            Picture picture = TestFigures.Picture(figure);
            Assert.Equal((figure.Width, figure.Height), (picture.Width, picture.Height));
            Assert.Equal(neurons.Count > 0, picture.IsColouredIn(0, 0, picture.Width, picture.Height));
        }
    }

    private static ProjectionImage Image(int height, int width)
    {
        using Volume movie = TestVolumes.Create(2, height, width, (_, y, x) => (y * width) + x);
        return ProjectionImage.Of(movie, null, SilentObserver.Instance, CancellationToken.None);
    }

    /// <summary>The middles, in screen pixels, of the pixel sides between a footprint and what is not of it.</summary>
    private static HashSet<(float Y, float X)> Border(NeuronSet neurons, int zoom)
    {
        HashSet<(float Y, float X)> border = [];
        foreach (Footprint footprint in neurons.Neurons.Select(n => n.Footprint))
        {
            for (int i = 0; i < footprint.Count; i++)
            {
                (int row, int column) = (footprint.RowAt(i), footprint.ColumnAt(i));
                foreach ((int down, int right) in new[] { (-1, 0), (1, 0), (0, -1), (0, 1) })
                {
                    if (!footprint.Contains(row + down, column + right))
                    {
                        border.Add((zoom * (row + 0.5f + (down / 2f)), zoom * (column + 0.5f + (right / 2f))));
                    }
                }
            }
        }

        return border;
    }

    /// <summary>The screen pixels of an image of side <paramref name="side"/> whose centres are within a distance.</summary>
    private static IEnumerable<(int Y, int X)> Around(float cy, float cx, float reach, int side) =>
        from y in Enumerable.Range((int)(cy - reach), (int)(2 * reach) + 2)
        from x in Enumerable.Range((int)(cx - reach), (int)(2 * reach) + 2)
        where y >= 0 && x >= 0 && y < side && x < side && Math.Sqrt(Math.Pow(y + 0.5 - cy, 2) + Math.Pow(x + 0.5 - cx, 2)) <= reach
        select (y, x);

    private static int LongestWhiteRun(Picture picture, Figure figure, int height, int width)
    {
        int longest = 0;
        for (int y = 0; y < height; y++)
        {
            int run = 0;
            for (int x = 0; x < width; x++)
            {
                run = picture[figure.PanelOrigin.X + x, figure.PanelOrigin.Y + y] == SKColors.White ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }
        }

        return longest;
    }
}
