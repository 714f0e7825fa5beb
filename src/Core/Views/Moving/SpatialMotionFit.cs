using DeepWonder3D.Motion;
using DeepWonder3D.Volumes;
using MathNet.Numerics.LinearAlgebra;

namespace DeepWonder3D.Views;

/// <summary>
/// The one path in space that the shifts of all views go with best: least squares in each frame, each view with the information that it has
/// on its shift. A view that is far off in a frame (it could not be placed) is left out of it.
/// </summary>
internal sealed class SpatialMotionFit
{
    private const double FarPx = 0.5;
    private const double FarErrors = 5;

    private readonly PlaneMotion[] _seen;
    private readonly ViewDirection[] _directions;

    /// <param name="seen">What each view saw.</param>
    /// <param name="directions">What each view sees of the path.</param>
    /// <param name="centres">Whether places are relative to each view's own mean, so that only changes can be compared.</param>
    public SpatialMotionFit(PlaneMotion[] seen, ViewDirection[] directions, bool centres)
    {
        (_seen, _directions) = (seen, directions);
        int frames = seen[0].Places.Length;
        (double Row, double Column)[][] places = [.. seen.Select(Places)];
        Vector<double>[] path = new Vector<double>[frames];
        bool[][] used = [.. seen.Select(_ => Enumerable.Repeat(true, frames).ToArray())];

        // Where a view's mean lies is not known against the others': it is found along with the path.
        for (int round = 0; round < 6; round++)
        {
            for (int frame = 0; frame < frames; frame++)
            {
                path[frame] = Fit(places, used, frame);
                for (int view = 0; view < seen.Length; view++)
                {
                    (double row, double column) = Expected(view, path[frame]);
                    double off = Math.Max(Math.Abs(places[view][frame].Row - row), Math.Abs(places[view][frame].Column - column));
                    used[view][frame] = round == 0 || off < Math.Max(FarPx, FarErrors * seen[view].Template.ErrorPx);
                }
            }

            if (centres)
            {
                Shift(places, used, path);
            }
        }

        Path = new TissuePath(Component(0), Component(1), Component(2));
        Views = [.. seen.Select((view, i) => Along(view, i, path))];
        ResidualPx = Residual(places, used, path);

        double[] Component(int i)
        {
            double mean = centres ? path.Average(p => p[i]) : 0;
            return [.. path.Select(p => p[i] - mean)];
        }
    }

    /// <summary>The path.</summary>
    public TissuePath Path { get; }

    /// <summary>Each view's motion as the path has it.</summary>
    public PlaneMotion[] Views { get; }

    /// <summary>What the views' own shifts differ from it, root mean square along an axis, where they were used.</summary>
    public double ResidualPx { get; }

    /// <summary>A view's shifts with the mean of what bends.</summary>
    private static (double Row, double Column)[] Places(PlaneMotion view) => [.. view.Places.Select((p, frame) =>
    {
        if (view.Grid is not { } grid)
        {
            return ((double)p.Row, (double)p.Column);
        }

        ReadOnlySpan<float> nodes = view.NodesOf(frame);
        return (p.Row + Mean(nodes[..grid.Count]), p.Column + Mean(nodes[grid.Count..]));
    })];

    private static double Mean(ReadOnlySpan<float> values) =>
        System.Numerics.Tensors.TensorPrimitives.Sum(values) / (double)values.Length;

    private (double Row, double Column) Expected(int view, Vector<double> place) => (
        (_directions[view].PerUm * place[0]) + (_directions[view].RowsPerUm * place[2]),
        (_directions[view].PerUm * place[1]) + (_directions[view].ColumnsPerUm * place[2]));

    private Vector<double> Fit((double Row, double Column)[][] places, bool[][] used, int frame)
    {
        Matrix<double> normal = Matrix<double>.Build.Dense(3, 3);
        Vector<double> right = Vector<double>.Build.Dense(3);
        for (int view = 0; view < _seen.Length; view++)
        {
            if (!used[view][frame] || !_seen[view].Template.HasTexture)
            {
                continue;
            }

            ViewDirection d = _directions[view];
            (double yy, double xy, double xx) = _seen[view].Template.Information;
            Matrix<double> information = Matrix<double>.Build.DenseOfArray(new[,] { { yy, xy }, { xy, xx } });
            Matrix<double> sees = Matrix<double>.Build.DenseOfArray(new[,] { { d.PerUm, 0, d.RowsPerUm }, { 0, d.PerUm, d.ColumnsPerUm } });
            Matrix<double> weight = sees.TransposeThisAndMultiply(information);
            normal += weight * sees;
            right += weight * Vector<double>.Build.DenseOfArray([places[view][frame].Row, places[view][frame].Column]);
        }

        // Views that all look the same way do not see depth: a trace of prior knowledge (it stays) keeps it at 0.
        for (int i = 0; i < 3; i++)
        {
            normal[i, i] += 1e-6;
        }

        return normal.Solve(right);
    }

    private void Shift((double Row, double Column)[][] places, bool[][] used, Vector<double>[] path)
    {
        for (int view = 0; view < places.Length; view++)
        {
            double row = 0;
            double column = 0;
            int count = 0;
            for (int frame = 0; frame < path.Length; frame++)
            {
                if (used[view][frame])
                {
                    (double r, double c) = Expected(view, path[frame]);
                    row += places[view][frame].Row - r;
                    column += places[view][frame].Column - c;
                    count++;
                }
            }

            for (int frame = 0; frame < path.Length && count > 0; frame++)
            {
                places[view][frame].Row -= row / count;
                places[view][frame].Column -= column / count;
            }
        }
    }

    private double Residual((double Row, double Column)[][] places, bool[][] used, Vector<double>[] path)
    {
        double sum = 0;
        int count = 0;
        for (int view = 0; view < places.Length; view++)
        {
            for (int frame = 0; frame < path.Length; frame++)
            {
                if (used[view][frame])
                {
                    (double row, double column) = Expected(view, path[frame]);
                    sum += Math.Pow(places[view][frame].Row - row, 2) + Math.Pow(places[view][frame].Column - column, 2);
                    count += 2;
                }
            }
        }

        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }

    /// <summary>A view's motion with the path's shifts instead of its own; what bends stays its own, without its mean.</summary>
    private PlaneMotion Along(PlaneMotion view, int index, Vector<double>[] path)
    {
        FramePlace[] places = [.. view.Places.Select((place, frame) =>
        {
            (double row, double column) = Expected(index, path[frame]);
            return place with { Row = (float)row, Column = (float)column };
        })];
        float[] nodes = [.. view.Nodes];
        for (int frame = 0; frame < places.Length && view.Grid is not null; frame++)
        {
            for (int axis = 0; axis < 2; axis++)
            {
                Span<float> own = nodes.AsSpan(((2 * frame) + axis) * view.Grid.Count, view.Grid.Count);
                System.Numerics.Tensors.TensorPrimitives.Subtract(own, (float)Mean(own), own);
            }
        }

        return view with { Places = places, Nodes = nodes };
    }
}
