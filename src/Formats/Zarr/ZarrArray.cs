using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>What the metadata of a Zarr array say.</summary>
internal sealed record ZarrArray
{
    /// <summary>The array's folder.</summary>
    public required string Folder { get; init; }

    public required long[] Shape { get; init; }

    /// <summary>The lengths of what is decoded at once: a chunk, or one of those in a shard.</summary>
    public required long[] Chunk { get; init; }

    public required StoredType Stored { get; init; }

    /// <summary>The sample that stands where no chunk was written, as the file would hold it.</summary>
    public required byte[] Fill { get; init; }

    /// <summary>Which axis of the array each axis of a stored chunk is; null where they are the same.</summary>
    public int[]? Order { get; init; }

    /// <summary>The steps that packed a chunk, the first first.</summary>
    public IReadOnlyList<ZarrCodec> Codecs { get; init; } = [];

    /// <summary>What stands before a chunk's numbers in its name, such as <c>c</c>; null for nothing.</summary>
    public string? Prefix { get; init; }

    /// <summary>What stands between them: <c>.</c> or <c>/</c>.</summary>
    public char Separator { get; init; } = '.';

    /// <summary>How many chunks a shard holds along each axis; null where each chunk is a file.</summary>
    public int[]? Shard { get; init; }

    /// <summary>Whether a shard begins with the places of its chunks, and does not end with them.</summary>
    public bool IsIndexFirst { get; init; }

    /// <summary>Whether those places are followed by a checksum.</summary>
    public bool HasIndexChecksum { get; init; }

    /// <summary>The names of the axes; null for none.</summary>
    public string? Axes { get; init; }

    /// <summary>The file of a chunk or shard.</summary>
    public string FileOf(ReadOnlySpan<long> place)
    {
        StringBuilder name = new(Prefix);
        foreach (long number in place)
        {
            _ = name.Length > 0 ? name.Append(Separator) : name;
            name.Append(CultureInfo.InvariantCulture, $"{number}");
        }

        return Path.Combine(Folder, name.Replace('/', Path.DirectorySeparatorChar).ToString());
    }

    /// <summary>The places, counted in chunks or shards, of all files of chunks that there are.</summary>
    /// <exception cref="DeepWonderException">FileReadFailed.</exception>
    public IEnumerable<long[]> Files()
    {
        string root = Prefix is null || Separator != '/' ? Folder : Path.Combine(Folder, Prefix);
        if (!Directory.Exists(root))
        {
            yield break;
        }

        EnumerationOptions options = new() { RecurseSubdirectories = Separator == '/', MaxRecursionDepth = Shape.Length };
        IEnumerable<string> files;
        try
        {
            files = Directory.EnumerateFiles(root, "*", options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(root, e);
        }

        foreach (string file in files)
        {
            string name = Path.GetRelativePath(root, file);
            name = Prefix is not null && Separator != '/' && name.StartsWith(Prefix + Separator, StringComparison.Ordinal)
                ? name[(Prefix.Length + 1)..]
                : name;
            string[] parts = name.Split(Separator == '/' ? Path.DirectorySeparatorChar : Separator);
            long[] place = new long[parts.Length];
            if (parts.Length == Shape.Length && Enumerable.Range(0, parts.Length).All(
                i => long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out place[i])))
            {
                yield return place;
            }
        }
    }

    /// <summary>The error of the array's metadata or chunks.</summary>
    public DeepWonderException Invalid(string why) => RecordingErrors.Damaged(Folder, why);
}
