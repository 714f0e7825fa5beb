using DeepWonder3D.Motion;
using DeepWonder3D.Neurons.Registering;

namespace DeepWonder3D.Neurons.Following;

/// <summary>
/// Searches how one day's picture lies over another's, however far it was shifted and by up to some degrees turned, in small pictures. The
/// mirrored picture is searched as well: it is other tissue that looks alike, and shows what chance alone finds.
/// </summary>
internal static class PictureSearch
{
    // At the corner of a small picture a step of the angle moves what lies there by so many of its pixels.
    private const double StepPx = 1.5;

    /// <summary>The best place.</summary>
    /// <param name="Move">From places of the first day to places of the other.</param>
    /// <param name="Height">How far its correlation stands out of those of all shifts, in their standard deviations.</param>
    /// <param name="Chance">The same of the best place in pictures that show other tissue.</param>
    public readonly record struct Found(RigidMove Move, double Height, double Chance);

    public static Found Run(PictureContrast first, PictureContrast other, double maxAngle, double maxShift, CancellationToken token)
    {
        CoarseFrame size = new(first.Height, first.Width);
        float[] small = Small(first, size);
        CoarseSearch search = new(small, size.Rows, size.Columns);
        double halfDiagonal = Math.Sqrt((size.Rows * (double)size.Rows) + (size.Columns * (double)size.Columns)) / 2;
        int steps = (int)Math.Ceiling(maxAngle / (StepPx / halfDiagonal));
        PictureContrast[] seen = [other, other.Mirrored(rows: true), other.Mirrored(rows: false)];
        int turns = (2 * steps) + 1;
        CoarseSearch.Place[] places = new CoarseSearch.Place[seen.Length * turns];
        Work.ParallelLoop.For(places.Length, i =>
        {
            PictureContrast turned = seen[i / turns].Seen(Turn(i % turns).Apply, first.Height, first.Width);
            places[i] = search.Find(Small(turned, size), [], (float)(maxShift / size.Bin)).First;
        }, token);
        int best = Enumerable.Range(0, turns).MaxBy(i => places[i].Height);
        RigidMove move = Turn(best);
        (double row, double column) = move.Apply(places[best].Row * size.Bin, places[best].Column * size.Bin);
        return new Found(move with { Rows = row, Columns = column }, places[best].Height, places[turns..].Max(p => p.Height));

        RigidMove Turn(int step) => RigidMove.About(
            steps == 0 ? 0 : (step - steps) * maxAngle / steps, Centre(first), Centre(other));
    }

    /// <summary>The middle of a picture.</summary>
    public static (double Row, double Column) Centre(PictureContrast picture) => ((picture.Height - 1) / 2.0, (picture.Width - 1) / 2.0);

    private static float[] Small(PictureContrast picture, CoarseFrame size)
    {
        float[] small = new float[size.Rows * size.Columns];
        size.Make(picture.Samples, small, new float[small.Length]);
        return small;
    }
}
