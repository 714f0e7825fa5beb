using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>
/// Takes out-of-focus light and neuropil out of a movie. The movie's range is brought to the network's; its result is scaled back by the
/// same factor, so that brightness stays comparable between views, and what falls below 0 becomes 0.
/// </summary>
public static class BackgroundRemoval
{
    /// <summary>Removes a movie's background.</summary>
    /// <param name="movie">The movie, axes T, Z, Y, X.</param>
    /// <param name="options">The network; null for the catalog's model that fits.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>A movie of the same size; the caller disposes of it.</returns>
    /// <exception cref="DeepWonderException">What model, device and samples may bring.</exception>
    public static Volume Run(
        Volume movie, NetworkOptions? options = null, IStageObserver? observer = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(movie);
        movie = DefectSearch.Checked(movie, observer, token);
        return MovieStage.Run(
            movie, PipelineStage.RemoveBackground, ModelStage.RemoveBackground, "Removing background of", options, observer, token);
    }
}
