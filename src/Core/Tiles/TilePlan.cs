using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Tiles;

/// <summary>The tiles of a run. Their inner parts cover the result exactly once.</summary>
internal static class TilePlan
{
    /// <summary>
    /// Cuts a movie so that the least is computed twice with no tile larger than <paramref name="maxVoxels"/>. Time is the outermost loop,
    /// so that a movie is read from front to back.
    /// </summary>
    /// <param name="frames">The axis of time.</param>
    /// <param name="rows">The axis of rows.</param>
    /// <param name="columns">The axis of columns.</param>
    /// <param name="maxVoxels">The most voxels that the network may see at once.</param>
    /// <param name="maxSide">The most rows, and the most columns, that it may see at once.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.MemoryLimitExceeded"/> or <see cref="ErrorId.ParameterInvalid"/>: even the smallest tile is too large.
    /// </exception>
    public static IReadOnlyList<Tile> Create(TileAxis frames, TileAxis rows, TileAxis columns, long maxVoxels, int maxSide = int.MaxValue)
    {
        int smallestSide = (int)Math.Max(rows.LargestInput(rows.MostTiles), columns.LargestInput(columns.MostTiles));
        if (smallestSide > maxSide)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"A tile size of {maxSide} pixels is too small: with its surroundings a tile has at least {smallestSide}.",
                maxSide,
                $"Give {smallestSide} or more, or leave it out.");
        }

        (int T, int Y, int X) best = default;
        long leastCost = long.MaxValue;
        foreach (int y in Counts(rows, Math.Min(maxVoxels, maxSide)))
        {
            foreach (int x in Counts(columns, Math.Min(maxVoxels, maxSide)))
            {
                long area = rows.LargestInput(y) * columns.LargestInput(x);
                if (FewestTiles(frames, maxVoxels / area) is not { } t)
                {
                    continue;
                }

                long cost = frames.TotalInput(t) * rows.TotalInput(y) * columns.TotalInput(x);
                if (cost < leastCost)
                {
                    (best, leastCost) = ((t, y, x), cost);
                }
            }
        }

        return leastCost < long.MaxValue
            ? Cross(frames.Spans(best.T), rows.Spans(best.Y), columns.Spans(best.X), 0)
            : throw TooLarge(frames, rows, columns, maxVoxels);
    }

    /// <summary>All combinations of the three axes' tiles, for networks whose output has the input's size.</summary>
    public static IReadOnlyList<Tile> Cross(
        IReadOnlyList<TileSpan> frames, IReadOnlyList<TileSpan> rows, IReadOnlyList<TileSpan> columns, int padding)
    {
        List<Tile> tiles = new(frames.Count * rows.Count * columns.Count);
        foreach (TileSpan t in frames)
        {
            foreach (TileSpan y in rows)
            {
                foreach (TileSpan x in columns)
                {
                    Region outer = new(t.OuterStart, (int)y.OuterStart, (int)x.OuterStart, t.OuterLength, y.OuterLength, x.OuterLength);
                    Region inner = new(t.Start, (int)y.Start, (int)x.Start, t.Length, y.Length, x.Length);
                    (int, int, int) output = (t.OuterLength, y.OuterLength + (2 * padding), x.OuterLength + (2 * padding));
                    tiles.Add(new Tile(outer, padding, inner, t.Local, y.Local + padding, x.Local + padding, output));
                }
            }
        }

        return tiles;
    }

    /// <summary>Refuses a plan whose inner parts leave something out, overlap, or do not lie in the network's output.</summary>
    public static void Validate(IReadOnlyList<Tile> tiles, long frames, int rows, int columns)
    {
        foreach (Tile tile in tiles)
        {
            Region inner = tile.Inner;
            bool inside = inner.Frame >= 0 && inner.Row >= 0 && inner.Column >= 0
                && inner.EndFrame <= frames && inner.EndRow <= rows && inner.EndColumn <= columns
                && tile.LocalFrame >= 0 && tile.LocalRow >= 0 && tile.LocalColumn >= 0
                && tile.LocalFrame + inner.FrameCount <= tile.Output.Frames
                && tile.LocalRow + inner.RowCount <= tile.Output.Rows
                && tile.LocalColumn + inner.ColumnCount <= tile.Output.Columns;
            if (!inside)
            {
                throw new InvalidOperationException($"A tile writes {inner} of a result of {frames} × {rows} × {columns}.");
            }

        }

        bool exact = Abut(tiles.Select(t => (t.Fresh.Frame, t.Fresh.EndFrame)), frames, out int alongTime)
            & Abut(tiles.Select(t => ((long)t.Inner.Row, (long)t.Inner.EndRow)), rows, out int alongRows)
            & Abut(tiles.Select(t => ((long)t.Inner.Column, (long)t.Inner.EndColumn)), columns, out int alongColumns)
            && tiles.Select(t => (t.Fresh.Frame, t.Inner.Row, t.Inner.Column)).Distinct().Count() == tiles.Count
            && tiles.Count == (long)alongTime * alongRows * alongColumns;
        if (!exact)
        {
            throw new InvalidOperationException(
                $"{tiles.Count} tiles do not cover a result of {frames} × {rows} × {columns} exactly once.");
        }
    }

    /// <summary>Whether the distinct spans of one axis follow each other without gap or overlap from 0 to its length.</summary>
    private static bool Abut(IEnumerable<(long Start, long End)> spans, long length, out int count)
    {
        (long Start, long End)[] ordered = [.. spans.Distinct().Order()];
        count = ordered.Length;
        long end = 0;
        foreach ((long start, long next) in ordered)
        {
            if (start != end)
            {
                return false;
            }

            end = next;
        }

        return end == length;
    }

    private static IEnumerable<int> Counts(TileAxis axis, long maxLength)
    {
        // Ever more tiles only add halo once a tile's input is small beside the limit; 64 pieces an axis reach 16,000 pixels.
        for (int count = 1; count <= Math.Min(axis.MostTiles, 64); count++)
        {
            if (axis.LargestInput(count) <= maxLength)
            {
                yield return count;
            }
        }
    }

    private static int? FewestTiles(TileAxis frames, long maxLength)
    {
        int fewest = 1;
        int most = frames.MostTiles;
        if (maxLength < 1 || frames.LargestInput(most) > maxLength)
        {
            return null;
        }

        while (fewest < most)
        {
            int middle = fewest + ((most - fewest) / 2);
            (fewest, most) = frames.LargestInput(middle) <= maxLength ? (fewest, middle) : (middle + 1, most);
        }

        return fewest;
    }

    private static DeepWonderException TooLarge(TileAxis frames, TileAxis rows, TileAxis columns, long maxVoxels)
    {
        long smallest = frames.LargestInput(frames.MostTiles) * rows.LargestInput(rows.MostTiles) * columns.LargestInput(columns.MostTiles);
        return new DeepWonderException(
            ErrorId.MemoryLimitExceeded,
            $"One tile of the network needs at least {smallest:N0} voxels, and the memory limit allows {maxVoxels:N0}.",
            null,
            $"Raise {MemoryBudget.Variable}, or use a smaller model.");
    }
}
