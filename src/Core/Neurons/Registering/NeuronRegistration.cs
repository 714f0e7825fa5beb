using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Registering;

/// <summary>
/// Finds the same cells in recordings of several days (cell registration): each day is laid over the cells of the days before it, rigidly
/// and then smoothly, and its neurons are matched to them one to one by a probability.
/// </summary>
public static class NeuronRegistration
{
    /// <summary>Makes a register.</summary>
    /// <param name="days">The neurons of each day, two days at least; the first one's pixels are the register's.</param>
    /// <param name="options">How far apart days may lie, and how sure a match must be.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The register.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ParameterInvalid"/>: also for fewer than two days; <see cref="ErrorId.AlignmentUncertain"/>: a day does not lie
    /// over those before it better than chance would have it.
    /// </exception>
    public static NeuronRegister Run(
        IReadOnlyList<NeuronSet> days,
        NeuronRegistrationOptions options,
        IStageObserver? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (days.Count < 2)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                "A register needs the neurons of two days at least.",
                days.Count,
                "Give the neurons of several days at once.");
        }

        observer ??= SilentObserver.Instance;
        StageClock clock = new($"Registering neurons of {days[0].Name}", "day", days.Count, observer);
        RegisterBuilder builder = new(days[0], RadiusOf(days), options);
        foreach (NeuronSet day in days)
        {
            cancellation.ThrowIfCancellationRequested();
            builder.Add(day, ScaleOf(day, days[0], observer), observer);
            clock.Advance(1, 0);
        }

        HistoryStep step = clock.Step(
            PipelineStage.RegisterNeurons,
            (nameof(options.MinProbability), options.MinProbability),
            (nameof(options.MaxShiftPx), options.MaxShiftPx),
            (nameof(options.MaxRotationDeg), options.MaxRotationDeg),
            ("Days", string.Join(", ", days.Select(d => d.Name))));
        return builder.Build([.. days.SelectMany(d => d.History), step]);
    }

    /// <summary>Pixels of the first day a pixel of another.</summary>
    private static double ScaleOf(NeuronSet day, NeuronSet first, IStageObserver observer)
    {
        if (day.PixelSizeUm is null != first.PixelSizeUm is null)
        {
            observer.Warn($"The pixel size is known of only one of '{first.Name}' and '{day.Name}': it is taken to be the same.");
        }

        return day.PixelSizeUm / first.PixelSizeUm ?? 1;
    }

    private static double RadiusOf(IReadOnlyList<NeuronSet> days)
    {
        float[] radii = [.. days.SelectMany(d => d.Neurons.Select(n =>
            (float)(Math.Sqrt(n.AreaPx / Math.PI) * (d.PixelSizeUm / days[0].PixelSizeUm ?? 1))))];
        return radii.Length == 0 ? 1 : Math.Max(0.5, OrderStatistics.Median(radii));
    }
}
