using DeepWonder3D.Formats;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Runs;

/// <summary>
/// A view's movie from stage to stage. Each stage's movie is freed when the next is made, unless pictures of it are wanted in the end or
/// traces are to be measured in it.
/// </summary>
/// <param name="recorded">The recorded movie.</param>
/// <param name="keepsAll">Whether all movies are kept until the end.</param>
internal sealed class MovieChain(Volume recorded, bool keepsAll) : IDisposable
{
    private readonly List<Volume> _movies = [recorded];

    /// <summary>The movie as it is now.</summary>
    public Volume Current => _movies[^1];

    /// <summary>The movies that are still there, from the recorded one on.</summary>
    public IReadOnlyList<Volume> Movies => _movies;

    /// <summary>Takes a stage's movie.</summary>
    public void Advance(Volume next)
    {
        if (!keepsAll && _movies.Count > 1 && next.Recording != Current)
        {
            Current.Dispose();
            _movies.RemoveAt(_movies.Count - 1);
        }

        _movies.Add(next);
    }

    /// <summary>Writes the movie as it is now.</summary>
    /// <returns>The file.</returns>
    public string Write(string path, DateTimeOffset recordedAt, RunObserver observer, CancellationToken token)
    {
        VolumeWriter.Write(RunHistory.Timeless(Current, recordedAt), path, new VolumeWriteOptions { Overwrite = true }, observer, token);
        return path;
    }

    public void Dispose() => _movies.ForEach(movie => movie.Dispose());
}
