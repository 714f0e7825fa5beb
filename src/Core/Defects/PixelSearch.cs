using DeepWonder3D.Defects.Rows;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects;

/// <summary>
/// Finds pixels that hold no data in a plane: borders that a registration left, samples that are not finite, hot and dead ones.
/// </summary>
internal sealed class PixelSearch
{
    // Pixels of a frame that may be not finite before it is no data, outside of the border.
    private const double MostStray = 0.02;

    private const int SampledFrames = 48;
    private const long MostSamples = 1 << 25;
    private const int LeastSampled = 9;

    // A pixel stands out by so many standard deviations of how pixels differ from their neighbours.
    private const double HotAbove = 16;

    // More single pixels than this are no defects but the recording's grain.
    private const double MostSingle = 0.005;

    // Rows or columns of which more than this part is dead are how a recording was made.
    private const double MostDeadLines = 0.5;

    // Beside a dead row this part of the pixels changes, or the light is too low to tell.
    private const double ChangingBeside = 0.5;

    private readonly Volume _movie;
    private readonly int _plane;
    private readonly RecordingScan _scan;
    private readonly FrameFaults _faults;

    private PixelSearch(Volume movie, int plane, RecordingScan scan, FrameFaults faults)
    {
        (_movie, _plane, _scan, _faults) = (movie, plane, scan, faults);
    }

    /// <summary>What must be mended in every frame; null for nothing. Frames with too little data are taken down.</summary>
    /// <param name="movie">The recording.</param>
    /// <param name="plane">The plane in depth.</param>
    /// <param name="scan">What is known of its frames.</param>
    /// <param name="faults">The frames that are no data.</param>
    /// <param name="isRaw">Whether no network was at work; a movie that one made has zeros and grain of its own.</param>
    /// <param name="token">Stops the search.</param>
    public static PlaneRepair? Run(
        Volume movie, int plane, RecordingScan scan, FrameFaults faults, bool isRaw, CancellationToken token)
    {
        PixelSearch search = new(movie, plane, scan, faults);
        PlaneRepair repair = search.Margins(isRaw);
        if (movie.FrameCount >= LeastSampled && isRaw)
        {
            repair = search.Singles(repair, token);
        }

        if (repair.Border is not null || repair.NonFiniteSamples > 0)
        {
            repair = repair with { Fill = search.Fill(repair, token) };
        }

        return repair.Any ? repair with { PixelCount = movie.Height * movie.Width } : null;
    }

    /// <summary>Borders and stray samples.</summary>
    private PlaneRepair Margins(bool isRaw)
    {
        int[] frames = [.. Enumerable.Range(0, _scan.FrameCount).Where(t => !_faults[t] && (isRaw || _scan.NoData[t] > 0))];
        Margin margin = isRaw || _scan.NoData.Any(n => n > 0) ? Margin.Usual(_scan.Margins, frames) : default;
        (int height, int width) = (_movie.Height, _movie.Width);
        long stray = 0;
        int inside = (height - margin.Top - margin.Bottom) * (width - margin.Left - margin.Right);
        foreach (int t in frames)
        {
            Margin own = _scan.Margins[t];
            bool isWider = own.Top > margin.Top || own.Bottom > margin.Bottom || own.Left > margin.Left || own.Right > margin.Right;
            int outside = Math.Max(0, _scan.NoData[t] - ((height * width) - inside));
            if ((isWider && margin.Any) || (_scan.NoData[t] > 0 && outside > MostStray * inside))
            {
                _faults.Add(t, FrameFault.Incomplete);
            }
            else
            {
                stray += _scan.NoData[t];
            }
        }

        if (!margin.Any)
        {
            return new PlaneRepair { NonFiniteSamples = stray };
        }

        bool[] border = new bool[height * width];
        for (int i = 0; i < border.Length; i++)
        {
            border[i] = margin.Covers(i / width, i % width, height, width);
        }

        return new PlaneRepair { Border = border, ZeroIsNoData = true, NonFiniteSamples = stray };
    }

    /// <summary>Hot and dead pixels, from their medians over frames that are data.</summary>
    private PlaneRepair Singles(PlaneRepair repair, CancellationToken token)
    {
        (int height, int width) = (_movie.Height, _movie.Width);
        float[][] samples = Sample(token);
        if (samples.Length == 0)
        {
            return repair;
        }

        float[] level = new float[height * width];
        float[] change = new float[height * width];
        Work.ParallelLoop.For(height, y =>
        {
            float[] series = new float[samples.Length];
            for (int i = y * width; i < (y + 1) * width; i++)
            {
                double steps = 0;
                for (int t = 0; t < series.Length; t++)
                {
                    series[t] = samples[t][i];
                    steps += t > 0 ? Math.Abs(series[t] - series[t - 1]) : 0;
                }

                change[i] = (float)(steps / Math.Max(1, series.Length - 1));
                level[i] = float.IsFinite(change[i]) ? (float)OrderStatistics.Median(series) : float.NaN;
            }
        }, token);
        repair = DeadLines(repair, change);
        repair = repair with { OddRowShift = repair.DeadRows.Length == 0 ? OddRows.ShiftOf(samples, height, width) : 0 };
        List<int> hot = [];
        List<int> dead = [];
        float[] above = new float[level.Length];
        float[] around = new float[level.Length];
        for (int i = 0; i < level.Length; i++)
        {
            (above[i], around[i]) = Around(level, change, repair.Border, i);
        }

        // How unlike their neighbours pixels are where the noise is as here: the grain of the tissue is in it.
        float[] finite = [.. above.Where(float.IsFinite)];
        if (finite.Length < 64)
        {
            return repair;
        }

        double middle = OrderStatistics.Median([.. finite]);
        double spread = 1.4826 * OrderStatistics.Median([.. finite.Select(a => (float)Math.Abs(a - middle))]);
        for (int i = 0; i < level.Length; i++)
        {
            if (!float.IsFinite(above[i]) || repair.Border?[i] == true)
            {
                continue;
            }

            if (change[i] == 0 && around[i] > 0 && samples.Length >= LeastSampled)
            {
                dead.Add(i);
            }
            else if (repair.OddRowShift == 0 && above[i] - middle > HotAbove * spread && IsAlone(level, i, spread))
            {
                hot.Add(i);
            }
        }

        // Of either kind so many may be the recording's grain while those of the other are faults.
        hot = hot.Count > MostSingle * level.Length ? [] : hot;
        dead = dead.Count > MostSingle * level.Length ? [] : dead;
        return repair with { Hot = [.. hot], Dead = [.. dead] };
    }

    /// <summary>Whole rows and columns that never change, between others that do: no pixel of them is data.</summary>
    private PlaneRepair DeadLines(PlaneRepair repair, float[] change)
    {
        (int height, int width) = (_movie.Height, _movie.Width);
        int[] rows = Dead(height, y => Enumerable.Range(y * width, width));
        int[] columns = Dead(width, x => Enumerable.Range(0, height).Select(y => (y * width) + x));
        if (rows.Length + columns.Length == 0)
        {
            return repair;
        }

        bool[] border = (bool[]?)repair.Border?.Clone() ?? new bool[change.Length];
        for (int i = 0; i < border.Length; i++)
        {
            border[i] |= rows.Contains(i / width) || columns.Contains(i % width);
        }

        return repair with { Border = border, DeadRows = rows, DeadColumns = columns };

        int[] Dead(int count, Func<int, IEnumerable<int>> pixelsOf)
        {
            // What part of a line's pixels changes; NaN for a line without data.
            double[] changing = [.. Enumerable.Range(0, count).Select(line => pixelsOf(line)
                .Where(i => repair.Border?[i] != true && float.IsFinite(change[i]))
                .Select(i => change[i] > 0 ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average())];
            int[] dead = [.. Enumerable.Range(0, count).Where(line => changing[line] == 0 && Beside(line, -1) && Beside(line, 1))];
            return dead.Length > MostDeadLines * count ? [] : dead;

            bool Beside(int line, int step)
            {
                while (line >= 0 && line < count && !(changing[line] > 0))
                {
                    line += step;
                }

                return line < 0 || line >= count || changing[line] >= ChangingBeside;
            }
        }
    }

    /// <summary>How far a pixel lies above its eight neighbours' second largest, and how much those change.</summary>
    private (float Above, float Change) Around(float[] level, float[] change, bool[]? border, int pixel)
    {
        Span<float> levels = stackalloc float[8];
        Span<float> changes = stackalloc float[8];
        int count = 0;
        foreach (int other in Beside(pixel))
        {
            if (float.IsFinite(level[other]) && border?[other] != true)
            {
                (levels[count], changes[count]) = (level[other], change[other]);
                count++;
            }
        }

        if (count < 3)
        {
            return (float.NaN, 0);
        }

        levels = levels[..count];
        changes = changes[..count];
        levels.Sort();
        changes.Sort();
        return (level[pixel] - levels[^2], changes[count / 2]);
    }

    /// <summary>Light of tissue is never in one pixel alone: its neighbours have some of it.</summary>
    private bool IsAlone(float[] level, int pixel, double spread)
    {
        float[] others = [.. Beside(pixel).Select(p => level[p]).Where(float.IsFinite).Order()];
        double middle = others[(others.Length - 1) / 2];
        double above = level[pixel] - middle;
        return others[^2] - middle < 0.2 * above && above > HotAbove * spread;
    }

    private IEnumerable<int> Beside(int pixel)
    {
        (int row, int column) = Math.DivRem(pixel, _movie.Width);
        for (int r = Math.Max(0, row - 1); r <= Math.Min(_movie.Height - 1, row + 1); r++)
        {
            for (int c = Math.Max(0, column - 1); c <= Math.Min(_movie.Width - 1, column + 1); c++)
            {
                if (r != row || c != column)
                {
                    yield return (r * _movie.Width) + c;
                }
            }
        }
    }

    private float[][] Sample(CancellationToken token)
    {
        int pixels = _movie.Height * _movie.Width;
        int count = (int)Math.Clamp(MostSamples / pixels, LeastSampled, SampledFrames);
        long[] good = [.. Enumerable.Range(0, _scan.FrameCount).Where(t => !_faults[t]).Select(t => (long)t)];
        long[] frames = [.. Enumerable.Range(0, Math.Min(count, good.Length)).Select(i => good[(int)((long)i * good.Length / Math.Min(
            count, good.Length))])];
        float[][] samples = new float[frames.Length][];
        Work.ParallelLoop.For(frames.Length, i =>
        {
            samples[i] = new float[pixels];
            _movie.ReadPlane<float>(frames[i], _plane, samples[i]);
        }, token);
        return samples;
    }

    /// <summary>Each pixel's own mean where it has data, that of the nearest pixel that has otherwise.</summary>
    private float[] Fill(PlaneRepair repair, CancellationToken token)
    {
        (int height, int width) = (_movie.Height, _movie.Width);
        float[][] samples = Sample(token);
        float[] fill = new float[height * width];
        for (int i = 0; i < fill.Length; i++)
        {
            (double sum, int count) = (0, 0);
            foreach (float[] frame in samples)
            {
                (sum, count) = float.IsFinite(frame[i]) ? (sum + frame[i], count + 1) : (sum, count);
            }

            fill[i] = count > 0 && repair.Border?[i] != true ? (float)(sum / count) : float.NaN;
        }

        Spread(fill, height, width);
        return fill;
    }

    /// <summary>Puts the mean of the pixels beside into pixels that have none, from those with data outwards.</summary>
    private static void Spread(float[] fill, int height, int width)
    {
        List<int> empty = [.. Enumerable.Range(0, fill.Length).Where(i => float.IsNaN(fill[i]))];
        while (empty.Count > 0)
        {
            List<(int Pixel, float Value)> next = [];
            foreach (int i in empty)
            {
                (int row, int column) = Math.DivRem(i, width);
                (float sum, int count) = (0, 0);
                Take(row > 0, i - width);
                Take(row < height - 1, i + width);
                Take(column > 0, i - 1);
                Take(column < width - 1, i + 1);
                if (count > 0)
                {
                    next.Add((i, sum / count));
                }

                void Take(bool isThere, int other)
                {
                    if (isThere && !float.IsNaN(fill[other]))
                    {
                        (sum, count) = (sum + fill[other], count + 1);
                    }
                }
            }

            if (next.Count == 0)
            {
                // Nothing anywhere: the level says nothing, and the stage that comes says that there is nothing to see.
                empty.ForEach(i => fill[i] = 0);
                return;
            }

            next.ForEach(n => fill[n.Pixel] = n.Value);
            empty = [.. empty.Where(i => float.IsNaN(fill[i]))];
        }
    }
}
