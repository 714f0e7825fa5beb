using System.Globalization;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Motion;

/// <summary>
/// Looks, in a few frames, whether a recording moves whose motion nobody has taken out. Networks compare frames pixel by pixel: where the
/// tissue moves by more than half a pixel, edges flicker, and are found as cells.
/// </summary>
internal static class MotionCheck
{
    private const int Frames = 48;
    private const int LeastFrames = 16;
    private const double WorthMendingPx = 0.5;

    /// <summary>Warns of motion.</summary>
    /// <param name="movie">
    /// A movie at the beginning of its way: what networks have made, or motion was taken out of, is not looked at.
    /// </param>
    /// <param name="observer">Whom to warn.</param>
    /// <param name="token">Stops the work.</param>
    public static void Warn(Volume movie, IStageObserver observer, CancellationToken token)
    {
        if (movie.Motion is not null || movie.Recording != movie || movie.FrameCount < LeastFrames)
        {
            return;
        }

        MotionEstimator estimator = new(movie, 0, new MotionCorrectionOptions(), token);
        (AlignmentTemplate template, _, FramePlace[] places) = estimator.Prepare(null, bends: false, Frames);
        double rms = Math.Sqrt(places.Average(p => (p.Row * (double)p.Row) + (p.Column * (double)p.Column)));
        if (estimator.IsAlignable && template.ErrorPx < WorthMendingPx / 3 && rms > WorthMendingPx)
        {
            observer.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"'{movie.Name}' moves by {rms:0.0} px rms. Cells are then found where there are none, and traces show motion: take it out "
                    + $"first ({observer.NameOf(PipelineStage.RepairMotion)})."));
        }
    }
}
