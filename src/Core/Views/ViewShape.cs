using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views;

/// <summary>What the views of one recording must have in common, checked before any work starts.</summary>
internal readonly record struct ViewShape(
    string Name, int? ViewId, long FrameCount, int Height, int Width, double? FrameRate, double? PixelSizeUm)
{
    // Rates and sizes come through decimal text in some files; a difference in the sixth digit is no other camera.
    private const double RelativeTolerance = 1e-5;

    public static ViewShape Of(NeuronSet view) =>
        new(view.Name, view.ViewId, view.FrameCount, view.Height, view.Width, view.FrameRate, view.PixelSizeUm);

    public static ViewShape Of(Volume view) =>
        new(view.Name, view.ViewId, view.FrameCount, view.Height, view.Width, view.FrameRate, view.PixelSizeUm);

    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewIdUnknown"/> or <see cref="ErrorId.ViewIdRepeated"/>.</exception>
    public static void CheckIds(IReadOnlyList<ViewShape> views)
    {
        Dictionary<int, string> names = [];
        foreach (ViewShape view in views)
        {
            if (view.ViewId is not { } id)
            {
                throw new DeepWonderException(
                    ErrorId.ViewIdUnknown,
                    $"'{view.Name}' does not say which view it is.",
                    view.Name,
                    "Name the file <name>_view_<id>.tif, or import it with -ViewId.");
            }

            if (!names.TryAdd(id, view.Name))
            {
                throw new DeepWonderException(
                    ErrorId.ViewIdRepeated,
                    $"'{names[id]}' and '{view.Name}' both say that they are view {id}.",
                    view.Name,
                    "Give each view once, and only the views of one recording.");
            }
        }
    }

    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewsDiffer"/>.</exception>
    public static void CheckAlike(IReadOnlyList<ViewShape> views)
    {
        ViewShape first = views[0];
        foreach (ViewShape view in views)
        {
            string? difference =
                view.FrameCount != first.FrameCount ? $"{first.FrameCount} frames against {view.FrameCount}"
                : (view.Height, view.Width) != (first.Height, first.Width)
                    ? $"{first.Height} × {first.Width} pixels against {view.Height} × {view.Width}"
                : Differ(view.FrameRate, first.FrameRate) ? Say(first.FrameRate, view.FrameRate, "Hz")
                : Differ(view.PixelSizeUm, first.PixelSizeUm) ? Say(first.PixelSizeUm, view.PixelSizeUm, "µm a pixel")
                : null;
            if (difference is not null)
            {
                throw new DeepWonderException(
                    ErrorId.ViewsDiffer,
                    $"'{first.Name}' and '{view.Name}' differ: {difference}.",
                    view.Name,
                    "Give the views of one recording, all processed the same way.");
            }
        }
    }

    private static bool Differ(double? a, double? b) =>
        a is { } x && b is { } y && Math.Abs(x - y) > RelativeTolerance * Math.Max(Math.Abs(x), Math.Abs(y));

    private static string Say(double? a, double? b, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{a} {unit} against {b}");
}
