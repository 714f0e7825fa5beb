using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Calibrating;

/// <summary>A calibration from stacks of one bead over depth, one a view.</summary>
internal static class PsfCalibration
{
    /// <summary>Measures the bead in every plane and fits the lines of all views together.</summary>
    /// <param name="stacks">One a view, equally many planes and pixels.</param>
    /// <param name="options">Units and the centre.</param>
    /// <param name="observer">Told of planes and views that do not fit.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.TooFewViews"/>, <see cref="ErrorId.ViewIdUnknown"/>, <see cref="ErrorId.ViewIdRepeated"/>,
    /// <see cref="ErrorId.PsfStacksDiffer"/>, <see cref="ErrorId.PsfStackInvalid"/>, <see cref="ErrorId.PsfStackEmpty"/>,
    /// <see cref="ErrorId.PsfSaturated"/>, <see cref="ErrorId.PlaneStepUnknown"/>, <see cref="ErrorId.PixelSizeUnknown"/>,
    /// <see cref="ErrorId.CentreViewMissing"/> or <see cref="ErrorId.ParameterInvalid"/>.
    /// </exception>
    public static ViewCalibration Run(
        IReadOnlyList<Volume> stacks, PsfCalibrationOptions options, IStageObserver observer, CancellationToken cancellation)
    {
        options.Check();
        CheckStacks(stacks, options);
        double step = options.PlaneStepUm
            ?? stacks[0].PlaneStepUm
            ?? throw Unknown(ErrorId.PlaneStepUnknown, stacks[0], "the depth between planes", "-PlaneStepUm");
        double pixel = options.PixelSizeUm
            ?? stacks[0].PixelSizeUm
            ?? throw Unknown(ErrorId.PixelSizeUnknown, stacks[0], "the size of its pixels", "-PixelSizeUm");
        List<PsfStack> measured = [];
        foreach (Volume stack in stacks.OrderBy(s => s.ViewId))
        {
            measured.Add(PsfStack.Measure(stack, cancellation));
            observer.Progress(new StageProgress("Measuring PSF stacks", measured.Count, stacks.Count, "view"));
        }

        int planes = measured[0].Spots.Length;
        double zero = options.ZeroPlane ?? (0.5 * (planes - 1));
        PsfFit fit = new(measured, [.. Enumerable.Range(0, planes).Select(p => (p - zero) * step)]);
        fit.Run();
        ViewFit[] fits = [.. measured.Select((stack, view) => ToFit(stack, fit, view))];
        Report(fits, fit, planes, observer);
        return ToCalibration(fits, fit, options, pixel);
    }

    private static void CheckStacks(IReadOnlyList<Volume> stacks, PsfCalibrationOptions options)
    {
        if (stacks.Count < 2)
        {
            throw new DeepWonderException(
                ErrorId.TooFewViews,
                $"{stacks.Count} PSF stacks were given, and a calibration is between two views or more.",
                null,
                "Give one stack for each view.");
        }

        ViewShape.CheckIds([.. stacks.Select(ViewShape.Of)]);
        Volume first = stacks[0];
        if (stacks.FirstOrDefault(
            s => (s.FrameCount * s.PlaneCount, s.Height, s.Width) != (first.FrameCount * first.PlaneCount, first.Height, first.Width))
            is { } odd)
        {
            throw new DeepWonderException(
                ErrorId.PsfStacksDiffer,
                $"'{first}' and '{odd}' differ in planes or pixels.",
                odd.Name,
                "Give stacks of one bead, recorded together and cropped alike.");
        }

        if (!stacks.Any(s => s.ViewId == options.CentreView))
        {
            throw new DeepWonderException(
                ErrorId.CentreViewMissing,
                $"The centre view {options.CentreView} is not among the stacks of the views "
                    + $"{string.Join(", ", stacks.Select(s => s.ViewId).Order())}.",
                options.CentreView,
                "Name the view that looks straight down with -CentreView.");
        }
    }

    private static DeepWonderException Unknown(ErrorId id, Volume stack, string what, string parameter) => new(
        id, $"'{stack.Name}' does not know {what}, without which slopes have no unit.", stack.Name, $"Give {parameter}.");

    private static ViewFit ToFit(PsfStack stack, PsfFit fit, int view)
    {
        int[] planes = [.. Enumerable.Range(0, stack.Spots.Length)];
        return new ViewFit
        {
            ViewId = stack.ViewId,
            Name = stack.Name,
            PlaneCount = planes.Count(p => !fit.IsOutlying(view, p) && !fit.IsMissing(view, p)),
            ResidualPx = fit.ResidualPx(view),
            OutlyingPlanes = [.. planes.Where(p => fit.IsOutlying(view, p))],
            MissingPlanes = [.. planes.Where(p => fit.IsMissing(view, p))],
        };
    }

    private static void Report(ViewFit[] fits, PsfFit fit, int planes, IStageObserver observer)
    {
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"{fits.Length} views of {planes} planes; a spot's error is {fit.ErrorPx:0.000} px along either axis."));
        foreach (IGrouping<int, ViewFit> plane
            in fits.SelectMany(f => f.OutlyingPlanes.Concat(f.MissingPlanes).Select(p => (p, f)))
            .GroupBy(p => p.p, p => p.f)
            .OrderBy(g => g.Key))
        {
            // Of good spots, one in some thousands lies that far off by chance: a plane is spoiled where several views say so.
            if (4 * plane.Count() >= fits.Length)
            {
                observer.Warn(
                    $"Plane {plane.Key} is left out of {plane.Count()} of {fits.Length} views: no spot, or one that lies off the line.");
            }
        }

        foreach (ViewFit view in fits.Where(f => 2 * f.PlaneCount < planes))
        {
            observer.Warn(
                $"View {view.ViewId} ('{view.Name}') rests on {view.PlaneCount} of {planes} planes; the others show no spot, "
                    + "or one that lies off its line.");
        }
    }

    private static ViewCalibration ToCalibration(ViewFit[] fits, PsfFit fit, PsfCalibrationOptions options, double pixel)
    {
        List<ViewPair> pairs = [];
        for (int s = 0; s < fits.Length; s++)
        {
            for (int t = s + 1; t < fits.Length; t++)
            {
                pairs.Add(new ViewPair(
                    fits[s].ViewId,
                    fits[t].ViewId,
                    fit.RowSlope(s) - fit.RowSlope(t),
                    fit.RowOffset(s) - fit.RowOffset(t),
                    fit.ColumnSlope(s) - fit.ColumnSlope(t),
                    fit.ColumnOffset(s) - fit.ColumnOffset(t)));
            }
        }

        return new ViewCalibration(pairs, options.CentreView, pixel, 1, options.RefractiveIndex) { Fits = fits };
    }
}
