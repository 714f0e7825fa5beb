using System.Numerics.Tensors;
using DeepWonder3D.Activity;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages.Rescaling;

/// <summary>
/// How large the cells of a movie are, by the movie alone. Cells that begin to shine are bright spots in the difference of frames shortly
/// after each other, in which what rests is gone and what is broad has not changed yet; the spots' sizes are those at which they stand out
/// most.
/// </summary>
/// <remarks>
/// Chosen on simulated recordings (all presets, seeds 11 and 12, at 0.5, 1.15 and 4 µm, recorded and resampled) and the real two-photon
/// movie: means of three frames, no smaller spots than 3.7 pixels. Confirming rises by a second set of frames, and leaving out what falls
/// or alternates as often, lost more cells than noise.
/// </remarks>
internal static class CellSizeEstimation
{
    private const int Groups = 8;
    private const int FramesAGroup = 48;
    private const int LargestSide = 512;

    // Frames before and after a rise.
    private const int Side = 3;
    private const double LeastClarity = 7;
    private const int MostBinned = 6;
    private const int FewPixels = 256 * 256;
    private const double SmallestSeen = 3.3;
    private const double MostWeight = 40;
    private const double LeastStrength = 0.3;

    // Half of the spots lie within this part of an octave where cells are clear.
    private const double UsualSpread = 0.35;
    private const double EnoughSpots = 6;

    // What lights up is looked at where spots do not say: it takes longer.
    private const double ActiveConfidence = 0.7;
    private const double UsualDiameterPx = 10;

    /// <summary>Estimates the diameter of cells; null where nothing in the movie looks like one.</summary>
    /// <param name="movie">A movie, raw or processed; of one with several planes the middle one is looked at.</param>
    /// <param name="token">Stops the work.</param>
    public static CellSize? Run(Volume movie, CancellationToken token)
    {
        // Networks leave what the eye takes for fine structure; the recording has noise in its place, which hides it.
        if (movie.Link is not { } link)
        {
            IReadOnlyList<Blob> spots = Spots(movie, token);
            return Judge([.. spots.Where(s => s.Strength >= LeastStrength * StrongAmong(spots))]);
        }

        CellSize? found = Judge(Spots(link.Volume, token));
        CellSize? size = found ?? Unseen(link.Volume);
        double? grain = GrainOf(link.Volume, size?.DiameterPx ?? UsualDiameterPx, token);
        size = size is null ? null : size with { Grain = grain };
        if (size is not { IsCertain: true } && new CellSize(UsualDiameterPx, 0) { Grain = grain }.IsScanned == true
            && ActiveSize.OfScanned(link.Volume, token) is { } active)
        {
            found = size = new CellSize(active * CellScale.ScannedCellUm / CellScale.TypicalCellUm, ActiveConfidence) { Grain = grain };
        }

        // A camera's pictures show even cells of three pixels: where they show none, there is none.
        return size is null || (found is null && size.IsScanned != true) ? null : size.InPixels(link.PixelScale.Columns);
    }

    /// <summary>A picture of few pixels that shows no cell has coarse ones, in which cells are too small to be told from noise.</summary>
    private static CellSize? Unseen(Volume recording) =>
        recording.Height * recording.Width <= FewPixels ? new CellSize(SmallestSeen, 0) : null;

    /// <summary>The pixels' noise, as the mean of a cell's pixels has it: it does not depend on how large pixels are.</summary>
    internal static double? GrainOf(Volume recording, double diameterPx, CancellationToken token)
    {
        double pixels = Math.Max(1, Math.PI / 4 * diameterPx * diameterPx / recording.PixelAspect);
        double grain = PixelGrain.Of(recording, token) / Math.Sqrt(pixels);
        return double.IsNaN(grain) ? null : grain;
    }

    /// <summary>What begins to shine in the movie.</summary>
    internal static IReadOnlyList<Blob> Spots(Volume movie, CancellationToken token)
    {
        Window window = Window.Of(movie);

        // Noise that several pixels share (a movie that somebody enlarged) looks like spots of that size.
        int bin = movie.Link is null ? 1 : Math.Min(PixelGrain.SharedBy(movie, token), MostBinned);
        int frames = (int)Math.Min(FramesAGroup, movie.FrameCount);
        int groups = (int)Math.Clamp(movie.FrameCount / frames, 1, Groups);
        List<Blob>[] found = new List<Blob>[groups];
        ParallelLoop.For(groups, i =>
        {
            long first = groups == 1 ? 0 : (movie.FrameCount - frames) * i / (groups - 1);
            found[i] = Onsets(movie, window, first, frames, token) is { } image
                ? BlobSearch.Find(Binned(image, window, bin), window.Height / bin, window.Width / bin, LeastClarity)
                : [];
        }, token);
        return [.. found.SelectMany(f => f).Select(spot => spot with { DiameterPx = spot.DiameterPx * bin })];
    }

    internal static CellSize? Judge(IReadOnlyList<Blob> spots)
    {
        if (spots.Count == 0)
        {
            return null;
        }

        (double Size, double Weight)[] sizes =
            [.. spots.Select(s => (Math.Log2(s.DiameterPx), Math.Min(s.Clarity, MostWeight))).OrderBy(s => s.Item1)];
        double middle = Quantile(sizes, 0.5);
        double spread = Quantile(sizes, 0.75) - Quantile(sizes, 0.25);
        double number = 1 - Math.Exp(-sizes.Length / EnoughSpots);
        double agreement = Math.Exp(-Math.Pow(spread / (2 * UsualSpread), 2));
        return new CellSize(Math.Pow(2, middle), Math.Round(Math.Min(number * agreement, 0.99), 2));
    }

    /// <summary>What the stronger spots have: a few may be no cells.</summary>
    private static double StrongAmong(IReadOnlyList<Blob> spots)
    {
        double[] strengths = [.. spots.Select(s => s.Strength).OrderDescending()];
        return strengths[Math.Min(strengths.Length / 10, 20)];
    }

    private static double Quantile((double Size, double Weight)[] sizes, double share)
    {
        double left = share * sizes.Sum(s => s.Weight);
        foreach ((double size, double weight) in sizes)
        {
            left -= weight;
            if (left <= 0)
            {
                return size;
            }
        }

        return sizes[^1].Size;
    }

    /// <summary>
    /// For each pixel the largest rise in some frames, between the means of a few before and a few after. Null where frames are missing.
    /// </summary>
    private static float[]? Onsets(Volume movie, Window window, long first, int count, CancellationToken token)
    {
        long[] frames = [.. Enumerable.Range(0, count).Select(i => first + i).Where(t => !IsMissing(movie, t))];
        int half = Math.Min(Side, frames.Length / 2);
        if (half == 0)
        {
            return null;
        }

        float[][] planes = new float[2 * half][];
        float[] rise = new float[window.Height * window.Width];
        float[] largest = new float[rise.Length];
        Array.Fill(largest, float.NegativeInfinity);
        for (int t = 0; t < frames.Length; t++)
        {
            token.ThrowIfCancellationRequested();
            float[] plane = planes[t % planes.Length] ??= new float[rise.Length];
            movie.ReadBlock<float>(frames[t], movie.PlaneCount / 2, window.Row, window.Height, window.Column, window.Width, plane);
            if (t < planes.Length - 1)
            {
                continue;
            }

            Array.Clear(rise);
            for (int i = 0; i < planes.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(planes[(t + 1 + i) % planes.Length], (i < half ? -1f : 1f) / half, rise, rise);
            }

            TensorPrimitives.Max(largest, rise, largest);
        }

        return largest.All(float.IsFinite) ? largest : null;
    }

    private static float[] Binned(float[] image, Window window, int bin)
    {
        if (bin == 1)
        {
            return image;
        }

        (int height, int width) = (window.Height / bin, window.Width / bin);
        float[] binned = new float[height * width];
        for (int y = 0; y < height * bin; y++)
        {
            for (int x = 0; x < width * bin; x++)
            {
                binned[(y / bin * width) + (x / bin)] += image[(y * window.Width) + x] / (bin * bin);
            }
        }

        return binned;
    }

    private static bool IsMissing(Volume movie, long frame) => movie.Missing?.Frames.Any(f => f.Frame == frame) == true;

    /// <summary>The part of a plane that is looked at: its middle.</summary>
    private readonly record struct Window(int Row, int Column, int Height, int Width)
    {
        public static Window Of(Volume movie)
        {
            (int height, int width) = (Math.Min(movie.Height, LargestSide), Math.Min(movie.Width, LargestSide));
            return new Window((movie.Height - height) / 2, (movie.Width - width) / 2, height, width);
        }
    }
}
