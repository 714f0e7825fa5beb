using DeepWonder3D.Figures;
using DeepWonder3D.Figures.Drawing;
using SkiaSharp;

namespace DeepWonder3D.Tests.Figures;

/// <summary>Neurons to draw, and pictures as pixels.</summary>
internal static class TestFigures
{
    /// <summary>Skips the calling test on machines where the drawing library cannot be loaded.</summary>
    public static void DemandDrawing()
    {
        try
        {
            DrawingLibrary.Load();
        }
        catch (DeepWonderException e) when (e.Id == ErrorId.DrawingUnavailable)
        {
            Assert.Skip(e.Message);
        }
    }

    public static byte[] Bytes(Figure figure, FigureFormat format = FigureFormat.Png)
    {
        using MemoryStream stream = new();
        figure.Write(stream, format);
        return stream.ToArray();
    }

    /// <summary>A figure as the pixels that a PNG decoder finds.</summary>
    public static Picture Picture(Figure figure) => new(Bytes(figure));

    /// <summary>Whether a pixel has a hue, which in a figure only outlines, traces, numbers and dots have.</summary>
    public static bool IsColoured(SKColor colour) =>
        Math.Max(colour.Red, Math.Max(colour.Green, colour.Blue)) - Math.Min(colour.Red, Math.Min(colour.Green, colour.Blue)) > 50;

    public static Footprint Disc(double row, double column, double radius, int height, int width) =>
        Where(height, width, (y, x) => Math.Pow(y - row, 2) + Math.Pow(x - column, 2) <= radius * radius);

    public static Footprint Where(int height, int width, Func<int, int, bool> covered) =>
        new([.. Enumerable.Range(0, height * width).Where(p => covered(p / width, p % width))], width);

    public static Neuron Neuron(int id, Footprint footprint, float[]? trace = null, double snr = double.NaN) => new()
    {
        Id = id,
        Row = footprint.Count == 0 ? 0 : footprint.RowAt(footprint.Count / 2),
        Column = footprint.Count == 0 ? 0 : footprint.ColumnAt(footprint.Count / 2),
        Footprint = footprint,
        Trace = new Trace(trace ?? new float[100]),
        Snr = snr,
    };

    public static NeuronSet Set(
        int height, int width, IReadOnlyList<Neuron> neurons, double? pixelUm = 2, double? rate = 10, long frames = 100) =>
        new()
        {
            Name = "mouse 1",
            Height = height,
            Width = width,
            FrameCount = frames,
            FrameRate = rate,
            PixelSizeUm = pixelUm,
            Neurons = neurons,
        };

    /// <summary>Discs on a lattice, numbered from 1, with noisy traces that flash now and then.</summary>
    public static NeuronSet Lattice(int count, int height, int width, double radius)
    {
        Random random = new(7);
        int columns = (int)Math.Ceiling(Math.Sqrt((double)count * width / height));
        double step = (double)width / columns;
        return Set(height, width, [.. Enumerable.Range(0, count).Select(i =>
            Neuron(
                i + 1,
                Disc(((i / columns) + 0.5) * step, ((i % columns) + 0.5) * step, radius, height, width),
                Activity(random, 100),
                random.NextDouble() * 30))]);
    }

    public static float[] Activity(Random random, int frames)
    {
        float[] trace = new float[frames];
        double calcium = 0;
        for (int t = 0; t < frames; t++)
        {
            calcium = (0.9 * calcium) + (random.NextDouble() < 0.03 ? 20 : 0);
            trace[t] = (float)(100 + calcium + random.NextDouble());
        }

        return trace;
    }

    public static NeuronPopulation Population(int count, Func<int, double>? depth = null, double? pixelUm = 1)
    {
        Random random = new(3);
        return new NeuronPopulation
        {
            Name = "mouse 1",
            FrameCount = 100,
            FrameRate = 10,
            PixelSizeUm = pixelUm,
            Neurons = [.. Enumerable.Range(1, count).Select(i =>
            {
                (double row, double column) = (random.NextDouble() * 300, random.NextDouble() * 400);
                return new LocalizedNeuron
                {
                    Id = i, Row = row, Column = column, XUm = column * (pixelUm ?? double.NaN), YUm = row * (pixelUm ?? double.NaN),
                    ZUm = depth?.Invoke(i) ?? (random.NextDouble() * 160) - 80, Trace = new Trace(Activity(random, 100)), Snr = i,
                    Detections = [],
                };
            })],
        };
    }
}
