using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>
/// Takes out-of-focus light and neuropil out of a movie. The movie's range is brought to the network's; its result is scaled back by the
/// same factor, so that brightness stays comparable between views, and what falls below 0 becomes 0.
/// </summary>
internal static class BackgroundRemoval
{
    /// <summary>Removes a movie's background.</summary>
    /// <exception cref="DeepWonderException">What model, device and samples may bring.</exception>
    public static Volume Run(Volume movie, NetworkOptions options, IStageObserver observer, CancellationToken token) =>
        MovieStage.Run(movie, ModelStage.RemoveBackground, "Remove-Background", "Removing background of", options, observer, token);
}
