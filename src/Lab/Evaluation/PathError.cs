using DeepWonder3D.Motion;
using DeepWonder3D.Simulation;

namespace DeepWonder3D.Evaluation;

/// <summary>
/// What is left of a known motion, over a lattice of places; the mean over time of each place is not counted, since it is free.
/// </summary>
/// <param name="RmsPx">Root mean square along an axis.</param>
/// <param name="WorstFramePx">The same of the worst frame.</param>
internal readonly record struct PathError(double RmsPx, double WorstFramePx)
{
    private const int Lattice = 6;

    /// <summary>Compares; without motion what was there to be corrected.</summary>
    public static PathError Of(TissueMotion? motion, MotionPath path, SimulationOptions options, IReadOnlySet<long> missing)
    {
        NodeGrid? grid = motion is null || motion.IsRigid
            ? null : new NodeGrid(options.Height, options.Width, motion.NodeRows, motion.NodeColumns);
        float[] line = new float[options.Width];
        List<(double Row, double Column)[]> left = [];
        for (int frame = 0; frame < options.FrameCount; frame++)
        {
            if (missing.Contains(frame))
            {
                continue;
            }

            (double, double)[] places = new (double, double)[Lattice * Lattice];
            for (int i = 0; i < places.Length; i++)
            {
                int row = (int)((i / Lattice + 0.5) * options.Height / Lattice);
                int column = (int)((i % Lattice + 0.5) * options.Width / Lattice);
                (double down, double right) = Truth(path, options.PixelSizeUm, frame, row, column);
                (double foundDown, double foundRight) = motion is null || motion.IsStill
                    ? (0, 0) : (motion.RowShift[frame], motion.ColumnShift[frame]);
                if (grid is not null)
                {
                    grid.Fill(motion!.NodesOf(frame)[..grid.Count], row, 0, line);
                    foundDown += line[column];
                    grid.Fill(motion.NodesOf(frame)[grid.Count..], row, 0, line);
                    foundRight += line[column];
                }

                places[i] = (foundDown - down, foundRight - right);
            }

            left.Add(places);
        }

        double[] squares = new double[left.Count];
        for (int i = 0; i < Lattice * Lattice; i++)
        {
            double down = left.Average(p => p[i].Row);
            double right = left.Average(p => p[i].Column);
            for (int frame = 0; frame < squares.Length; frame++)
            {
                squares[frame] += Math.Pow(left[frame][i].Row - down, 2) + Math.Pow(left[frame][i].Column - right, 2);
            }
        }

        double each = 2.0 * Lattice * Lattice;
        return new PathError(Math.Sqrt(squares.Average() / each), Math.Sqrt(squares.Max() / each));
    }

    /// <summary>
    /// The simulator says where a pixel's tissue came from; a correction asks where a place's tissue went: solved by going back and forth.
    /// </summary>
    private static (double Down, double Right) Truth(MotionPath path, double px, int frame, int row, int column)
    {
        (double down, double right) = (0, 0);
        for (int i = 0; i < 6; i++)
        {
            (double y, double x) = path.At(frame, (row + down) * px, (column + right) * px);
            (down, right) = (y / px, x / px);
        }

        return (down, right);
    }
}
