using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>
/// Brings a movie to another pixel size, by any factor. The network is run at the next multiple of ½ (there tiles meet exactly on whole
/// pixels) and its result averaged down to the factor asked for, so that the pixel size is the one stated and not the nearest the network can do.
/// </summary>
internal static class SpatialResizing
{
    private const double NetworkStep = 0.5;

    /// <summary>Resizes a movie.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>, or what model, device and samples may bring.</exception>
    public static Volume Run(Volume movie, SpatialResizeOptions options, IStageObserver observer, CancellationToken token)
    {
        double factor = options.Factor;
        if (!double.IsFinite(factor) || factor < 1.0 / Math.Min(movie.Height, movie.Width) || factor > 16)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid, $"'{movie.Name}' cannot be resized by a factor of {factor:0.###}.", factor, "Give a pixel size that makes the factor at most 16 and leaves at least one pixel.");
        }

        bool network = options.Method == ResizeMethod.SuperResolution || (options.Method == ResizeMethod.Auto && factor > 1);
        if (!network)
        {
            return Linear(movie, factor, observer, token);
        }

        double step = Math.Max(1, Math.Ceiling((factor / NetworkStep) - 1e-9) * NetworkStep);
        Volume fine = SuperResolution.Run(movie, step, options.Network, observer, token);
        if (Math.Abs(step - factor) < 1e-9)
        {
            return fine;
        }

        using (fine)
        {
            return Linear(fine, factor / step, observer, token);
        }
    }

    private static Volume Linear(Volume movie, double factor, IStageObserver observer, CancellationToken token)
    {
        SpatialResampling resampling = new(movie.Height, movie.Width, factor);
        StageClock clock = new($"Resizing {movie.Name}", "frame", movie.FrameCount, observer);
        VolumeInfo info = movie.Info with { Height = resampling.OutputHeight, Width = resampling.OutputWidth, PixelSizeUm = movie.PixelSizeUm / factor };
        using VolumeBuilder result = new(info);
        float[] source = new float[movie.Height * movie.Width];
        float[] destination = new float[info.Height * info.Width];
        for (long t = 0; t < movie.FrameCount; t++)
        {
            for (int plane = 0; plane < movie.PlaneCount; plane++)
            {
                token.ThrowIfCancellationRequested();
                movie.ReadPlane<float>(t, plane, source);
                resampling.Run(source, destination);
                result.WritePlane<float>(t, plane, destination);
            }

            clock.Advance(1, (long)source.Length * movie.PlaneCount);
        }

        return result.Build(clock.Step("Resize-Volume", ("Method", ResizeMethod.Linear), ("Factor", factor)));
    }
}
