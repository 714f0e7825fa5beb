namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>The pixels around a cell in which published rules measure what is not the cell's.</summary>
internal static class Surroundings
{
    // suite2p's defaults.
    private const int Gap = 2;
    private const int GrowthAStep = 5;
    private const int LeastPixels = 350;
    private const int MostSteps = 100;

    // FISSA's: so many sectors, together so many times the cell's size.
    private const int Sectors = 4;

    /// <summary>
    /// suite2p's surround: two pixels off the cell, grown in steps of five until it holds more than 350 without other cells.
    /// </summary>
    public static int[] OfSuite2p(int[] cell, bool[] isCell, int height, int width)
    {
        HashSet<int> near = Grown(cell, Gap, height, width);
        HashSet<int> grown = [.. cell];
        int[] surround = [];
        for (int step = 0; step < MostSteps && surround.Length <= LeastPixels; step++)
        {
            grown = Grown(grown, GrowthAStep, height, width);
            surround = [.. grown.Where(p => !isCell[p] && !near.Contains(p)).Order()];
        }

        return surround;
    }

    /// <summary>FISSA's four sectors of equal size around the cell, each as large as the cell; other cells are not left out.</summary>
    public static int[][] OfFissa(int[] cell, int height, int width)
    {
        HashSet<int> own = [.. cell];
        HashSet<int> grown = own;
        while (grown.Count < (Sectors + 1) * cell.Length)
        {
            grown = Grown(grown, 1, height, width);
        }

        double row = cell.Average(p => p / width);
        double column = cell.Average(p => p % width);
        int[] around = [.. grown.Where(p => !own.Contains(p)).OrderBy(p => Math.Atan2((p / width) - row, (p % width) - column))];
        return [.. Enumerable.Range(0, Sectors).Select(s =>
            around[(s * around.Length / Sectors)..((s + 1) * around.Length / Sectors)].Order().ToArray())];
    }

    /// <summary>Pixels and those within so many steps to a side.</summary>
    private static HashSet<int> Grown(IEnumerable<int> pixels, int steps, int height, int width)
    {
        HashSet<int> grown = [.. pixels];
        for (int step = 0; step < steps; step++)
        {
            foreach (int pixel in grown.ToArray())
            {
                (int row, int column) = Math.DivRem(pixel, width);
                _ = row > 0 && grown.Add(pixel - width);
                _ = row < height - 1 && grown.Add(pixel + width);
                _ = column > 0 && grown.Add(pixel - 1);
                _ = column < width - 1 && grown.Add(pixel + 1);
            }
        }

        return grown;
    }
}
