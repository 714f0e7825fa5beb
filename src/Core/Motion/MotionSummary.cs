using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Motion;

/// <summary>
/// What the places of all frames come to: the motion, frames that could not be placed, and pixels that not every frame covers.
/// </summary>
internal sealed class MotionSummary
{
    /// <summary>
    /// Motion of less than this, root mean square along an axis, is taken as none, pixels; so is what noise may have made.
    /// </summary>
    private const double LeastRmsPx = 0.05;

    /// <summary>Errors that noise makes are up to this larger than those of independent pixels.</summary>
    private const double NoiseFactor = 2;

    private readonly Volume _recording;
    private readonly PlaneMotion[] _planes;
    private readonly SortedSet<long> _unplaced = [];

    public MotionSummary(Volume recording, PlaneMotion[] planes, MotionCorrectionOptions options, TissuePath? path)
    {
        (_recording, _planes) = (recording, planes);
        int frames = (int)recording.FrameCount;
        int depths = recording.PlaneCount;
        NodeGrid? grid = planes.Select(p => p.Grid).FirstOrDefault(g => g is not null);
        float[] rows = new float[frames * depths];
        float[] columns = new float[frames * depths];
        float[] before = new float[frames * depths];
        float[] after = new float[frames * depths];
        float[] errors = new float[frames * depths];
        float[] nodes = grid is null ? [] : new float[checked(frames * depths * 2 * grid.Count)];
        double largest = options.LargestShiftOf(recording);
        for (int depth = 0; depth < depths; depth++)
        {
            PlaneMotion plane = planes[depth];
            bool[] placed = Placed(plane, largest);
            (float row, float column) = options.Reference is null ? MeanOf(plane, placed) : default;
            for (int frame = 0; frame < frames; frame++)
            {
                int at = (frame * depths) + depth;
                if (!placed[frame])
                {
                    _unplaced.Add(frame);
                }

                int shown = Nearest(placed, frame);
                (rows[at], columns[at]) = (plane.Places[shown].Row - row, plane.Places[shown].Column - column);
                (before[at], after[at]) = (plane.Before[frame], plane.Places[frame].Correlation);
                errors[at] = (float)plane.Template.ErrorPx;
                if (grid is not null && plane.Grid is not null)
                {
                    plane.NodesOf(shown).CopyTo(nodes.AsSpan(at * 2 * grid.Count));
                }
            }
        }

        double square = (TensorPrimitives.SumOfSquares<float>(rows) + TensorPrimitives.SumOfSquares<float>(columns)) / (2.0 * rows.Length);
        bool still = grid is null && options.Reference is null && Math.Sqrt(square) < Math.Max(LeastRmsPx, NoiseFactor * errors.Average());
        Motion = new TissueMotion
        {
            PlaneCount = depths,
            RowShift = still ? new float[rows.Length] : rows,
            ColumnShift = still ? new float[columns.Length] : columns,
            NodeRows = grid?.Rows ?? 0,
            NodeColumns = grid?.Columns ?? 0,
            NodeShift = nodes,
            CorrelationBefore = before,
            CorrelationAfter = still ? before : after,
            ErrorPx = errors,
            Path = path,
            IsStill = still,
        };
    }

    public TissueMotion Motion { get; }

    /// <summary>Frames in which the tissue was not found, in any plane.</summary>
    public IReadOnlyCollection<long> Unplaced => _unplaced;

    /// <summary>Frames and pixels that are no data for it; null for none.</summary>
    public MissingData? Missing
    {
        get
        {
            bool[]? pixels = Motion.IsStill ? null : Uncovered();
            return _unplaced.Count == 0 && pixels is null ? null : new MissingData
            {
                Frames = [.. _unplaced.Select(frame => new MissingFrame(frame, FrameFault.Unplaced))],
                Pixels = pixels,
            };
        }
    }

    /// <summary>The frames that could not be placed, the first of them by number.</summary>
    public string ListUnplaced() =>
        string.Join(", ", _unplaced.Take(10)) + (_unplaced.Count > 10 ? " …" : "");

    private static (float Row, float Column) MeanOf(PlaneMotion plane, bool[] placed)
    {
        FramePlace[] found = [.. plane.Places.Where((_, i) => placed[i])];
        return found.Length == 0 ? default : ((float)found.Average(p => (double)p.Row), (float)found.Average(p => (double)p.Column));
    }

    /// <summary>
    /// Which frames show the tissue where it was found: as like the template as the others are, give or take what they differ by.
    /// </summary>
    private static bool[] Placed(PlaneMotion plane, double largest)
    {
        if (!plane.IsAlignable)
        {
            return [.. plane.Places.Select(_ => true)];
        }

        float[] sorted = [.. plane.Places.Select(p => p.Correlation).Order()];
        float typical = sorted[sorted.Length / 2];
        float[] distances = [.. sorted.Select(c => Math.Abs(c - typical)).Order()];
        float spread = 1.4826f * distances[distances.Length / 2];
        float least = typical - Math.Max(6 * spread, 0.35f * typical);
        float doubtful = typical - Math.Max(6 * spread, 0.15f * typical);
        return [.. plane.Places.Select(p => p.Gain > 0 && p.Correlation >= least && (p.IsSettled || p.Correlation >= doubtful)
            && Math.Abs(p.Row) <= largest + 1 && Math.Abs(p.Column) <= largest + 1)];
    }

    /// <summary>The frame whose place stands in for one that has none.</summary>
    private static int Nearest(bool[] placed, int frame)
    {
        for (int away = 0; away < placed.Length; away++)
        {
            if (frame - away >= 0 && placed[frame - away])
            {
                return frame - away;
            }

            if (frame + away < placed.Length && placed[frame + away])
            {
                return frame + away;
            }
        }

        return frame;
    }

    /// <summary>Pixels that some frame does not show, row by row: outside the rectangle that all of them cover.</summary>
    private bool[]? Uncovered()
    {
        (float leastRow, float mostRow) = Extremes(Motion.RowShift, 0);
        (float leastColumn, float mostColumn) = Extremes(Motion.ColumnShift, 1);
        int height = _recording.Height;
        int width = _recording.Width;
        bool[] uncovered = new bool[height * width];
        bool any = false;
        for (int i = 0; i < uncovered.Length; i++)
        {
            int row = i / width;
            int column = i % width;
            uncovered[i] = !(FrameWarp.Covers(row + leastRow, height) && FrameWarp.Covers(row + mostRow, height)
                && FrameWarp.Covers(column + leastColumn, width) && FrameWarp.Covers(column + mostColumn, width));
            any |= uncovered[i];
        }

        return any ? uncovered : null;
    }

    private (float Least, float Most) Extremes(float[] shifts, int axis)
    {
        float least = 0;
        float most = 0;
        int count = Motion.NodeRows * Motion.NodeColumns;
        for (int i = 0; i < shifts.Length; i++)
        {
            ReadOnlySpan<float> nodes = Motion.NodesOf(i);
            ReadOnlySpan<float> own = nodes.IsEmpty ? [0f] : nodes.Slice(axis * count, count);
            least = Math.Min(least, shifts[i] + TensorPrimitives.Min(own));
            most = Math.Max(most, shifts[i] + TensorPrimitives.Max(own));
        }

        return (least, most);
    }
}
