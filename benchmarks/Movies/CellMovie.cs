namespace DeepWonder3D.Benchmarks.Movies;

/// <summary>A 16-bit movie of round cells that flash now and then, in Gaussian noise on an offset.</summary>
internal static class CellMovie
{
    /// <summary>Makes a movie, held in memory.</summary>
    /// <param name="frames">Frames.</param>
    /// <param name="side">Rows and columns.</param>
    /// <param name="pixelSizeUm">Pixel size, µm.</param>
    /// <param name="cellCount">Cells, at random places.</param>
    /// <param name="isClean">Whether it is as background removal leaves a movie: nearly without noise, on no offset.</param>
    public static Volume Create(int frames, int side, double pixelSizeUm, int cellCount = 60, bool isClean = false)
    {
        (float ground, float noise) = isClean ? (0f, 2f) : (400f, 20f);
        Random random = new(1);
        (double Row, double Column, double Phase)[] cells =
            [.. Enumerable.Range(0, cellCount)
                .Select(_ => (random.NextDouble() * side, random.NextDouble() * side, random.NextDouble() * 40))];
        VolumeInfo info =
            new() { Name = "benchmark", FrameCount = frames, Height = side, Width = side, FrameRate = 10, PixelSizeUm = pixelSizeUm };
        using VolumeBuilder builder = new(info, SampleType.UInt16);
        float[] plane = new float[side * side];
        for (int t = 0; t < frames; t++)
        {
            for (int i = 0; i < plane.Length; i++)
            {
                plane[i] = ground
                    + (noise * (float)Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * (float)Math.Cos(
                        2 * Math.PI * random.NextDouble()));
            }

            foreach ((double row, double column, double phase) in cells)
            {
                AddCell(plane, side, row, column, 200 * Math.Exp(-((t + phase) % 40) / 8));
            }

            builder.WritePlane<float>(t, 0, plane);
        }

        return builder.Build(new HistoryStep("Benchmark", new Dictionary<string, string>()));
    }

    private static void AddCell(float[] plane, int side, double row, double column, double brightness)
    {
        for (int y = Math.Max(0, (int)row - 8); y < Math.Min(side, (int)row + 9); y++)
        {
            for (int x = Math.Max(0, (int)column - 8); x < Math.Min(side, (int)column + 9); x++)
            {
                double distance = ((y - row) * (y - row)) + ((x - column) * (x - column));
                plane[(y * side) + x] += (float)(brightness * Math.Exp(-distance / 18));
            }
        }
    }
}
