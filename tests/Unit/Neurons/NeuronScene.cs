using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DeepWonder3D.Tests.Neurons;

/// <summary>Made-up segmentation scores and the movie to them, as arrays (windows or frames, rows, columns).</summary>
internal sealed class NeuronScene(int windows, int frames, int height, int width)
{
    public int Windows { get; } = windows;

    public int Frames { get; } = frames;

    public int Height { get; } = height;

    public int Width { get; } = width;

    public float[] Scores { get; } = new float[windows * height * width];

    public float[] Movie { get; } = new float[frames * height * width];

    /// <summary>Neurons at random places that come and go, jitter and touch, over noise.</summary>
    public static NeuronScene Random(int seed, int windows, int frames, int height, int width, int neurons)
    {
        NeuronScene scene = new(windows, frames, height, width);
        Random random = new(seed);
        for (int i = 0; i < scene.Scores.Length; i++)
        {
            scene.Scores[i] = (float)random.NextDouble() * 0.1f;
        }

        for (int i = 0; i < scene.Movie.Length; i++)
        {
            scene.Movie[i] = random.Next(60);
        }

        for (int n = 0; n < neurons; n++)
        {
            double row = random.NextDouble() * height;
            double column = random.NextDouble() * width;
            double radius = 3.2 + (3 * random.NextDouble());
            bool isRing = random.NextDouble() < 0.2;
            for (int w = 0; w < windows; w++)
            {
                if (random.NextDouble() < 0.7)
                {
                    double off = random.NextDouble() * 1.5;
                    double size = radius + random.NextDouble();
                    scene.Draw(scene.Scores, w, row + off, column - off, size, isRing ? 0.9 : 0, (float)(0.5 + random.NextDouble()));
                }
            }

            scene.Flash(random, row, column, radius);
        }

        return scene;
    }

    /// <summary>
    /// One window of 64 × 64 with discs of radius 5 at some places, each active in its own way, and a speck so that no window is constant.
    /// </summary>
    public static NeuronScene Discs(int frames, params (int Row, int Column)[] places)
    {
        NeuronScene scene = new(1, frames, 64, 64);
        scene.Scores[(63 * 64) + 63] = 1;
        Random random = new(1);
        foreach ((int row, int column) in places)
        {
            scene.Draw(scene.Scores, 0, row, column, 5, 0, 1);
            for (int t = 0; t < frames; t++)
            {
                scene.Draw(scene.Movie, t, row, column, 5, 0, random.Next(1000));
            }
        }

        return scene;
    }

    /// <summary>Adds a soft disc to one plane; <paramref name="dip"/> is how much darker its centre is than its rim.</summary>
    public void Draw(float[] planes, int plane, double row, double column, double radius, double dip, float height)
    {
        int reach = (int)radius + 3;
        for (int y = Math.Max(0, (int)row - reach); y < Math.Min(Height, (int)row + reach); y++)
        {
            for (int x = Math.Max(0, (int)column - reach); x < Math.Min(Width, (int)column + reach); x++)
            {
                double away = Math.Sqrt(((y - row) * (y - row)) + ((x - column) * (x - column)));
                double disc = Math.Clamp(radius - away + 0.5, 0, 1) - (dip * Math.Clamp((radius / 3) - away + 0.5, 0, 1));
                planes[(((plane * Height) + y) * Width) + x] += (float)(height * disc);
            }
        }
    }

    public Volume ScoreVolume() => TestVolumes.FromSamples([Windows, Height, Width], Scores);

    public Volume MovieVolume() => TestVolumes.FromSamples([Frames, Height, Width], Movie);

    public void Save(string scoresPath, string moviePath)
    {
        Save(scoresPath, Windows, Scores);
        Save(moviePath, Frames, Movie);
    }

    /// <summary>A transient now and then, decaying; whole numbers, so that means are exact.</summary>
    private void Flash(Random random, double row, double column, double radius)
    {
        double activity = 0;
        for (int t = 0; t < Frames; t++)
        {
            activity = (activity * 0.8) + (random.NextDouble() < 0.08 ? 200 + (400 * random.NextDouble()) : 0);
            Draw(Movie, t, row, column, radius, 0, (float)Math.Round(activity));
        }
    }

    private void Save(string path, int planes, float[] samples)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({planes}, {Height}, {Width}), }}".PadRight(117) + "\n";
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(start.AsSpan(8), (ushort)header.Length);
        File.WriteAllBytes(path, [.. start, .. System.Text.Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes(samples.AsSpan())]);
    }
}
