using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages.Scaling;

/// <summary>
/// One pass over a plane's movie, from front to back, that refuses samples nothing can be computed from. The next frames are read while
/// these are looked at.
/// </summary>
internal sealed class MovieScan
{
    /// <summary>
    /// So many samples are read at once: few frames of a large movie, many of a small one, whose reading would otherwise be all handing
    /// over.
    /// </summary>
    private const int ChunkSamples = 1 << 19;

    private readonly Volume _movie;
    private readonly int _plane;
    private readonly CancellationToken _token;
    private readonly int _frameSamples;
    private readonly int _chunkFrames;
    private float _minimum = float.PositiveInfinity;
    private float _maximum = float.NegativeInfinity;

    private MovieScan(Volume movie, int plane, CancellationToken token)
    {
        _movie = movie;
        _plane = plane;
        _token = token;
        _frameSamples = movie.Height * movie.Width;
        _chunkFrames = (int)Math.Min(movie.FrameCount, Math.Max(1, ChunkSamples / _frameSamples));
    }

    /// <summary>Shows all frames.</summary>
    /// <param name="movie">The movie.</param>
    /// <param name="plane">The plane in depth.</param>
    /// <param name="see">Gets some whole frames at a time.</param>
    /// <param name="token">Stops the pass.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NonFiniteSamples"/> or <see cref="ErrorId.ConstantMovie"/>.</exception>
    public static void Run(Volume movie, int plane, FramesVisitor see, CancellationToken token) =>
        new MovieScan(movie, plane, token).Run(see);

    private void Run(FramesVisitor see)
    {
        float[] chunk = new float[_chunkFrames * _frameSamples];
        float[] next = new float[_chunkFrames * _frameSamples];
        Read(0, chunk);
        for (long first = 0; first < _movie.FrameCount; first += _chunkFrames)
        {
            _token.ThrowIfCancellationRequested();
            Task reading = ReadAhead(first + _chunkFrames, next);
            try
            {
                Show(first, chunk, see);
            }
            finally
            {
                reading.WaitForEnd();
            }

            reading.GetAwaiter().GetResult();
            (chunk, next) = (next, chunk);
        }

        if (_minimum == _maximum)
        {
            throw new DeepWonderException(
                ErrorId.ConstantMovie,
                $"Every sample of '{_movie.Name}' is {_minimum}; there is nothing to see in it.",
                _movie.Name,
                "Check that the camera recorded, and that the right channel or file was imported.");
        }
    }

    private int FramesFrom(long first) => (int)Math.Min(_chunkFrames, _movie.FrameCount - first);

    private Task ReadAhead(long first, float[] chunk) =>
        first < _movie.FrameCount ? Task.Run(() => Read(first, chunk)) : Task.CompletedTask;

    private void Read(long first, float[] chunk)
    {
        for (int t = 0; t < FramesFrom(first); t++)
        {
            _token.ThrowIfCancellationRequested();
            _movie.ReadPlane<float>(first + t, _plane, chunk.AsSpan(t * _frameSamples, _frameSamples));
        }
    }

    private void Show(long first, float[] chunk, FramesVisitor see)
    {
        ReadOnlySpan<float> samples = chunk.AsSpan(0, FramesFrom(first) * _frameSamples);
        float low = TensorPrimitives.Min(samples);
        float high = TensorPrimitives.Max(samples);
        if (!float.IsFinite(low) || !float.IsFinite(high))
        {
            throw NonFinite(first, samples);
        }

        _minimum = Math.Min(_minimum, low);
        _maximum = Math.Max(_maximum, high);
        see(samples, low, high);
    }

    private DeepWonderException NonFinite(long first, ReadOnlySpan<float> samples)
    {
        int at = 0;
        while (float.IsFinite(samples[at]))
        {
            at++;
        }

        int pixel = at % _frameSamples;
        return new DeepWonderException(
            ErrorId.NonFiniteSamples,
            $"'{_movie.Name}' holds {samples[at]} at frame {first + (at / _frameSamples)}, plane {_plane}, row {pixel / _movie.Width}, "
                + $"column {pixel % _movie.Width}.",
            _movie.Name,
            "Repair the recording: networks spread one such sample over its whole neighbourhood.");
    }
}

/// <summary>Gets some whole frames of a plane's movie, the next ones in time.</summary>
/// <param name="frames">Their samples, frame after frame, each of shape (Height, Width); they last as long as the call.</param>
/// <param name="minimum">The least of them.</param>
/// <param name="maximum">The greatest of them.</param>
internal delegate void FramesVisitor(ReadOnlySpan<float> frames, float minimum, float maximum);
