using DeepWonder3D.Models;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>The tiles of networks that see windows of a fixed number of frames and yield as many.</summary>
internal static class WindowPlan
{
    /// <summary>
    /// Lays windows along time. The first and the last lie at the movie's ends, so that no frame is made up; where two meet, each is cut short by the halo.
    /// A movie shorter than a window is mirrored by whoever reads it.
    /// </summary>
    /// <param name="areas">The tiles of one window in space.</param>
    /// <param name="frames">Frames of the movie.</param>
    /// <param name="metadata">The network's.</param>
    public static IReadOnlyList<Tile> Create(IReadOnlyList<Tile> areas, long frames, ModelMetadata metadata)
    {
        int window = metadata.WindowFrames;
        List<Tile> tiles = [];
        long next;
        for (long begin = 0; begin < frames; begin = next)
        {
            long start = Math.Max(0, Math.Min(begin - metadata.Halo.Frames, frames - window));
            next = start + window >= frames ? frames : start + window - metadata.Halo.Frames;
            (long first, int count) = (begin, (int)(next - begin));
            tiles.AddRange(areas.Select(area => area with
            {
                Outer = area.Outer with { Frame = start, FrameCount = window },
                Inner = area.Inner with { Frame = first, FrameCount = count },
                LocalFrame = (int)(first - start),
                Output = (window, area.Output.Rows, area.Output.Columns),
            }));
        }

        return tiles;
    }
}
