using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects;

/// <summary>
/// Finds frames whose light as a whole is wrong, from the means of 8 × 8 blocks: dark and saturated ones, where the tissue's picture is
/// gone; flashed ones, which rise or fall over all of the field at once and go back at once; and steps, after which all of the field is
/// brighter or darker for good.
/// </summary>
/// <remarks>
/// What tissue does is told apart by two things. Its light rises where its cells are: a step of the light is the same line of every block's
/// level. And its light falls slowly: what falls back at once in every block, however uneven, is no activity at 2 Hz or more.
/// </remarks>
internal sealed class LevelSearch
{
    // A step of the field's mean, in standard deviations of such steps and as a part of the field's level above its darkest.
    private const double LeastStep = 8;
    private const double LeastShare = 0.02;

    // What of a uniform step a line through the blocks' levels may leave, as a part of the step.
    private const double MostUneven = 0.2;

    // Frames that a flash may last; a longer one is two steps.
    private const int LongestFlash = 12;

    // After a flash the level is back to within this part of it.
    private const double MostLeft = 0.25;

    // Steps of every block, in its own standard deviations, which no activity takes down again within a frame.
    private const double BlockStep = 8;

    // Frames on either side that say whether a step lasts.
    private const int Lasting = 6;

    // A frame has lost the tissue's picture if this part of its contrast is left at most.
    private const double LeastPicture = 0.2;

    // The square of a step over that of the blocks' noise, and what of the noise's square may be in what is left.
    private const double LeastOverNoise = 3;
    private const double NoiseAllowed = 1.5;

    // Where this part of the tissue's picture is left at most the light was off.
    private const double LeastLight = 0.05;

    // The frames with this part of the contrast that the brightest tenth of them has at least show the tissue.
    private const double LitPart = 0.5;

    // A movie that has more frames without any picture than this, and is no recording, was made so.
    private const double MostFlat = 0.05;

    private const double NormalOfMedian = 1.4826;

    private readonly RecordingScan _scan;
    private readonly FrameFaults _faults;
    private readonly double[] _reference = new double[RecordingScan.BlockCount];
    private readonly double[] _blockSpread = new double[RecordingScan.BlockCount];
    private readonly double[] _means;
    private double _spread;
    private double _floor;

    private LevelSearch(RecordingScan scan, FrameFaults faults)
    {
        (_scan, _faults) = (scan, faults);
        _means = new double[scan.FrameCount];
    }

    /// <summary>Takes down the frames, and the steps of the light where they are asked for.</summary>
    /// <param name="scan">What is known of the frames.</param>
    /// <param name="faults">Where frames that are no data are taken down.</param>
    /// <param name="scales">Where steps of the light are taken down.</param>
    /// <param name="isRaw">Whether no network was at work: only then steps of the light are looked for.</param>
    public static void Run(RecordingScan scan, FrameFaults faults, FrameScales scales, bool isRaw)
    {
        LevelSearch search = new(scan, faults);
        search.Measure();
        search.FindFlat(isRaw);
        search.FindLost();
        search.FindSteps(isRaw ? scales : null);
    }

    private void Measure()
    {
        int frames = _scan.FrameCount;
        float[] levels = new float[frames];
        float[] steps = new float[frames - 1];
        for (int b = 0; b < RecordingScan.BlockCount; b++)
        {
            int count = 0;
            int stepCount = 0;
            float before = float.NaN;
            for (int t = 0; t < frames; t++)
            {
                float level = _scan.BlocksOf(t)[b];
                if (float.IsFinite(level))
                {
                    levels[count++] = level;
                    if (float.IsFinite(before))
                    {
                        steps[stepCount++] = Math.Abs(level - before);
                    }
                }

                before = level;
            }

            _blockSpread[b] = stepCount > 0 ? NormalOfMedian * OrderStatistics.Median(steps.AsSpan(0, stepCount)) : 0;
        }

        MeasureReference();
        for (int t = 0; t < frames; t++)
        {
            (double sum, int count) = (0, 0);
            ReadOnlySpan<float> blocks = _scan.BlocksOf(t);
            for (int b = 0; b < RecordingScan.BlockCount; b++)
            {
                // Relative to the block's own level, so that blocks without data in some frames do not move the mean.
                double above = blocks[b] - _reference[b];
                (sum, count) = double.IsFinite(above) ? (sum + above, count + 1) : (sum, count);
            }

            _means[t] = count > 0 ? sum / count : double.NaN;
        }

        float[] changes = [.. Enumerable.Range(1, frames - 1)
            .Select(t => (float)Math.Abs(_means[t] - _means[t - 1])).Where(float.IsFinite)];
        _spread = changes.Length > 0 ? NormalOfMedian * OrderStatistics.Median(changes) : 0;
        double[] known = [.. _reference.Where(double.IsFinite)];
        _floor = known.Length > 0 ? known.Min() : 0;
    }

    /// <summary>The tissue's picture: the blocks' medians, over the frames with light where most have none.</summary>
    private void MeasureReference()
    {
        int[] all = [.. Enumerable.Range(0, _scan.FrameCount)];
        MedianOf(all).CopyTo(_reference, 0);
        double[] contrast = [.. all.Select(t => ContrastOf(_scan.BlocksOf(t)))];
        double[] sorted = [.. contrast.Where(double.IsFinite).Order()];
        double lit = sorted.Length > 0 ? LitPart * sorted[(int)(0.9 * (sorted.Length - 1))] : 0;
        int[] bright = [.. all.Where(t => contrast[t] >= lit)];
        if (bright.Length == 0 || bright.Length > all.Length / 2)
        {
            return;
        }

        double[] picture = MedianOf(bright);
        (double gain, _, _) = Fit([.. MedianOf([.. all.Except(bright)]).Select(level => (float)level)], picture);
        if (Math.Abs(gain) < LeastLight)
        {
            picture.CopyTo(_reference, 0);
        }
    }

    private double[] MedianOf(int[] frames) => [.. Enumerable.Range(0, RecordingScan.BlockCount).Select(b =>
    {
        float[] levels = [.. frames.Select(t => _scan.BlocksOf(t)[b]).Where(float.IsFinite)];
        return levels.Length > 0 ? OrderStatistics.Median(levels) : double.NaN;
    })];

    private static double ContrastOf(ReadOnlySpan<float> blocks)
    {
        (double n, double sum, double squares) = (0, 0, 0);
        foreach (float level in blocks)
        {
            (n, sum, squares) = float.IsFinite(level) ? (n + 1, sum + level, squares + ((double)level * level)) : (n, sum, squares);
        }

        return n == 0 ? double.NaN : Math.Sqrt(Math.Max(0, (squares / n) - (sum / n * sum / n)));
    }

    /// <summary>Frames of which all samples are the same.</summary>
    private void FindFlat(bool isRaw)
    {
        int[] flat = [.. Enumerable.Range(0, _scan.FrameCount).Where(t => _scan.IsFlat[t])];
        if (!isRaw && flat.Length > MostFlat * _scan.FrameCount)
        {
            return;
        }

        foreach (int t in flat.Where(t => double.IsFinite(_means[t])))
        {
            _faults.Add(t, _means[t] <= 0 ? FrameFault.Dark : FrameFault.Saturated);
        }
    }

    /// <summary>Frames of which nothing of the tissue's picture is left, for however long.</summary>
    private void FindLost()
    {
        double[] known = [.. _reference.Where(double.IsFinite)];
        if (known.Length < RecordingScan.BlockCount / 2)
        {
            return;
        }

        double middle = known.Average();
        double contrast = Math.Sqrt(known.Average(r => (r - middle) * (r - middle)));
        double noise = _blockSpread.Max();
        for (int t = 0; t < _scan.FrameCount; t++)
        {
            if (double.IsFinite(_means[t]) && Math.Abs(_means[t]) > LeastStep * _spread && Math.Abs(_means[t]) > contrast
                && contrast > noise)
            {
                (double gain, double offset, _) = Fit(_scan.BlocksOf(t), _reference);
                double level = middle + _means[t];
                if (Math.Abs(gain) < LeastPicture && (level < known.Min() || level > known.Max()))
                {
                    _faults.Add(t, level < middle ? FrameFault.Dark : FrameFault.Saturated);
                }
            }
        }
    }

    private void FindSteps(FrameScales? scales)
    {
        float[] step = new float[RecordingScan.BlockCount];
        for (int t = 1; t < _scan.FrameCount; t++)
        {
            int before = (int)_faults.Nearest(t - 1, -1);
            if (_faults[t] || before < 0 || !IsStep(before, t, step))
            {
                continue;
            }

            int end = FlashEnd(before, t, step);
            if (end > t)
            {
                FrameFault fault = _means[t] > _means[before] ? FrameFault.Flashed : Darkened(t);
                for (int frame = t; frame < end; frame++)
                {
                    _faults.Add(frame, fault);
                }
            }
            else if (end == t && scales is not null)
            {
                Step(t, before, scales);
            }
        }
    }

    private FrameFault Darkened(int frame) =>
        Fit(_scan.BlocksOf(frame), _reference).Gain < LeastPicture
            && _means[frame] + _reference.Where(double.IsFinite).Average() < _floor
            ? FrameFault.Dark
            : FrameFault.Flashed;

    /// <summary>Whether the field's mean steps as it never does by itself.</summary>
    private bool IsStep(int from, int to, float[] step)
    {
        double change = Math.Abs(_means[to] - _means[from]);
        double level = _reference.Where(double.IsFinite).DefaultIfEmpty(0).Average() - _floor;
        for (int b = 0; b < step.Length; b++)
        {
            step[b] = _scan.BlocksOf(to)[b] - _scan.BlocksOf(from)[b];
        }

        return change > LeastStep * _spread && change > LeastShare * Math.Max(level, Math.Abs(_means[from]));
    }

    /// <summary>The first frame after a flash; the frame itself where the change may be one that lasts; −1 for activity.</summary>
    private int FlashEnd(int before, int frame, float[] step)
    {
        bool isUniform = IsUniform(step);
        bool isEverywhere = IsEverywhere(step);
        if (!isUniform && !isEverywhere)
        {
            return -1;
        }

        double size = _means[frame] - _means[before];
        for (int t = frame + 1; t <= Math.Min(frame + LongestFlash, _scan.FrameCount - 1); t++)
        {
            double left = _means[t] - _means[before];
            if (Math.Abs(left) < MostLeft * Math.Abs(size) || left * size < 0)
            {
                float[] back = new float[step.Length];
                for (int b = 0; b < back.Length; b++)
                {
                    back[b] = _scan.BlocksOf(t)[b] - _scan.BlocksOf(t - 1)[b];
                }

                // A flash ends as it began: at once, and everywhere.
                bool isSudden = Math.Abs(_means[t] - _means[t - 1]) > (1 - MostLeft) * Math.Abs(_means[t - 1] - _means[before])
                    && Math.Abs(_means[t - 1] - _means[before]) > 0.5 * Math.Abs(size);
                return isSudden && (isUniform ? IsUniform(back) : IsEverywhere(back)) ? t : -1;
            }
        }

        return frame + 1 >= _scan.FrameCount ? frame + 1 : isUniform ? frame : -1;
    }

    private bool IsUniform(float[] step)
    {
        (_, _, double uneven) = Fit(step, _reference);
        double size = step.Where(float.IsFinite).Select(s => (double)s * s).DefaultIfEmpty(0).Average();
        double noise = _blockSpread.Average(s => s * s);

        // Noise is uneven too; where it is as large as the step nothing can be told.
        return size > LeastOverNoise * noise && uneven * uneven < (MostUneven * MostUneven * size) + (NoiseAllowed * noise);
    }

    private bool IsEverywhere(float[] step)
    {
        (int count, int up, int down) = (0, 0, 0);
        for (int b = 0; b < step.Length; b++)
        {
            count += float.IsFinite(step[b]) ? 1 : 0;
            up += step[b] > BlockStep * _blockSpread[b] ? 1 : 0;
            down += step[b] < -BlockStep * _blockSpread[b] ? 1 : 0;
        }

        return count > 0 && Math.Max(up, down) == count;
    }

    /// <summary>Takes down a step if it lasts: what the light is afterwards as a line of what it was.</summary>
    private void Step(int frame, int before, FrameScales scales)
    {
        double[] earlier = Levels(before, -1);
        double[] later = Levels(frame, 1);
        (double gain, double offset, double uneven) = Simplest(earlier, later);
        double[] changes = [.. later.Zip(earlier, (l, e) => l - e).Where(double.IsFinite)];
        double change = changes.DefaultIfEmpty(0).Average();
        double size = _means[frame] - _means[before];
        double noise = _blockSpread.Average(s => s * s);
        if (gain is > LeastLight and < 1 / LeastLight && Math.Abs(change) > 0.6 * Math.Abs(size) && change * size > 0
            && uneven * uneven < (MostUneven * MostUneven * changes.Average(c => c * c)) + (NoiseAllowed * noise))
        {
            scales.Add(frame, gain, offset);
        }
    }

    /// <summary>
    /// What the light became: a factor alone or stray light alone where that says as much as both together, whose slope is uncertain.
    /// </summary>
    private static (double Gain, double Offset, double Left) Simplest(double[] earlier, double[] later)
    {
        (double gain, double offset, double left) = Fit([.. later.Select(l => (float)l)], earlier);
        int[] known = [.. Enumerable.Range(0, earlier.Length).Where(b => double.IsFinite(earlier[b] + later[b]))];
        double factor = known.Sum(b => later[b]) / known.Sum(b => earlier[b]);
        double added = known.Average(b => later[b] - earlier[b]);
        double ofFactor = Math.Sqrt(known.Average(b => Math.Pow(later[b] - (factor * earlier[b]), 2)));
        double ofAdded = Math.Sqrt(known.Average(b => Math.Pow(later[b] - earlier[b] - added, 2)));
        const double AsGood = 1.3;
        return factor > 0 && ofFactor <= AsGood * left && ofFactor <= ofAdded ? (factor, 0, ofFactor)
            : ofAdded <= AsGood * left ? (1, added, ofAdded)
            : (gain, offset, left);
    }

    /// <summary>The blocks' medians over the frames from one on, as far as they are data.</summary>
    private double[] Levels(int frame, int direction)
    {
        List<int> frames = [];
        for (int t = frame; t >= 0 && t < _scan.FrameCount && frames.Count < Lasting; t += direction)
        {
            if (!_faults[t])
            {
                frames.Add(t);
            }
        }

        return MedianOf([.. frames]);
    }

    /// <summary>The line gain · x + offset through values, and the root mean square of what it leaves.</summary>
    private static (double Gain, double Offset, double Left) Fit(ReadOnlySpan<float> values, double[] at)
    {
        (double n, double sx, double sy, double sxx, double sxy, double syy) = (0, 0, 0, 0, 0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            (double x, double y) = (at[i], values[i]);
            if (double.IsFinite(x + y))
            {
                (n, sx, sy, sxx, sxy, syy) = (n + 1, sx + x, sy + y, sxx + (x * x), sxy + (x * y), syy + (y * y));
            }
        }

        if (n < 2)
        {
            return (1, 0, double.PositiveInfinity);
        }

        double varX = Math.Max(0, (sxx / n) - (sx / n * sx / n));
        double cov = (sxy / n) - (sx / n * sy / n);
        double varY = Math.Max(0, (syy / n) - (sy / n * sy / n));
        double gain = varX > 1e-12 * sxx / n ? cov / varX : 0;
        return (gain, (sy - (gain * sx)) / n, Math.Sqrt(Math.Max(0, varY - (gain * cov))));
    }
}
