namespace DeepWonder3D.Formats.Recordings;

/// <summary>Which array of a file is the recording.</summary>
internal static class DatasetChoice
{
    private const int MovieRank = 3;
    private const int MostListed = 20;

    /// <summary>
    /// The array that the caller names, or the only one that can be meant: of those with three axes or more, or else of those with two.
    /// </summary>
    /// <typeparam name="T">An array.</typeparam>
    /// <param name="arrays">The arrays of samples in the file, with their names and numbers of axes.</param>
    /// <param name="asked">What the caller names; null for nothing.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.DatasetNotFound"/>.</exception>
    public static T Choose<T>(IReadOnlyList<(T Array, string Name, int Rank)> arrays, string? asked, string path)
    {
        if (asked is not null)
        {
            string name = asked.Trim().Trim('/');
            foreach ((T array, string candidate, _) in arrays)
            {
                if (candidate.Trim('/') == name)
                {
                    return array;
                }
            }

            throw NotFound(path, $"has no dataset '{asked}'", arrays);
        }

        List<(T Array, string Name, int Rank)> likely = [.. arrays.Where(a => a.Rank >= MovieRank)];
        likely = likely.Count > 0 ? likely : [.. arrays.Where(a => a.Rank == 2)];
        return likely.Count == 1
            ? likely[0].Array
            : throw NotFound(
                path,
                likely.Count == 0 ? "holds no array of two axes or more" : $"holds {likely.Count} arrays that could be the recording",
                likely.Count == 0 ? arrays : likely);
    }

    private static DeepWonderException NotFound<T>(string path, string why, IReadOnlyList<(T Array, string Name, int Rank)> arrays)
    {
        string list = string.Join(", ", arrays.Take(MostListed).Select(a => a.Name)) + (arrays.Count > MostListed ? ", …" : "");
        return new DeepWonderException(
            ErrorId.DatasetNotFound,
            $"'{path}' {why}.",
            path,
            arrays.Count == 0 ? "Give a file that holds a recording." : $"Choose one with -Dataset: {list}.")
        {
            Choices = [.. arrays.Select(a => new ErrorChoice(a.Name, $"An array of {a.Rank} axes."))],
        };
    }
}
