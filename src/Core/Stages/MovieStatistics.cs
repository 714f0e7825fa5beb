using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>What normalisation needs to know of a plane's movie, measured in one pass.</summary>
/// <param name="Mean">The mean sample.</param>
/// <param name="Minimum">The smallest sample.</param>
/// <param name="Maximum">The largest sample.</param>
internal readonly record struct MovieStatistics(double Mean, float Minimum, float Maximum)
{
    /// <summary>Measures a plane's movie.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NonFiniteSamples"/> or <see cref="ErrorId.ConstantMovie"/>.</exception>
    public static MovieStatistics Measure(Volume movie, int plane, CancellationToken token)
    {
        double sum = 0;
        float minimum = float.PositiveInfinity;
        float maximum = float.NegativeInfinity;
        float[] samples = new float[movie.Height * movie.Width];
        for (long t = 0; t < movie.FrameCount; t++)
        {
            token.ThrowIfCancellationRequested();
            movie.ReadPlane<float>(t, plane, samples);
            float low = TensorPrimitives.Min(samples);
            float high = TensorPrimitives.Max(samples);
            if (!float.IsFinite(low) || !float.IsFinite(high))
            {
                throw NonFinite(movie, t, plane, samples);
            }

            minimum = Math.Min(minimum, low);
            maximum = Math.Max(maximum, high);

            // Row by row: single-precision sums over a few hundred samples lose nothing that the mean would show.
            for (int y = 0; y < movie.Height; y++)
            {
                sum += TensorPrimitives.Sum<float>(samples.AsSpan(y * movie.Width, movie.Width));
            }
        }

        if (minimum == maximum)
        {
            throw new DeepWonderException(
                ErrorId.ConstantMovie,
                $"Every sample of '{movie.Name}' is {minimum}; there is nothing to see in it.",
                movie.Name,
                "Check that the camera recorded, and that the right channel or file was imported.");
        }

        return new MovieStatistics(sum / ((double)movie.FrameCount * samples.Length), minimum, maximum);
    }

    private static DeepWonderException NonFinite(Volume movie, long frame, int plane, float[] samples)
    {
        int at = Array.FindIndex(samples, s => !float.IsFinite(s));
        return new DeepWonderException(
            ErrorId.NonFiniteSamples,
            $"'{movie.Name}' holds {samples[at]} at frame {frame}, plane {plane}, row {at / movie.Width}, column {at % movie.Width}.",
            movie.Name,
            "Repair the recording: networks spread one such sample over its whole neighbourhood.");
    }
}
