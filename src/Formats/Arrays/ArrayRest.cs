namespace DeepWonder3D.Formats.Arrays;

/// <summary>What is missing at the end of an array whose writing was stopped.</summary>
/// <param name="Places">Places of the slowest axis that are there, from the first on.</param>
/// <param name="Why">What is wrong, as the end of a sentence about the file: <c>it ends early</c>.</param>
/// <param name="Error">The error where the rest cannot be left out.</param>
/// <param name="IsLost">Whether the rest was written and is lost. What never was has a value by the format's own rules.</param>
internal sealed record ArrayRest(long Places, string Why, DeepWonderException Error, bool IsLost)
{
    /// <summary>What is missing of an array in chunks: a place of the slowest axis is there where one of its chunks is.</summary>
    /// <param name="grid">How the array is cut.</param>
    /// <param name="counts">How many chunks there are of those that lie at each place, counted in chunks, of the slowest axis.</param>
    /// <param name="invalid">The error of the file's format.</param>
    /// <param name="firstLost">The first such place of which a chunk was written and is lost; null for none.</param>
    /// <returns>What is missing at the end, and what the user should hear of holes before it; null for nothing.</returns>
    public static (ArrayRest? End, string? Holes) OfChunks(
        ChunkGrid grid, IReadOnlyDictionary<long, long> counts, Func<string, DeepWonderException> invalid, long? firstLost = null)
    {
        long rows = Math.Min(counts.Keys.DefaultIfEmpty(-1).Max() + 1, firstLost ?? long.MaxValue);
        long places = Math.Min(rows * grid.Chunk[0], grid.Lengths[0]);
        decimal wanted = rows * ((decimal)grid.Count / Math.Max(1, grid.Counts[0]));
        long there = counts.Where(c => c.Key < rows).Sum(c => c.Value);
        string? holes = there < wanted
            ? $"{wanted - there} of {wanted} chunks were never written; by the format's rules their samples hold "
                + "its fill value, which is no data."
            : null;
        string why = firstLost is null ? "its last chunks were never written" : "it ends early";
        return (places == grid.Lengths[0] ? null : new ArrayRest(places, why, invalid(why), firstLost is not null), holes);
    }
}
