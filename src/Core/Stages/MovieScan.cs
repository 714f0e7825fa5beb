using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>One pass over a plane's movie, from front to back, that refuses samples nothing can be computed from.</summary>
internal static class MovieScan
{
    /// <summary>Shows every frame.</summary>
    /// <param name="movie">The movie.</param>
    /// <param name="plane">The plane in depth.</param>
    /// <param name="see">Gets the frame's number, its samples, shape (Height, Width), and its least and greatest sample.</param>
    /// <param name="token">Stops the pass.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NonFiniteSamples"/> or <see cref="ErrorId.ConstantMovie"/>.</exception>
    public static void Run(Volume movie, int plane, Action<long, float[], float, float> see, CancellationToken token)
    {
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
            see(t, samples, low, high);
        }

        if (minimum == maximum)
        {
            throw new DeepWonderException(
                ErrorId.ConstantMovie,
                $"Every sample of '{movie.Name}' is {minimum}; there is nothing to see in it.",
                movie.Name,
                "Check that the camera recorded, and that the right channel or file was imported.");
        }
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
