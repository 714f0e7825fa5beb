using DeepWonder3D.Figures.Panels;

namespace DeepWonder3D.Figures.Report;

/// <summary>How a recording held still, and what of it is no data, in as many points as a picture needs.</summary>
internal sealed record ReportCondition
{
    private const int MostPoints = 1200;
    private const int MostGaps = 400;

    /// <summary>What was found of its motion, in words; null where nobody looked for it.</summary>
    public string? Motion { get; init; }

    /// <summary>What of it is no data, in words; null where all of it is.</summary>
    public string? Missing { get; init; }

    public required long FrameCount { get; init; }

    public double? FrameRate { get; init; }

    /// <summary>The lines, by the plot that they are drawn in.</summary>
    public IReadOnlyList<ReportLine> Lines { get; init; } = [];

    /// <summary>Stretches of frames that are no data, first and last, at most some hundreds.</summary>
    public IReadOnlyList<long[]> Gaps { get; init; } = [];

    /// <summary>Takes what a volume says; null where it says nothing of either.</summary>
    public static ReportCondition? Of(Volume volume)
    {
        if (volume.Motion is null && volume.Missing is null)
        {
            return null;
        }

        bool[] missing = volume.Missing?.FrameMask(volume.FrameCount) ?? new bool[volume.FrameCount];
        return new ReportCondition
        {
            Motion = volume.Motion is { } motion ? InWords(motion) : null,
            Missing = volume.Missing is { } gone ? InWords(gone, volume) : null,
            FrameCount = volume.FrameCount,
            FrameRate = volume.FrameRate,
            Lines = volume.Motion is { IsStill: false } moved ? [.. LinesOf(moved, missing)] : [],
            Gaps = [.. Stretches(missing).Take(MostGaps)],
        };
    }

    private static string InWords(TissueMotion motion) => motion.IsStill
        ? "The tissue held still: its shifts are too small to be told from none, and nothing was changed."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The tissue moved by {motion}. Correlation of frames with the mean of the corrected ones: "
                + $"{motion.MeanCorrelationBefore:0.000} "
                + $"before, {motion.MeanCorrelationAfter:0.000} after.");

    private static string InWords(MissingData missing, Volume volume)
    {
        string faults = string.Join(", ", missing.Frames.GroupBy(f => f.Fault).OrderByDescending(g => g.Count())
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}")));
        FormattableString frames = $"{missing.Frames.Count} of {volume.FrameCount} frames ({faults})";
        FormattableString pixels = $"{missing.PixelCount} of {volume.Height * volume.Width} pixels";
        string what = missing.PixelCount == 0 ? FormattableString.Invariant(frames)
            : missing.Frames.Count == 0 ? FormattableString.Invariant(pixels)
            : $"{FormattableString.Invariant(frames)} and {FormattableString.Invariant(pixels)}";
        return $"{what} are no data; traces have no value there.";
    }

    private static IEnumerable<ReportLine> LinesOf(TissueMotion motion, bool[] missing)
    {
        float[] Known(float[] samples) =>
            [.. missing.Select((gone, frame) => gone ? float.NaN : samples[(frame * motion.PlaneCount) + (motion.PlaneCount / 2)])];
        yield return ReportLine.Of("shift (px)", "rows", Known(motion.RowShift), MostPoints);
        yield return ReportLine.Of("shift (px)", "columns", Known(motion.ColumnShift), MostPoints);
        if (motion.Path is { } path)
        {
            yield return ReportLine.Of(
                "depth (µm)", "depth", [.. missing.Select((gone, frame) => gone ? float.NaN : (float)path.ZUm[frame])], MostPoints);
        }

        yield return ReportLine.Of("correlation", "before", Known(motion.CorrelationBefore), MostPoints);
        yield return ReportLine.Of("correlation", "after", Known(motion.CorrelationAfter), MostPoints);
    }

    private static IEnumerable<long[]> Stretches(bool[] missing)
    {
        for (int first = 0; first < missing.Length; first++)
        {
            if (missing[first])
            {
                int last = first;
                while (last + 1 < missing.Length && missing[last + 1])
                {
                    last++;
                }

                yield return [first, last];
                first = last;
            }
        }
    }
}

/// <summary>A quantity over time.</summary>
/// <param name="Plot">The plot that it is drawn in: its axis in words.</param>
/// <param name="Name">Its name.</param>
/// <param name="FramesPerPoint">Frames between its points.</param>
/// <param name="Values">Its points; null where there is no value.</param>
internal sealed record ReportLine(string Plot, string Name, double FramesPerPoint, IReadOnlyList<double?> Values)
{
    /// <summary>A line of at most so many points: of frames that share two, the lowest and the highest, so that no jump is lost.</summary>
    public static ReportLine Of(string plot, string name, float[] samples, int mostPoints)
    {
        static double? Point(float value) => float.IsFinite(value) ? Math.Round(value, 3) : null;
        if (samples.Length <= mostPoints)
        {
            return new ReportLine(plot, name, 1, [.. samples.Select(Point)]);
        }

        int frames = 2 * ((samples.Length + mostPoints - 1) / mostPoints);
        List<double?> points = [];
        for (int first = 0; first < samples.Length; first += frames)
        {
            TraceLine.Extremes(samples.AsSpan(first, Math.Min(frames, samples.Length - first)), out (float First, float Last) extremes);
            points.Add(Point(extremes.First));
            points.Add(Point(extremes.Last));
        }

        return new ReportLine(plot, name, frames / 2.0, points);
    }
}
