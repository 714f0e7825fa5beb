namespace DeepWonder3D.Tests.Activity;

/// <summary>A made movie of noise, in which round spots light up for moments.</summary>
internal static class FlashingMovie
{
    public const int Frames = 240;

    /// <summary>Makes it.</summary>
    /// <param name="side">Rows and columns.</param>
    /// <param name="spots">Each spot's middle, its width at half of the maximum, and how bright it becomes.</param>
    /// <param name="seed">Of noise and times.</param>
    /// <param name="drift">By how much all light changes over the movie.</param>
    /// <param name="frames">Frames.</param>
    public static Volume Make(
        int side,
        IReadOnlyList<(double Row, double Column, double Width, double Height)> spots,
        int seed,
        double drift = 0,
        int frames = Frames)
    {
        Random random = new(seed);
        int[][] onsets = [.. spots.Select(_ => Enumerable.Range(0, 3).Select(_ => random.Next(5, frames - 10)).ToArray())];
        float[] light = new float[frames * side * side];
        for (int i = 0; i < light.Length; i++)
        {
            light[i] = (float)(100 + (drift * i / light.Length)
                + (10 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        }

        for (int i = 0; i < spots.Count; i++)
        {
            (double row, double column, double wide, double height) = spots[i];
            double sigma = wide / 2.355;
            for (int y = 0; y < side; y++)
            {
                for (int x = 0; x < side; x++)
                {
                    double share = Math.Exp(-(Math.Pow(y - row, 2) + Math.Pow(x - column, 2)) / (2 * sigma * sigma));
                    for (int t = 0; share > 0.003 && t < frames; t++)
                    {
                        light[(((t * side) + y) * side) + x] += (float)(height * share
                            * onsets[i].Where(o => t >= o).Sum(o => Math.Exp(-(t - o) / 6.0)));
                    }
                }
            }
        }

        return TestVolumes.Create(frames, side, side, (t, y, x) => light[(((t * side) + y) * side) + x], pixelUm: null);
    }

    /// <summary>Spots on a grid, so that none touches another.</summary>
    public static (double Row, double Column, double Width, double Height)[] Grid(int side, double apart, double width, double height) =>
        [.. from row in Steps(side, apart) from column in Steps(side, apart) select (row, column, width, height)];

    private static IEnumerable<double> Steps(int side, double apart)
    {
        for (double at = apart / 2; at < side - (apart / 3); at += apart)
        {
            yield return at;
        }
    }
}
