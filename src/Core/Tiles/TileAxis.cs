namespace DeepWonder3D.Tiles;

/// <summary>How one axis is cut into tiles.</summary>
/// <param name="Length">Samples of the movie along the axis.</param>
/// <param name="Halo">Samples of context on each side of a tile.</param>
/// <param name="Multiple">
/// What the network's input length must be a multiple of. Halo and starts are rounded to it, so that the pooling grids of neighbouring
/// tiles agree.
/// </param>
/// <param name="EdgePadding">
/// Samples added outside the movie's own edges, which are repeated there; rounded to <paramref name="Multiple"/> too.
/// </param>
internal sealed record TileAxis(long Length, int Halo, int Multiple, int EdgePadding)
{
    /// <summary>The largest input length among the tiles when there are <paramref name="count"/> of them.</summary>
    public long LargestInput(int count) => Spans(count).Max(s => (long)s.OuterLength);

    /// <summary>All input samples of all tiles: what is computed along this axis for <see cref="Length"/> samples of result.</summary>
    public long TotalInput(int count) => Spans(count).Sum(s => (long)s.OuterLength);

    /// <summary>The most tiles that make sense: one for every <see cref="Multiple"/>.</summary>
    public int MostTiles => checked((int)((Length + Multiple - 1) / Multiple));

    /// <summary>Cuts the axis into at most <paramref name="count"/> tiles of equal size but for the last.</summary>
    public IReadOnlyList<TileSpan> Spans(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        long inner = RoundUp((Length + count - 1) / count);
        List<TileSpan> spans = [];
        for (long start = 0; start < Length; start += inner)
        {
            int length = (int)Math.Min(inner, Length - start);
            bool first = start == 0;
            bool last = start + length == Length;
            int before = RoundUp(first ? EdgePadding : Halo);
            int after = RoundUp(last ? EdgePadding : Halo);
            spans.Add(new TileSpan(start, length, start - before, checked((int)(before + RoundUp(length) + after))));
        }

        return spans;
    }

    private int RoundUp(int value) => (value + Multiple - 1) / Multiple * Multiple;

    private long RoundUp(long value) => (value + Multiple - 1) / Multiple * Multiple;
}

/// <summary>A tile along one axis: what is kept, and what the network sees of it.</summary>
/// <param name="Start">The first sample kept, in the result.</param>
/// <param name="Length">Samples kept.</param>
/// <param name="OuterStart">The first sample seen; below 0 where it reaches outside.</param>
/// <param name="OuterLength">Samples seen.</param>
internal readonly record struct TileSpan(long Start, int Length, long OuterStart, int OuterLength)
{
    /// <summary>Where the kept part begins in what is seen.</summary>
    public int Local => checked((int)(Start - OuterStart));
}
