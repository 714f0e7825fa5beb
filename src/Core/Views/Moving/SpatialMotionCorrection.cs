using System.Globalization;
using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Motion;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views;

/// <summary>
/// Takes the tissue's motion out of several views of it at once. The tissue moves once, in space: what each view sees of it follows from
/// its calibration, so that all views' shifts are fitted to one path (x, y, z). A view that sees little lends its weight to the others, and
/// depth, which no single view sees, follows from how views move against each other.
/// </summary>
public static class SpatialMotionCorrection
{
    /// <summary>Corrects the views of one recording.</summary>
    /// <param name="views">The views, equal in size, frames and pixel size, each with its id; they must outlive the result.</param>
    /// <param name="calibration">How far each view moves with depth.</param>
    /// <param name="options">How motion is looked for; null for the defaults.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The corrected views, in their order, with <see cref="TissueMotion.Path"/>.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ViewIdUnknown"/>, <see cref="ErrorId.PixelSizeUnknown"/>, <see cref="ErrorId.ViewPairMissing"/>,
    /// <see cref="ErrorId.ParameterInvalid"/>, or what <see cref="MotionCorrection.Run"/> may bring.
    /// </exception>
    public static IReadOnlyList<Volume> Run(
        IReadOnlyList<Volume> views,
        ViewCalibration calibration,
        MotionCorrectionOptions? options = null,
        IStageObserver? observer = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(calibration);
        options ??= new MotionCorrectionOptions();
        observer ??= SilentObserver.Instance;
        if (views.Count == 0)
        {
            return [];
        }

        Volume[] whole = [.. views.Select(view => DefectSearch.Checked(view, observer, token))];
        SpatialMotionFit fit = Estimate(whole, calibration, options, observer, token);
        StageClock clock = new($"Correcting motion of {views.Count} views", "frame", views.Sum(v => v.FrameCount), observer);
        return [.. whole.Select((view, i) => MotionCorrection.Apply(view, [fit.Views[i]], options, fit.Path, clock, observer))];
    }

    /// <summary>Estimates the path, and what each view sees of it.</summary>
    internal static SpatialMotionFit Estimate(
        IReadOnlyList<Volume> views,
        ViewCalibration calibration,
        MotionCorrectionOptions options,
        IStageObserver observer,
        CancellationToken token)
    {
        ViewDirection[] directions = [.. views.Select(view => ViewDirection.Of(view, views[0], calibration))];
        StageClock clock = new($"Finding the motion of {views.Count} views", "frame", views.Sum(v => v.FrameCount), observer);
        PlaneMotion[] seen = [.. views.Select(view => MotionCorrection.Estimate(view, options, clock, observer, token)[0])];
        SpatialMotionFit fit = new(seen, directions, options.Reference is null);
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"The tissue moved by {Rms(fit.Path.YUm):0.00}, {Rms(fit.Path.XUm):0.00} and "
                + $"{Rms(fit.Path.ZUm):0.00} µm rms along rows, columns "
                + $"and depth; the views differ from it by {fit.ResidualPx:0.000} px rms."));
        return fit;
    }

    private static double Rms(double[] values) => Math.Sqrt(values.Average(v => v * v));
}

/// <summary>What a view sees of the tissue's path: pixels that its image moves for each µm.</summary>
/// <param name="PerUm">Along either axis of the view, of motion along it.</param>
/// <param name="RowsPerUm">Along rows, of motion in depth.</param>
/// <param name="ColumnsPerUm">Along columns, of motion in depth.</param>
internal readonly record struct ViewDirection(double PerUm, double RowsPerUm, double ColumnsPerUm)
{
    /// <summary>What a view sees.</summary>
    /// <exception cref="DeepWonderException">The view's id or pixel size is not known, or it differs from the first in size.</exception>
    public static ViewDirection Of(Volume view, Volume first, ViewCalibration calibration)
    {
        int id = view.ViewId ?? throw new DeepWonderException(
            ErrorId.ViewIdUnknown,
            $"The id of the view '{view.Name}' is not known.",
            view.Name,
            "State it when the view is opened, or name the file *_view_<id>.");
        double pixel = view.PixelSizeUm ?? throw new DeepWonderException(
            ErrorId.PixelSizeUnknown,
            $"The pixel size of the view '{view.Name}' is not known, and depth is measured by it.",
            view.Name,
            "State it when the view is opened.");
        if (view.FrameCount != first.FrameCount || view.PlaneCount != 1 || view.PixelSizeUm != first.PixelSizeUm)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"The views {first} and {view} differ in frames or pixel size, or have planes: they do not see one motion.",
                view.Name,
                "Give the views of one recording.");
        }

        ViewPair pair = calibration.Between(id, calibration.CentreView);
        double pixels = calibration.PixelSizeUm / pixel / (calibration.DepthUnitUm * calibration.RefractiveIndex);
        return new ViewDirection(1 / pixel, pair.RowSlope * pixels, pair.ColumnSlope * pixels);
    }
}
