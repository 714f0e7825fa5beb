using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Calibrating;

/// <summary>The bead of one view, plane by plane.</summary>
/// <param name="Name">The stack's name.</param>
/// <param name="ViewId">The view.</param>
/// <param name="Spots">Where the bead's image lies in each plane.</param>
internal sealed record PsfStack(string Name, int ViewId, PlaneSpot[] Spots)
{
    /// <summary>Planes that a line needs.</summary>
    public const int FewestPlanes = 5;

    // A sharp spot on a coarse camera may repeat its largest count once or twice by chance; a clipped top is a plateau.
    private const int LargestPlateau = 5;

    /// <summary>Finds the bead in every plane.</summary>
    /// <param name="stack">One bead over depth, as planes of one frame or as frames of one plane.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ViewIdUnknown"/>, <see cref="ErrorId.PsfStackInvalid"/>, <see cref="ErrorId.PsfStackEmpty"/> or
    /// <see cref="ErrorId.PsfSaturated"/>.
    /// </exception>
    public static PsfStack Measure(Volume stack, CancellationToken cancellation)
    {
        int id = stack.ViewId ?? throw new DeepWonderException(
            ErrorId.ViewIdUnknown,
            $"'{stack.Name}' does not say which view it is.",
            stack.Name,
            "Name the file <name>_view_<id>.tif.");
        long planes = stack.FrameCount * stack.PlaneCount;
        if ((stack.FrameCount > 1 && stack.PlaneCount > 1) || planes < FewestPlanes || stack.Height < 5 || stack.Width < 5)
        {
            throw new DeepWonderException(
                ErrorId.PsfStackInvalid,
                $"'{stack.Name}' has {stack.FrameCount} frames of {stack.PlaneCount} planes of {stack.Height} × {stack.Width} pixels, "
                    + $"and a PSF stack is one bead in {FewestPlanes} planes or more.",
                stack.Name,
                "Give one stack of planes over depth for each view.");
        }

        SpotFinder finder = new(stack.Height, stack.Width);
        PlaneSpot[] spots = new PlaneSpot[planes];
        for (int plane = 0; plane < planes; plane++)
        {
            cancellation.ThrowIfCancellationRequested();
            stack.ReadPlane(stack.PlaneCount > 1 ? 0 : plane, stack.PlaneCount > 1 ? plane : 0, finder.Plane);
            spots[plane] = finder.Find();
        }

        Check(stack.Name, spots);
        return new PsfStack(stack.Name, id, spots);
    }

    private static void Check(string name, PlaneSpot[] spots)
    {
        int found = spots.Count(s => s.IsFound);
        if (found < FewestPlanes)
        {
            throw new DeepWonderException(
                ErrorId.PsfStackEmpty,
                $"'{name}' shows a bead in {found} of its {spots.Length} planes, and {FewestPlanes} are needed.",
                name,
                "Check that the stack is of this view, is in focus and is bright enough.");
        }

        int clipped = spots.Count(s => s.SaturatedCount > LargestPlateau);
        if (3 * clipped > found)
        {
            throw new DeepWonderException(
                ErrorId.PsfSaturated,
                $"'{name}' is saturated: in {clipped} of {found} planes the bead's top is flat.",
                name,
                "Record the stack again with less light or a shorter exposure: the centre of a clipped spot is not its own.");
        }
    }
}
