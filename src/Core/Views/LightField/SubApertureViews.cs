using DeepWonder3D.Errors;
using DeepWonder3D.Views.Projecting;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.LightField;

/// <summary>
/// Views of raw light-field frames: under each lenslet lies an image of the pupil, and the pixels at one place under all lenslets are the
/// image through one part of it. Frames stream: of each, the raw image and the views are held.
/// </summary>
internal static class SubApertureViews
{
    /// <summary>Takes a light field apart.</summary>
    /// <param name="raw">Raw frames, shape (T, 1, Y, X).</param>
    /// <param name="grid">Where the lenslets lie.</param>
    /// <param name="options">Which views.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One movie a view, a pixel a lenslet, in the order asked for.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.AxesMismatch"/>, <see cref="ErrorId.LightFieldTooSmall"/>, <see cref="ErrorId.ViewIdRepeated"/> or
    /// <see cref="ErrorId.ParameterInvalid"/>, all before any work starts.
    /// </exception>
    public static IReadOnlyList<Volume> Run(
        Volume raw, LensletGrid grid, LightFieldOptions options, IStageObserver observer, CancellationToken cancellation)
    {
        int[] ids = Check(raw, options);
        (int firstRow, int endRow, int firstColumn, int endColumn) = grid.Inside(raw.Height, raw.Width);
        (int height, int width) = (endRow - firstRow, endColumn - firstColumn);
        if (height == 0 || width == 0)
        {
            throw new DeepWonderException(
                ErrorId.LightFieldTooSmall,
                FormattableString.Invariant($"'{raw}' holds no whole lenslet of {grid.PitchPx:0.##} pixels."),
                raw.Name,
                "Check the pitch, and that the frames are raw.");
        }

        observer.Verbose(FormattableString.Invariant(
            $"{raw.Name}: {height} × {width} lenslets, pitch {grid.PitchPx:0.000} px, turned by {grid.RotationDegrees:0.000}°."));
        LensletSampling[] samplings =
            [.. ids.Select(id => LensletSampling.Of(grid, options, id, (firstRow, firstColumn, height, width), raw))];
        StageClock clock = new($"Taking {raw.Name} apart", "frame", raw.FrameCount, observer);
        return VolumeProjection.Build(ids.Select(id => InfoOf(raw, id, height, width, grid.PitchPx)), builders =>
        {
            Sample(raw, samplings, builders, clock, cancellation);
            return clock.Step(
                PipelineStage.ProjectViews,
                ("LensletPitchPx", grid.PitchPx),
                ("LensletRotationDegrees", grid.RotationDegrees),
                ("LensletOriginPx", FormattableString.Invariant($"{grid.OriginRow},{grid.OriginColumn}")),
                ("ViewsAlongSide", options.ViewsAlongSide));
        });
    }

    private static void Sample(
        Volume raw, LensletSampling[] samplings, VolumeBuilder[] builders, StageClock clock, CancellationToken cancellation)
    {
        float[] plane = new float[raw.Height * raw.Width];
        for (long frame = 0; frame < raw.FrameCount; frame++)
        {
            raw.ReadPlane(frame, 0, plane.AsSpan());
            long at = frame;
            ParallelLoop.For(samplings.Length, v => builders[v].WritePlane<float>(at, 0, samplings[v].Sample(plane)), cancellation);
            clock.Advance(1, plane.Length);
        }
    }

    private static int[] Check(Volume raw, LightFieldOptions options)
    {
        if (raw.PlaneCount != 1)
        {
            throw new DeepWonderException(
                ErrorId.AxesMismatch,
                $"'{raw.Name}' has {raw.PlaneCount} planes, and a raw light field is a movie of one.",
                raw.Name,
                "Import it with -Axes TYX, or leave the lenslets out to project a volume.");
        }

        int side = options.ViewsAlongSide;
        int[] ids = options.Ids();
        if (side < 3 || side % 2 == 0 || ids.Length == 0 || ids.Any(id => id < 1 || id > side * side))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"{side} views along a side and {ids.Length} views asked for cannot be: the side is odd and 3 or more, "
                    + "and ids run from 1 to its square.",
                side,
                "Give other -ViewsAlongSide or -ViewId.");
        }

        return ids.Distinct().Count() == ids.Length
            ? ids
            : throw new DeepWonderException(ErrorId.ViewIdRepeated, "A view is asked for twice.", null, "Name each view once.");
    }

    private static VolumeInfo InfoOf(Volume raw, int id, int height, int width, double pitch) => raw.Info with
    {
        Name = $"{raw.Name}_view_{id}",
        Height = height,
        Width = width,
        PixelSizeUm = raw.PixelSizeUm * pitch,
        RowPeriodS = raw.RowPeriodS * pitch,
        ViewId = id,
        Recording = null,
        Missing = raw.Missing is { Frames.Count: > 0 } missing ? missing with { Pixels = null } : null,
        IsChecked = false,
    };
}
