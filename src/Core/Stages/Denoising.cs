using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Motion;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>
/// Takes the noise out of a movie with a network that learnt without clean targets. The movie's mean is subtracted for the network and
/// added back, so that the result keeps the input's units.
/// </summary>
public static class Denoising
{
    /// <summary>Denoises a movie.</summary>
    /// <param name="movie">The movie, axes T, Z, Y, X, of two frames or more.</param>
    /// <param name="options">The network; null for the catalog's model that fits.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>A movie of the same size and units; the caller disposes of it.</returns>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.TooFewFrames"/>, or what model, device and samples may bring.</exception>
    public static Volume Run(
        Volume movie, NetworkOptions? options = null, IStageObserver? observer = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(movie);
        if (movie.FrameCount < 2)
        {
            throw new DeepWonderException(
                ErrorId.TooFewFrames,
                $"'{movie.Name}' has a single frame; denoising compares frames over time.",
                movie.Name,
                "Give a movie. If the pages are planes, import with -Axes TYX.");
        }

        movie = DefectSearch.Checked(movie, observer, token);
        MotionCheck.Warn(movie, observer ?? SilentObserver.Instance, token);
        return MovieStage.Run(movie, PipelineStage.Denoise, ModelStage.Denoise, "Denoising", options, observer, token);
    }
}
