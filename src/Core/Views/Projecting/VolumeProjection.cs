using DeepWonder3D.Errors;
using DeepWonder3D.Views.Placing;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Projecting;

/// <summary>
/// Views of a movie of volumes, as a microscope that looks along the calibration's directions would have recorded them. Volumes are read
/// plane by plane and frame by frame; of each frame only one plane and the views are held.
/// </summary>
internal static class VolumeProjection
{
    /// <summary>Makes the views.</summary>
    /// <param name="volume">A movie of volumes, shape (T, Z, Y, X).</param>
    /// <param name="calibration">How far each view moves with depth.</param>
    /// <param name="options">Which views, and how planes come together.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One movie a view, in the order asked for, named and numbered as the other stages understand.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.AxesMismatch"/>: the movie has one plane; <see cref="ErrorId.PlaneStepUnknown"/>,
    /// <see cref="ErrorId.PixelSizeUnknown"/>, <see cref="ErrorId.ViewPairMissing"/>, <see cref="ErrorId.ViewIdRepeated"/> or
    /// <see cref="ErrorId.ParameterInvalid"/>, all before any work starts.
    /// </exception>
    public static IReadOnlyList<Volume> Run(
        Volume volume, ViewCalibration calibration, ProjectionOptions options, IStageObserver observer, CancellationToken cancellation)
    {
        options.Check();
        double pixel = CheckPlanes(volume, options);
        double step = StepOf(volume, options);
        int[] ids = [.. options.ViewIds ?? calibration.Views];
        CheckOnce(ids);
        Array.ForEach(ids, id => ViewSlopes.FromCentre(calibration, id));
        ViewLines lines = new(calibration, ids, pixel);
        double zero = options.ZeroPlane ?? (0.5 * (volume.PlaneCount - 1));
        double rawStep = step / DepthScale.Physical(calibration, pixel).UmPerRaw;
        StageClock clock = new($"Projecting {volume.Name}", "frame", volume.FrameCount, observer);
        return Build(ids.Select(id => InfoOf(volume, id, pixel)), builders =>
        {
            Project(
                volume, builders, (view, plane) => lines[view].At(0, 0, (plane - zero) * rawStep), options.Projection, clock, cancellation);
            return clock.Step(
                PipelineStage.ProjectViews,
                ("Projection", options.Projection.ToString()),
                ("ZeroPlane", zero),
                ("PlaneStepUm", step),
                ("PixelSizeUm", pixel));
        });
    }

    /// <summary>Movies that are filled together; where that fails, none is left.</summary>
    /// <param name="infos">What each is.</param>
    /// <param name="fill">Fills them and says how they were made.</param>
    internal static IReadOnlyList<Volume> Build(IEnumerable<VolumeInfo> infos, Func<VolumeBuilder[], HistoryStep> fill)
    {
        VolumeBuilder[] builders = [.. infos.Select(info => new VolumeBuilder(info))];
        try
        {
            HistoryStep made = fill(builders);
            return [.. builders.Select(b => b.Build(made))];
        }
        finally
        {
            Array.ForEach(builders, b => b.Dispose());
        }
    }

    /// <summary>Refuses a movie of one plane; returns the width of a pixel.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.AxesMismatch"/> or <see cref="ErrorId.PixelSizeUnknown"/>.</exception>
    internal static double CheckPlanes(Volume volume, ProjectionOptions options)
    {
        if (volume.PlaneCount < 2)
        {
            throw new DeepWonderException(
                ErrorId.AxesMismatch,
                $"'{volume.Name}' has one plane, and views are made of several.",
                volume.Name,
                "Import it with -Axes TZYX or ZTYX if its pages are planes.");
        }

        return options.PixelSizeUm
            ?? volume.PixelSizeUm
            ?? throw Unknown(ErrorId.PixelSizeUnknown, volume, "the size of its pixels", "-PixelSizeUm");
    }

    internal static VolumeInfo InfoOf(Volume volume, int id, double pixel) => volume.Info with
    {
        Name = $"{volume.Name}_view_{id}",
        PlaneCount = 1,
        PlaneStepUm = null,
        PixelSizeUm = pixel,
        ViewId = id,
        Recording = null,
        Missing = volume.Missing is { Frames.Count: > 0 } missing ? missing with { Pixels = null } : null,

        // Planes of many times go into each row.
        RowPeriodS = volume.RowPeriodS == 0 ? 0 : null,
        FrameOffsetS = null,
    };

    private static double StepOf(Volume volume, ProjectionOptions options) =>
        options.PlaneStepUm
            ?? volume.PlaneStepUm
            ?? throw Unknown(ErrorId.PlaneStepUnknown, volume, "the depth between its planes", "-PlaneStepUm");

    private static DeepWonderException Unknown(ErrorId id, Volume volume, string what, string parameter) => new(
        id, $"'{volume.Name}' does not know {what}, without which views cannot move.", volume.Name, $"Give {parameter}.");

    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewIdRepeated"/>.</exception>
    internal static void CheckOnce(int[] ids)
    {
        if (ids.GroupBy(id => id).FirstOrDefault(g => g.Skip(1).Any()) is { } repeated)
        {
            throw new DeepWonderException(
                ErrorId.ViewIdRepeated, $"View {repeated.Key} is asked for twice.", repeated.Key, "Name each view once.");
        }
    }

    private static void Project(
        Volume volume,
        VolumeBuilder[] builders,
        Func<int, int, (double Rows, double Columns)> shift,
        ViewProjectionKind kind,
        StageClock clock,
        CancellationToken cancellation)
    {
        int pixels = volume.Height * volume.Width;
        float[] plane = new float[pixels];
        float[][] views = [.. builders.Select(_ => new float[pixels])];
        int[][] counts = [.. builders.Select(_ => new int[pixels])];
        PlaneShift shifter = new(volume.Height, volume.Width);
        for (long frame = 0; frame < volume.FrameCount; frame++)
        {
            Array.ForEach(views, Array.Clear);
            Array.ForEach(counts, Array.Clear);
            for (int z = 0; z < volume.PlaneCount; z++)
            {
                volume.ReadPlane(frame, z, plane.AsSpan());
                int depth = z;
                ParallelLoop.For(
                    builders.Length,
                    view =>
                    {
                        (double rows, double columns) = shift(view, depth);
                        shifter.Add(plane, rows, columns, kind == ViewProjectionKind.Maximum, counts[view], views[view]);
                    },
                    cancellation);
            }

            for (int view = 0; view < builders.Length; view++)
            {
                Finish(kind, counts[view], views[view]);
                builders[view].WritePlane<float>(frame, 0, views[view]);
            }

            clock.Advance(1, (long)pixels * volume.PlaneCount);
        }
    }

    private static void Finish(ViewProjectionKind kind, int[] counts, float[] view)
    {
        for (int i = 0; kind == ViewProjectionKind.Mean && i < view.Length; i++)
        {
            view[i] = counts[i] > 0 ? view[i] / counts[i] : 0;
        }
    }
}
