using DeepWonder3D.Tiles;

namespace DeepWonder3D.Tests.Stages;

/// <summary>
/// The published pipeline's tiles: half-overlapping in time, later ones overwriting earlier ones, 16 repeated pixels around each.
/// </summary>
internal static class UpstreamTiles
{
    /// <summary>The tiles of one axis; where a tile overwrites its predecessor, the predecessor is cut short.</summary>
    public static TileSpan[] Axis(int length, int tile, int gap, double scale = 1)
    {
        int count = (int)Math.Ceiling((length - tile + gap) / (double)gap);
        int cut = (tile - gap) / 2;
        int[] starts = [.. Enumerable.Range(0, count).Select(i => i < count - 1 ? i * gap : length - tile)];
        int[] begins = [.. starts.Select((s, i) => (int)((i == 0 ? 0 : s + cut) * scale)), (int)(length * scale)];
        return [.. starts.Select((s, i) => new TileSpan(begins[i], begins[i + 1] - begins[i], s, tile))];
    }

    /// <summary>The tiles of a movie whose result has its size.</summary>
    public static IReadOnlyList<Tile> Movie(int[] shape, (int T, int Y, int X) tile, (int T, int Y, int X) gap) =>
        TilePlan.Cross(Axis(shape[0], tile.T, gap.T), Axis(shape[1], tile.Y, gap.Y), Axis(shape[2], tile.X, gap.X), 16);

    /// <summary>The tiles of score planes.</summary>
    public static IReadOnlyList<Tile> Windows(int[] shape, int window, int step, int tile, int gap)
    {
        int windows = (int)Math.Ceiling((shape[0] - step) / (double)step);
        TileSpan[] one = [new(0, 1, 0, 1)];
        return [.. Enumerable.Range(0, windows)
            .SelectMany(k => TilePlan.Cross(one, Axis(shape[1], tile, gap), Axis(shape[2], tile, gap), 16).Select(t => t with
            {
                Outer = t.Outer with { Frame = Math.Min(k * step, shape[0] - window), FrameCount = window },
                Inner = t.Inner with { Frame = k },
            }))];
    }

    /// <summary>The tiles of super-resolved frames.</summary>
    public static IReadOnlyList<Tile> Frames(int[] shape, int window, int tile, int gap, double scale)
    {
        TileSpan[] rows = Axis(shape[1], tile, gap, scale);
        TileSpan[] columns = Axis(shape[2], tile, gap, scale);
        int side = (int)(tile * scale);
        return [.. Enumerable.Range(0, shape[0]).SelectMany(t => rows.SelectMany(y => columns.Select(x => new Tile(
            new Region(t - (window / 2), (int)y.OuterStart, (int)x.OuterStart, window, tile, tile),
            0,
            new Region(t, (int)y.Start, (int)x.Start, 1, y.Length, x.Length),
            0,
            (int)(y.Start - (y.OuterStart * scale)),
            (int)(x.Start - (x.OuterStart * scale)),
            (1, side, side)))))];
    }
}
