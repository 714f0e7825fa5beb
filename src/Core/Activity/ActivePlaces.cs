using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Activity;

/// <summary>Where a recording lights up for moments, at the scale of cells: a list that no network had a part in.</summary>
internal static class ActivePlaces
{
    // Maxima over so many samples around and so many answers before and after.
    private const int Around = 2;
    private const int Before = 2;

    // Flashes no farther from each other, in samples, are of one place.
    private const double SamePlace = 2.4;

    /// <summary>Finds them, the clearest first.</summary>
    /// <param name="recording">The recording, one plane in depth.</param>
    /// <param name="diameterPx">The diameter of cells, widths of the recording's pixels.</param>
    /// <param name="frameRate">Frames a second.</param>
    /// <param name="leastClarity">Fainter flashes are passed over.</param>
    /// <param name="token">Stops the work.</param>
    public static IReadOnlyList<ActivePlace> Find(
        Volume recording, double diameterPx, double frameRate, double leastClarity, CancellationToken token)
    {
        PixelScale scale = new(ActivitySignal.Fineness * recording.PixelAspect / diameterPx, ActivitySignal.Fineness / diameterPx);
        Volume drawn = RescaledStore.View(recording, scale);
        List<Flash> flashes = FlashesOf(drawn, frameRate, leastClarity, token);
        PixelScale back = scale.Inverse;
        return [.. Gather(flashes).Select(p => p with
        {
            Row = PixelScale.Rescale(p.Row, back.Rows),
            Column = PixelScale.Rescale(p.Column, back.Columns),
        })];
    }

    /// <summary>What lights up in the recording with each place.</summary>
    /// <param name="recording">The recording, one plane in depth.</param>
    /// <param name="places">The places.</param>
    /// <param name="diameterPx">The diameter of cells, widths of the recording's pixels.</param>
    /// <param name="frameRate">Frames a second.</param>
    /// <param name="token">Stops the work.</param>
    public static CellPicture[] Draw(
        Volume recording, IReadOnlyList<ActivePlace> places, double diameterPx, double frameRate, CancellationToken token)
    {
        int frames = Math.Max(1, (int)Math.Round(ActivitySignal.SmoothS * frameRate));
        float[][] weights = new float[places.Count][];
        ParallelLoop.For(
            places.Count,
            i => weights[i] = ActiveFrames.WeightsOf(places[i].ToTrace(recording.FrameCount, frames), frameRate),
            token);
        return CellPictures.Measure(recording, [.. places.Select(p => (p.Row, p.Column))], weights, diameterPx, token);
    }

    private static List<Flash> FlashesOf(Volume drawn, double frameRate, double leastClarity, CancellationToken token)
    {
        ActivitySignal signal = new(drawn.Height, drawn.Width, frameRate);
        List<(long Frame, float[] Clarity)> recent = [];
        List<Flash> found = [];
        FrameScan.RunBlocks(drawn, (_, planes) =>
        {
            foreach (float[] plane in planes)
            {
                token.ThrowIfCancellationRequested();
                Take(signal.Add(plane));
            }
        }, token);
        Take(signal.Finish());
        for (int i = Math.Max(0, recent.Count - Before); i < recent.Count; i++)
        {
            Search(i);
        }

        return found;

        void Take(IEnumerable<(long Frame, float[] Clarity)> answers)
        {
            foreach ((long, float[]) answer in answers)
            {
                recent.Add(answer);
                if (recent.Count > Before)
                {
                    Search(recent.Count - 1 - Before);
                }

                if (recent.Count > 2 * Before)
                {
                    recent.RemoveAt(0);
                }
            }
        }

        void Search(int at)
        {
            float[] here = recent[at].Clarity;
            int width = drawn.Width;
            for (int i = 0; i < here.Length; i++)
            {
                if (here[i] > leastClarity && IsPeak(recent, at, i / width, i % width, drawn.Height, width))
                {
                    found.Add(new Flash(i / width, i % width, recent[at].Frame, here[i]));
                }
            }
        }
    }

    private static bool IsPeak(List<(long Frame, float[] Clarity)> recent, int at, int row, int column, int height, int width)
    {
        float peak = recent[at].Clarity[(row * width) + column];
        for (int t = Math.Max(0, at - Before); t <= Math.Min(recent.Count - 1, at + Before); t++)
        {
            for (int y = Math.Max(0, row - Around); y <= Math.Min(height - 1, row + Around); y++)
            {
                for (int x = Math.Max(0, column - Around); x <= Math.Min(width - 1, column + Around); x++)
                {
                    if (recent[t].Clarity[(y * width) + x] > peak)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    /// <summary>One place for all flashes around a clear one.</summary>
    private static List<ActivePlace> Gather(List<Flash> flashes)
    {
        Dictionary<(int, int), List<List<Flash>>> grid = [];
        List<List<Flash>> places = [];
        foreach (Flash flash in flashes.OrderByDescending(f => f.Clarity))
        {
            if (Nearest(flash) is { } known)
            {
                known.Add(flash);
                continue;
            }

            List<Flash> place = [flash];
            places.Add(place);
            (int, int) cell = CellOf(flash);
            (grid.TryGetValue(cell, out List<List<Flash>>? there) ? there : grid[cell] = []).Add(place);
        }

        return [.. places.Select(p => new ActivePlace(Mean(p, f => f.Row), Mean(p, f => f.Column), p))];

        static (int, int) CellOf(Flash flash) => ((int)(flash.Row / SamePlace), (int)(flash.Column / SamePlace));

        static double Mean(List<Flash> of, Func<Flash, double> value) => of.Sum(f => f.Clarity * value(f)) / of.Sum(f => f.Clarity);

        List<Flash>? Nearest(Flash flash)
        {
            (int row, int column) = CellOf(flash);
            List<Flash>? best = null;
            double least = SamePlace * SamePlace;
            for (int y = row - 1; y <= row + 1; y++)
            {
                for (int x = column - 1; x <= column + 1; x++)
                {
                    foreach (List<Flash> place in grid.GetValueOrDefault((y, x)) ?? [])
                    {
                        double distance = Math.Pow(place[0].Row - flash.Row, 2) + Math.Pow(place[0].Column - flash.Column, 2);
                        (best, least) = distance < least ? (place, distance) : (best, least);
                    }
                }
            }

            return best;
        }
    }
}
