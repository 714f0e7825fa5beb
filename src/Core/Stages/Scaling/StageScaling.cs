using DeepWonder3D.Errors;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages.Scaling;

/// <summary>
/// What takes a plane's movie to a network's scale and its result back to the movie's units. The movie is measured for it, in one pass.
/// </summary>
internal static class StageScaling
{
    /// <summary>Measures a movie and says how it is scaled.</summary>
    /// <param name="metadata">The network's.</param>
    /// <param name="movie">The movie.</param>
    /// <param name="plane">The plane in depth.</param>
    /// <param name="token">Stops the measuring.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NonFiniteSamples"/> or <see cref="ErrorId.ConstantMovie"/>.</exception>
    public static SampleScaling Measure(ModelMetadata metadata, Volume movie, int plane, CancellationToken token)
    {
        // Light without background starts at 0 and has no level of the movie's to go back to.
        bool positive = metadata.Stage == ModelStage.RemoveBackground;
        return metadata.Normalisation.Kind is NormalisationKind.Noise or NormalisationKind.Baseline or NormalisationKind.Fluctuation
            ? ByPixel(metadata, PixelStatistics.Measure(movie, plane, token), movie.Width, positive)
            : ByMovie(metadata, MovieStatistics.Measure(movie, plane, token), positive);
    }

    private static SampleScaling ByPixel(ModelMetadata metadata, PixelStatistics statistics, int width, bool positive)
    {
        float fluctuation = (float)statistics.Fluctuation;
        switch (metadata.Normalisation.Kind)
        {
            case NormalisationKind.Noise:
                return new PixelScaling(width, statistics.Mean, statistics.Noise, keepsLevel: !positive, positive);
            case NormalisationKind.Baseline:
                float[] scale = new float[statistics.Baseline.Length];
                Array.Fill(scale, fluctuation);
                return new PixelScaling(width, statistics.Baseline, scale, keepsLevel: !positive, positive);
            default:
                return new LinearScaling(0, 1 / fluctuation, fluctuation, 0, positive);
        }
    }

    private static LinearScaling ByMovie(ModelMetadata metadata, MovieStatistics statistics, bool positive)
    {
        Normalisation normalisation = metadata.Normalisation;
        if (normalisation.Kind == NormalisationKind.Range)
        {
            double range = (double)statistics.Maximum - statistics.Minimum;
            double span = normalisation.High - normalisation.Low;
            double offset = statistics.Minimum - (normalisation.Low * range / span);
            return new LinearScaling(
                (float)offset, (float)(span / range), (float)(range / span), positive ? 0 : statistics.Minimum, positive);
        }

        float mean = (float)statistics.Mean;
        float deviation = normalisation.Kind == NormalisationKind.Standard ? (float)statistics.Deviation : 1;
        return new LinearScaling(mean, 1 / deviation, deviation, positive ? 0 : mean, positive);
    }
}
