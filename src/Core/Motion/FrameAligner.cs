using System.Numerics;
using System.Numerics.Tensors;

namespace DeepWonder3D.Motion;

/// <summary>Where the tissue lay in one frame.</summary>
/// <param name="Row">Rows below its place.</param>
/// <param name="Column">Columns to the right of its place.</param>
internal readonly record struct FramePlace(float Row, float Column)
{
    /// <summary>The frame's brightness over the template's.</summary>
    public float Gain { get; init; }

    /// <summary>What is added to it.</summary>
    public float Offset { get; init; }

    /// <summary>Correlation of the moved frame with the template, where both are.</summary>
    public float Correlation { get; init; }

    /// <summary>Whether the steps came to rest near where they began.</summary>
    public bool IsSettled { get; init; }
}

/// <summary>Aligns frames to a template, one after the other; holds the space for it. Not for several threads.</summary>
internal sealed class FrameAligner
{
    private const int MostSteps = 8;
    private const double Settled = 0.005;
    private const double LongestStep = 1.5;

    private readonly AlignmentTemplate _template;
    private readonly FrameWarp _warp;
    private readonly BendingPrior? _bending;
    private readonly float[] _moved;
    private readonly double[] _nodeSums;

    public FrameAligner(AlignmentTemplate template, BendingPrior? bending)
    {
        (_template, _bending) = (template, bending);
        _warp = new FrameWarp(template.Height, template.Width);
        _moved = new float[template.Height * template.Width];
        _nodeSums = new double[bending is null ? 0 : 2 * bending.Grid.Count];
    }

    /// <summary>The frame as it was last moved, shape (height, width).</summary>
    public ReadOnlySpan<float> Moved => _moved;

    /// <summary>The sums that the last bent fit rests on, as the nodes' information times their displacement.</summary>
    public double[] Evidence { get; private set; } = [];

    /// <summary>Correlation of a frame as it is with the template.</summary>
    public float CorrelationOf(ReadOnlySpan<float> frame) => Compare(frame, Inside.Whole(_template)).Correlation;

    /// <summary>Finds where the tissue lies in a frame, rigidly.</summary>
    /// <param name="frame">The frame, shape (height, width).</param>
    /// <param name="start">Where it lies to a pixel or two.</param>
    public FramePlace Align(ReadOnlySpan<float> frame, (float Row, float Column) start)
    {
        (float row, float column) = start;
        Likeness likeness = default;
        bool settled = false;
        for (int step = 0; step < MostSteps; step++)
        {
            Inside inside = Inside.Of(_template, row, row, column, column);
            if (inside.IsEmpty)
            {
                break;
            }

            _warp.Apply(frame, 0, row, column, 0, _moved);
            likeness = Compare(_moved, inside);
            if (settled || !(likeness.Gain > 0))
            {
                break;
            }

            (double rowSum, double columnSum) = Differences(inside, likeness);
            (double down, double right) = _template.Solve(rowSum / likeness.Gain, columnSum / likeness.Gain);
            double length = Math.Sqrt((down * down) + (right * right));
            double share = length > LongestStep ? LongestStep / length : 1;
            row += (float)(share * down);
            column += (float)(share * right);
            settled = length < Settled;
        }

        return new FramePlace(row, column)
        {
            Gain = likeness.Gain,
            Offset = likeness.Offset,
            Correlation = likeness.Correlation,
            IsSettled = settled && Math.Abs(row - start.Row) + Math.Abs(column - start.Column) < 12,
        };
    }

    /// <summary>Finds how the tissue bends in a frame whose rigid place is known.</summary>
    /// <param name="frame">The frame, shape (height, width).</param>
    /// <param name="place">Its rigid place.</param>
    /// <param name="nodes">The nodes' displacement beyond it, shape (2, nodes); where it begins, and the result.</param>
    /// <param name="mostSteps">Steps after which it is left as it is.</param>
    public FramePlace Bend(ReadOnlySpan<float> frame, FramePlace place, Span<float> nodes, int mostSteps = MostSteps)
    {
        BendingPrior prior = _bending!;
        int count = prior.Grid.Count;
        Likeness likeness = default;
        bool settled = false;
        for (int step = 0; step < mostSteps; step++)
        {
            Inside inside = Inside.Of(
                _template, place.Row + Least(nodes[..count]), place.Row + Most(nodes[..count]),
                place.Column + Least(nodes[count..]), place.Column + Most(nodes[count..]));
            if (inside.IsEmpty)
            {
                break;
            }

            _warp.Apply(frame, 0, prior.Grid, nodes, place.Row, place.Column, 0, _moved);
            likeness = Compare(_moved, inside);
            if (settled || !(likeness.Gain > 0))
            {
                break;
            }

            NodeDifferences(inside, likeness, prior.Grid);
            Span<double> sums = _nodeSums;
            TensorPrimitives.Multiply<double>(sums[..count], -_template.RowScale / likeness.Gain, sums[..count]);
            TensorPrimitives.Multiply<double>(sums[count..], -_template.ColumnScale / likeness.Gain, sums[count..]);
            (Evidence, double[] after) = prior.Solve(_nodeSums, nodes);
            double largest = 0;
            for (int i = 0; i < after.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(after[i] - nodes[i]));
                nodes[i] += (float)Math.Clamp(after[i] - nodes[i], -LongestStep, LongestStep);
            }

            settled = largest < 4 * Settled;
        }

        return place with { Gain = likeness.Gain, Offset = likeness.Offset, Correlation = likeness.Correlation };
    }

    private static float Least(ReadOnlySpan<float> values) => TensorPrimitives.Min(values);

    private static float Most(ReadOnlySpan<float> values) => TensorPrimitives.Max(values);

    /// <summary>Brightness and correlation of a moved frame against the template.</summary>
    private Likeness Compare(ReadOnlySpan<float> moved, Inside inside)
    {
        double f = 0;
        double ff = 0;
        double ft = 0;
        double t = 0;
        double tt = 0;
        for (int y = inside.FirstRow; y < inside.EndRow; y++)
        {
            int start = (y * _template.Width) + inside.FirstColumn;
            ReadOnlySpan<float> sample = moved.Slice(start, inside.EndColumn - inside.FirstColumn);
            ReadOnlySpan<float> expected = _template.Picture.AsSpan(start, sample.Length);
            Vector<float> vf = default;
            Vector<float> vff = default;
            Vector<float> vft = default;
            Vector<float> vt = default;
            Vector<float> vtt = default;

            // Relative to one of the template's samples: what is added up stays small beside its differences.
            float level = expected[0];
            Vector<float> levels = new(level);
            int i = 0;
            for (; i <= sample.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> a = new Vector<float>(sample[i..]) - levels;
                Vector<float> b = new Vector<float>(expected[i..]) - levels;
                vf += a;
                vff += a * a;
                vft += a * b;
                vt += b;
                vtt += b * b;
            }

            double n = sample.Length;
            double rowF = Vector.Sum(vf);
            double rowFf = Vector.Sum(vff);
            double rowFt = Vector.Sum(vft);
            double rowT = Vector.Sum(vt);
            double rowTt = Vector.Sum(vtt);
            for (; i < sample.Length; i++)
            {
                float a = sample[i] - level;
                float b = expected[i] - level;
                rowF += a;
                rowFf += a * a;
                rowFt += a * b;
                rowT += b;
                rowTt += b * b;
            }

            f += rowF + (n * level);
            t += rowT + (n * level);
            ff += rowFf + (2 * level * rowF) + (n * level * level);
            tt += rowTt + (2 * level * rowT) + (n * level * level);
            ft += rowFt + (level * (rowF + rowT)) + (n * level * level);
        }

        double count = (inside.EndRow - inside.FirstRow) * (double)(inside.EndColumn - inside.FirstColumn);
        double shared = (ft / count) - (f / count * (t / count));
        double ofFrame = (ff / count) - (f / count * (f / count));
        double ofTemplate = (tt / count) - (t / count * (t / count));
        double gain = ofTemplate > 0 ? shared / ofTemplate : 0;
        return new Likeness(
            (float)gain,
            (float)((f - (gain * t)) / count),
            ofTemplate > 0 && ofFrame > 0 ? (float)(shared / Math.Sqrt(ofTemplate * ofFrame)) : 0);
    }

    private (double Row, double Column) Differences(Inside inside, Likeness likeness)
    {
        double rowSum = 0;
        double columnSum = 0;
        Vector<float> gain = new(likeness.Gain);
        Vector<float> offset = new(likeness.Offset);
        for (int y = inside.FirstRow; y < inside.EndRow; y++)
        {
            Vector<float> down = default;
            Vector<float> right = default;
            int x = (y * _template.Width) + inside.FirstColumn;
            int end = (y * _template.Width) + inside.EndColumn;
            for (; x <= end - Vector<float>.Count; x += Vector<float>.Count)
            {
                Vector<float> differs = Difference(x, gain, offset);
                down += differs * new Vector<float>(_template.RowDescent, x);
                right += differs * new Vector<float>(_template.ColumnDescent, x);
            }

            rowSum += Vector.Sum(down);
            columnSum += Vector.Sum(right);
            for (; x < end; x++)
            {
                float differs = Difference(x, likeness);
                rowSum += differs * _template.RowDescent[x];
                columnSum += differs * _template.ColumnDescent[x];
            }
        }

        return (rowSum, columnSum);
    }

    /// <summary>The same sums, shared out to the nodes around each pixel.</summary>
    private void NodeDifferences(Inside inside, Likeness likeness, NodeGrid grid)
    {
        Array.Clear(_nodeSums);
        Vector<float> gain = new(likeness.Gain);
        Vector<float> offset = new(likeness.Offset);
        for (int y = inside.FirstRow; y < inside.EndRow; y++)
        {
            (int cell, float below) = grid.RowAt(y);
            int line = y * _template.Width;
            for (int j = 0; j < grid.Columns - 1; j++)
            {
                int x = Math.Max(grid.CellStart[j], inside.FirstColumn);
                int end = Math.Min(grid.CellStart[j + 1], inside.EndColumn);
                Vector<float> down = default;
                Vector<float> downRight = default;
                Vector<float> right = default;
                Vector<float> rightRight = default;
                for (; x <= end - Vector<float>.Count; x += Vector<float>.Count)
                {
                    Vector<float> differs = Difference(line + x, gain, offset);
                    Vector<float> share = new(grid.ColumnShare, x);
                    Vector<float> a = differs * new Vector<float>(_template.RowDescent, line + x);
                    Vector<float> b = differs * new Vector<float>(_template.ColumnDescent, line + x);
                    down += a;
                    downRight += a * share;
                    right += b;
                    rightRight += b * share;
                }

                float d = Vector.Sum(down);
                float dr = Vector.Sum(downRight);
                float r = Vector.Sum(right);
                float rr = Vector.Sum(rightRight);
                for (; x < end; x++)
                {
                    float differs = Difference(line + x, likeness);
                    float a = differs * _template.RowDescent[line + x];
                    float b = differs * _template.ColumnDescent[line + x];
                    d += a;
                    dr += a * grid.ColumnShare[x];
                    r += b;
                    rr += b * grid.ColumnShare[x];
                }

                Share(grid, cell, j, below, 0, d, dr);
                Share(grid, cell, j, below, grid.Count, r, rr);
            }
        }
    }

    private void Share(NodeGrid grid, int cell, int column, float below, int axis, float sum, float right)
    {
        int upper = axis + (cell * grid.Columns) + column;
        _nodeSums[upper] += (1 - below) * (sum - right);
        _nodeSums[upper + 1] += (1 - below) * right;
        _nodeSums[upper + grid.Columns] += below * (sum - right);
        _nodeSums[upper + grid.Columns + 1] += below * right;
    }

    private Vector<float> Difference(
        int at, Vector<float> gain, Vector<float> offset)
    {
        Vector<float> limit = gain * new Vector<float>(_template.Limit, at);
        Vector<float> differs = new Vector<float>(_moved, at)
            - (gain * new Vector<float>(_template.Picture, at)) - offset;
        return Vector.Min(Vector.Max(differs, -limit), limit);
    }

    private float Difference(int at, Likeness likeness)
    {
        float limit = likeness.Gain * _template.Limit[at];
        return Math.Clamp(_moved[at] - (likeness.Gain * _template.Picture[at]) - likeness.Offset, -limit, limit);
    }

    private readonly record struct Likeness(float Gain, float Offset, float Correlation);

    /// <summary>The part of the template whose tissue lies in a frame, half open.</summary>
    private readonly record struct Inside(int FirstRow, int EndRow, int FirstColumn, int EndColumn)
    {
        public bool IsEmpty => EndRow - FirstRow < 8 || EndColumn - FirstColumn < 8;

        public static Inside Whole(AlignmentTemplate template) => new(0, template.Height, 0, template.Width);

        public static Inside Of(AlignmentTemplate template, float leastRow, float mostRow, float leastColumn, float mostColumn) => new(
            Math.Max(0, (int)MathF.Ceiling(-leastRow)),
            Math.Min(template.Height, template.Height - (int)MathF.Ceiling(mostRow)),
            Math.Max(0, (int)MathF.Ceiling(-leastColumn)),
            Math.Min(template.Width, template.Width - (int)MathF.Ceiling(mostColumn)));
    }
}
