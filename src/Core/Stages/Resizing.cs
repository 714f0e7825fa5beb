using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>
/// Brings a movie to another frame rate and pixel size: first in time, then in space, as the published pipeline does, by any factor. The
/// super-resolution network is run at the next multiple of ½ (there tiles meet exactly on whole pixels) and its result averaged down to the
/// factor asked for, so that the pixel size is the one stated and not the nearest the network can do.
/// </summary>
public static class Resizing
{
    private const double NetworkStep = 0.5;

    /// <summary>Resizes a movie.</summary>
    /// <param name="movie">The movie, axes T, Z, Y, X; its frame rate or pixel size must be known where another is wanted.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The resized movie; the caller disposes of it.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.FrameRateUnknown"/>, <see cref="ErrorId.PixelSizeUnknown"/>, <see cref="ErrorId.ParameterInvalid"/>,
    /// <see cref="ErrorId.TooFewFrames"/>, or what model, device and samples may bring.
    /// </exception>
    public static Volume Run(Volume movie, ResizeOptions options, IStageObserver? observer = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(movie);
        ArgumentNullException.ThrowIfNull(options);
        observer ??= SilentObserver.Instance;

        // Both are checked before the first of two long steps, not between them.
        options.Check();
        PixelScale? factor = FactorOf(movie, options);
        movie = DefectSearch.Checked(movie, observer, token);
        if (options.FrameRate is not { } rate)
        {
            return InSpace(movie, factor!.Value, options, observer, token);
        }

        Volume resampled = TemporalResampling.Run(movie, rate, options.Preset, observer, token);
        if (factor is not { } then)
        {
            return resampled;
        }

        using (resampled)
        {
            return InSpace(resampled, then, options, observer, token);
        }
    }

    /// <summary>The model that a movie of so large pixels would go through; null where none is needed.</summary>
    /// <exception cref="DeepWonderException">There is none that fits.</exception>
    internal static ModelFile? ModelFor(double? pixelSizeUm, ResizeOptions options)
    {
        double factor = pixelSizeUm / options.PixelSizeUm ?? 1;
        return UsesNetwork(factor, options)
            ? ModelCatalog.Default.Resolve(options.Network.Model, ModelStage.SuperResolve, pixelSizeUm / NetworkFactor(factor))
            : null;
    }

    /// <summary>Output pixels an input pixel; null where the pixel size is to stay. Pixels become square.</summary>
    private static PixelScale? FactorOf(Volume movie, ResizeOptions options)
    {
        if (options.PixelSizeUm is not { } wanted)
        {
            return null;
        }

        double factor = (movie.PixelSizeUm ?? throw new DeepWonderException(
            ErrorId.PixelSizeUnknown, $"The pixel size of '{movie.Name}' is not known.", movie.Name, "Give it: -PixelSizeUm 4.")) / wanted;
        double rows = factor * movie.PixelAspect;
        return double.IsFinite(factor) && factor >= 1.0 / movie.Width && rows >= 1.0 / movie.Height && Math.Max(rows, factor) <= 16
            ? new PixelScale(rows, factor)
            : throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"'{movie.Name}' cannot be resized by a factor of {factor:0.###}.",
                factor,
                "Give a pixel size that makes the factor at most 16 and leaves at least one pixel.");
    }

    private static Volume InSpace(Volume movie, PixelScale factor, ResizeOptions options, IStageObserver observer, CancellationToken token)
    {
        double finest = Math.Max(factor.Rows, factor.Columns);
        if (!UsesNetwork(finest, options))
        {
            return Linear(movie, factor, observer, token);
        }

        double step = NetworkFactor(finest);
        Volume fine = SuperResolution.Run(movie, step, options.Network, observer, token);
        if (Math.Abs(step - factor.Rows) < 1e-9 && Math.Abs(step - factor.Columns) < 1e-9)
        {
            return fine;
        }

        using (fine)
        {
            return Linear(fine, new PixelScale(factor.Rows / step, factor.Columns / step), observer, token);
        }
    }

    private static bool UsesNetwork(double factor, ResizeOptions options) =>
        options.Method == ResizeMethod.SuperResolution || (options.Method == ResizeMethod.Auto && factor > 1);

    private static double NetworkFactor(double factor) => Math.Max(1, Math.Ceiling((factor / NetworkStep) - 1e-9) * NetworkStep);

    private static Volume Linear(Volume movie, PixelScale factor, IStageObserver observer, CancellationToken token)
    {
        SpatialResampling resampling = new(movie.Height, movie.Width, factor);
        StageClock clock = new($"Resizing {movie.Name}", "frame", movie.FrameCount, observer);
        VolumeInfo info = movie.InPixels(resampling.OutputHeight, resampling.OutputWidth, factor);
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

        object factors = factor.Rows == factor.Columns ? factor.Columns : factor;
        return result.Build(clock.Step(PipelineStage.Resize, ("Method", ResizeMethod.Linear), ("Factor", factors)));
    }
}
