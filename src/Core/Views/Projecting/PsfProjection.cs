using System.Globalization;
using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Projecting;

/// <summary>
/// Views of a movie of volumes as a microscope with the given point spread functions would have recorded them: each plane convolved with
/// what a view sees of a point there. The calibration of the same stacks places what is found in the views.
/// </summary>
internal static class PsfProjection
{
    // Steps come through decimal text in some files.
    private const double StepTolerance = 1e-3;

    /// <summary>Makes the views.</summary>
    /// <param name="volume">A movie of volumes, shape (T, Z, Y, X).</param>
    /// <param name="stacks">
    /// One PSF stack a view: a bead in as many planes as the volume has, as far apart and in the same order, in the volume's pixels.
    /// </param>
    /// <param name="options">Which views, and how planes come together.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One movie a view, in the order asked for.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.AxesMismatch"/>, <see cref="ErrorId.ViewIdUnknown"/>, <see cref="ErrorId.ViewIdRepeated"/>,
    /// <see cref="ErrorId.PsfStacksDiffer"/>, <see cref="ErrorId.PsfStackEmpty"/>, <see cref="ErrorId.PixelSizeUnknown"/> or
    /// <see cref="ErrorId.ParameterInvalid"/>, all before any work starts.
    /// </exception>
    public static IReadOnlyList<Volume> Run(
        Volume volume, IReadOnlyList<Volume> stacks, ProjectionOptions options, IStageObserver observer, CancellationToken cancellation)
    {
        options.Check();
        double pixel = VolumeProjection.CheckPlanes(volume, options);
        Volume[] chosen = Choose(volume, stacks, options);
        PlaneKernel[][] kernels = [.. chosen.Select(stack => KernelsOf(stack, cancellation))];
        observer.Verbose(
            $"{volume.Name}: {chosen.Length} views, point spread functions of "
                + $"{kernels.Average(k => k.Average(p => p.Taps.Length)):0} pixels a plane.");
        StageClock clock = new($"Projecting {volume.Name}", "frame", volume.FrameCount, observer);
        return VolumeProjection.Build(chosen.Select(stack => VolumeProjection.InfoOf(volume, stack.ViewId!.Value, pixel)), builders =>
        {
            Project(volume, builders, kernels, options.Projection, clock, cancellation);
            return clock.Step(
                PipelineStage.ProjectViews,
                ("Projection", options.Projection.ToString()),
                ("PsfStack", string.Join(',', chosen.Select(s => s.Name))),
                ("PixelSizeUm", pixel));
        });
    }

    /// <summary>The stacks of the views asked for, in that order.</summary>
    private static Volume[] Choose(Volume volume, IReadOnlyList<Volume> stacks, ProjectionOptions options)
    {
        ViewShape.CheckIds([.. stacks.Select(ViewShape.Of)]);
        foreach (Volume stack in stacks)
        {
            bool isStep = stack.PlaneStepUm is not { } step
                || (options.PlaneStepUm ?? volume.PlaneStepUm) is not { } other
                || Math.Abs(step - other) <= StepTolerance * Math.Abs(other);
            if (PlanesOf(stack) != volume.PlaneCount || !isStep)
            {
                throw new DeepWonderException(
                    ErrorId.PsfStacksDiffer,
                    $"'{stack.Name}' has {PlanesOf(stack)} planes, {Um(stack.PlaneStepUm)} apart, and '{volume.Name}' has "
                        + $"{volume.PlaneCount}, {Um(options.PlaneStepUm ?? volume.PlaneStepUm)} apart.",
                    stack.Name,
                    "Give the point spread function at the depths of the volume's planes.");
            }
        }

        int[] ids = [.. options.ViewIds ?? [.. stacks.Select(s => s.ViewId!.Value)]];
        VolumeProjection.CheckOnce(ids);
        return [.. ids.Select(id => stacks.FirstOrDefault(s => s.ViewId == id) ?? throw new DeepWonderException(
            ErrorId.ParameterInvalid,
            $"View {id} is asked for, and no PSF stack is of it.",
            id,
            "Give its stack, or leave the view out."))];
    }

    /// <summary>The kernels of a view, planes together of mean weight 1, so that views are as bright as the volume.</summary>
    private static PlaneKernel[] KernelsOf(Volume stack, CancellationToken cancellation)
    {
        float[] plane = new float[stack.Height * stack.Width];
        PlaneKernel[] kernels = new PlaneKernel[PlanesOf(stack)];
        for (int z = 0; z < kernels.Length; z++)
        {
            cancellation.ThrowIfCancellationRequested();
            stack.ReadPlane(stack.PlaneCount > 1 ? 0 : z, stack.PlaneCount > 1 ? z : 0, plane.AsSpan());
            kernels[z] = PlaneKernel.Of(plane, stack.Height, stack.Width);
        }

        double mean = kernels.Average(k => k.Total);
        return mean > 0 && double.IsFinite(mean)
            ? Array.ConvertAll(kernels, k => k.Times(1 / mean))
            : throw new DeepWonderException(
                ErrorId.PsfStackEmpty,
                $"'{stack.Name}' shows no bead in any of its {kernels.Length} planes.",
                stack.Name,
                "Check that the stack is of this view, is in focus and is bright enough.");
    }

    private static string Um(double? length) => (length?.ToString(CultureInfo.InvariantCulture) ?? "unknown") + " µm";

    private static long PlanesOf(Volume stack) => stack.PlaneCount * stack.FrameCount;

    private static void Project(
        Volume volume,
        VolumeBuilder[] builders,
        PlaneKernel[][] kernels,
        ViewProjectionKind kind,
        StageClock clock,
        CancellationToken cancellation)
    {
        int pixels = volume.Height * volume.Width;
        float[] plane = new float[pixels];
        float[][] views = [.. builders.Select(_ => new float[pixels])];
        for (long frame = 0; frame < volume.FrameCount; frame++)
        {
            Array.ForEach(views, Array.Clear);
            for (int z = 0; z < volume.PlaneCount; z++)
            {
                volume.ReadPlane(frame, z, plane.AsSpan());
                int depth = z;
                ParallelLoop.For(views.Length, v => Add(plane, kernels[v][depth], volume, kind, depth == 0, views[v]), cancellation);
            }

            for (int view = 0; view < views.Length; view++)
            {
                if (kind == ViewProjectionKind.Mean)
                {
                    TensorPrimitives.Divide(views[view], volume.PlaneCount, views[view]);
                }

                builders[view].WritePlane<float>(frame, 0, views[view]);
            }

            clock.Advance(1, (long)pixels * volume.PlaneCount);
        }
    }

    private static void Add(float[] plane, PlaneKernel kernel, Volume volume, ViewProjectionKind kind, bool isFirst, float[] view)
    {
        if (kind != ViewProjectionKind.Maximum || isFirst)
        {
            kernel.AddTo(plane, volume.Height, volume.Width, view);
            return;
        }

        float[] seen = new float[view.Length];
        kernel.AddTo(plane, volume.Height, volume.Width, seen);
        TensorPrimitives.Max(view, seen, view);
    }
}
