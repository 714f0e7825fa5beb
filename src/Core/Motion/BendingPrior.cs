using MathNet.Numerics.LinearAlgebra;

namespace DeepWonder3D.Motion;

/// <summary>
/// How much the tissue of a recording bends, learned from the recording itself by maximum likelihood (empirical Bayes). A mode, a product
/// of cosines over the grid of nodes, bends with variance s (1 + k²)⁻ᵖ, the less the quicker it changes over the field, as an elastic body
/// does; and its evidence carries q times the noise that pixels would make on their own, since cells and neuropil flicker together. Where
/// noise alone explains the evidence, nothing bends.
/// </summary>
internal sealed class BendingPrior
{
    private const double LeastVariance = 1e-9;

    private readonly Matrix<double> _modes;
    private readonly Matrix<double> _solution;
    private readonly Law _law;

    private BendingPrior(NodeGrid grid, Matrix<double> information, Matrix<double> modes, Law law)
    {
        (Grid, Information, _modes, _law) = (grid, information, modes, law);
        double[] precision = [.. Enumerable.Range(0, 2 * grid.Count).Select(k => law.Noise / VarianceOf(k, law))];
        Matrix<double> prior = modes * Matrix<double>.Build.DenseOfDiagonalArray(precision) * modes.Transpose();
        _solution = (information + prior).Inverse();
    }

    public NodeGrid Grid { get; }

    /// <summary>Information of a frame on its nodes, 1/px².</summary>
    public Matrix<double> Information { get; }

    /// <summary>Root mean square displacement of a node that is expected along an axis, pixels.</summary>
    public double RmsPx => Math.Sqrt(Enumerable.Range(0, Grid.Count).Sum(k => VarianceOf(k, _law)) / Grid.Count);

    /// <summary>A prior that has not learned yet: anything up to a few pixels.</summary>
    /// <param name="template">What frames are aligned to.</param>
    /// <param name="grid">The nodes.</param>
    /// <param name="rmsPx">How far a node may be expected to move along an axis.</param>
    public static BendingPrior Open(AlignmentTemplate template, NodeGrid grid, double rmsPx)
    {
        Law law = new(1, 2, 2);
        BendingPrior unit = new(grid, template.InformationAt(grid), Modes(grid), law);
        double scale = rmsPx / unit.RmsPx;
        return new BendingPrior(grid, unit.Information, unit._modes, law with { Scale = scale * scale });
    }

    /// <summary>The same modes with the information of another template.</summary>
    public BendingPrior With(AlignmentTemplate template) => new(Grid, template.InformationAt(Grid), _modes, _law);

    /// <summary>The displacement of the nodes that evidence and expectation make the most likely.</summary>
    /// <param name="steps">The information times the displacement that is still to be made.</param>
    /// <param name="nodes">The displacement so far.</param>
    /// <returns>The information times the whole displacement, and that displacement.</returns>
    public (double[] Evidence, double[] Nodes) Solve(double[] steps, ReadOnlySpan<float> nodes)
    {
        Vector<double> before = Vector<double>.Build.Dense(nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            before[i] = nodes[i];
        }

        Vector<double> evidence = Vector<double>.Build.Dense(steps) + (Information * before);
        return (evidence.ToArray(), (_solution * evidence).ToArray());
    }

    /// <summary>Learns the law from what frames gave as evidence.</summary>
    public BendingPrior Learn(IReadOnlyList<double[]> evidence)
    {
        // What the frames say on their own is information⁻¹ times the evidence; it varies by noise · information⁻¹ and by the bending.
        // Nodes on bare ground know nothing: a trace of information keeps the inverse finite.
        Matrix<double> turned = _modes.Transpose();
        Matrix<double> information = turned * Information * _modes;
        double trace = 1e-4 * information.Trace() / information.RowCount;
        Matrix<double> noise = (information + Matrix<double>.Build.DenseDiagonal(information.RowCount, trace)).Inverse();
        Matrix<double> alone = noise * turned * Matrix<double>.Build.DenseOfColumnArrays(evidence);
        Matrix<double> spread = alone.TransposeAndMultiply(alone) / evidence.Count;

        // For a given power the covariance is noise · N + scale · D: of one pair of matrices, whatever the two numbers are.
        (Law Law, double Cost) best = (new Law(1e-6, 2, 2), double.PositiveInfinity);
        foreach (double power in Enumerable.Range(3, 6).Select(i => 0.5 * i))
        {
            Likelihood likelihood = new(noise, spread, [.. Enumerable.Range(0, noise.RowCount).Select(k => ShapeOf(k, power))]);
            foreach (double scale in Enumerable.Range(-40, 108).Select(i => Math.Pow(2, i / 4.0)).Prepend(1e-6))
            {
                foreach (double more in Enumerable.Range(0, 24).Select(i => Math.Pow(1.14, i)))
                {
                    double cost = likelihood.Cost(scale, more);
                    if (cost < best.Cost)
                    {
                        best = (new Law(scale, power, more), cost);
                    }
                }
            }
        }

        return new BendingPrior(Grid, Information, _modes, best.Law);
    }

    private double ShapeOf(int mode, double power)
    {
        int down = mode % Grid.Count / Grid.Columns;
        int across = mode % Grid.Columns;
        return Math.Pow(1 + (down * down) + (across * across), -power);
    }

    private double VarianceOf(int mode, Law law) => Math.Max(LeastVariance, law.Scale * ShapeOf(mode, law.Power));

    private static Matrix<double> Modes(NodeGrid grid)
    {
        int count = grid.Count;
        Matrix<double> modes = Matrix<double>.Build.Dense(2 * count, 2 * count);
        for (int k = 0; k < count; k++)
        {
            for (int n = 0; n < count; n++)
            {
                double value = Cosine(k / grid.Columns, n / grid.Columns, grid.Rows)
                    * Cosine(k % grid.Columns, n % grid.Columns, grid.Columns);
                modes[n, k] = value;
                modes[count + n, count + k] = value;
            }
        }

        return modes;
    }

    private static double Cosine(int mode, int node, int nodes) =>
        Math.Sqrt((mode == 0 ? 1.0 : 2.0) / nodes) * Math.Cos(Math.PI * mode * (node + 0.5) / nodes);

    /// <summary>How modes bend, and how much noise their evidence has.</summary>
    /// <param name="Scale">Variance of the slowest mode, px² times the number of nodes.</param>
    /// <param name="Power">How quickly it falls.</param>
    /// <param name="Noise">Noise over that of independent pixels.</param>
    private readonly record struct Law(double Scale, double Power, double Noise);

    /// <summary>How likely frames are that vary by noise · N + scale · D, with D diagonal.</summary>
    private sealed class Likelihood
    {
        private readonly double[] _noise;
        private readonly double[] _spread;
        private readonly double _constant;

        public Likelihood(Matrix<double> noise, Matrix<double> spread, double[] shape)
        {
            Matrix<double> whiten = Matrix<double>.Build.DenseOfDiagonalArray([.. shape.Select(d => 1 / Math.Sqrt(d))]);
            Matrix<double> even = whiten * noise * whiten;
            MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> axes = ((even + even.Transpose()) / 2).Evd(Symmetricity.Symmetric);
            _noise = [.. axes.EigenValues.Select(v => Math.Max(0, v.Real))];
            Matrix<double> turned = axes.EigenVectors.Transpose() * (whiten * spread * whiten) * axes.EigenVectors;
            _spread = turned.Diagonal().ToArray();
            _constant = shape.Sum(Math.Log);
        }

        /// <summary>Less twice the mean log likelihood.</summary>
        public double Cost(double scale, double noise)
        {
            double sum = _constant;
            for (int i = 0; i < _noise.Length; i++)
            {
                double variance = (noise * _noise[i]) + scale;
                sum += Math.Log(variance) + (_spread[i] / variance);
            }

            return sum;
        }
    }
}
