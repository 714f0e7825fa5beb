using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>
/// Takes the noise out of a movie with a network that learnt without clean targets. The movie's mean is subtracted for the network and
/// added back, so that the result keeps the input's units.
/// </summary>
internal static class Denoising
{
    /// <summary>Denoises a movie.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.TooFewFrames"/>, or what model, device and samples may bring.</exception>
    public static Volume Run(Volume movie, NetworkOptions options, IStageObserver observer, CancellationToken token)
    {
        if (movie.FrameCount < 2)
        {
            throw new DeepWonderException(
                ErrorId.TooFewFrames, $"'{movie.Name}' has a single frame; denoising compares frames over time.", movie.Name, "Give a movie. If the pages are planes, import with -Axes TYX.");
        }

        return MovieStage.Run(movie, ModelStage.Denoise, "Invoke-Denoise", "Denoising", options, observer, token);
    }
}
