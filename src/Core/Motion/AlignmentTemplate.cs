using System.Numerics.Tensors;
using DeepWonder3D.Volumes;
using MathNet.Numerics.LinearAlgebra;

namespace DeepWonder3D.Motion;

/// <summary>
/// What frames are aligned to: the mean of aligned frames, and what is made of it once so that a frame's displacement follows from sums
/// over its samples (least squares; Baker and Matthews 2004, "inverse compositional").
/// </summary>
/// <remarks>
/// The displacement ε of a frame f against the template T minimises Σ w (H(f − T(x − ε)))². H takes slow changes over the field out, which
/// are light and not tissue; w is one over each pixel's variance over time, so that a cell that flickers counts less than a vessel that
/// does not. With S = Hᵀ w H ∇T this is ε = −(Σ S ∇Tᵀ)⁻¹ Σ S (f − T): H is never applied to a frame. The matrix is the information on ε,
/// its inverse the variance that noise gives to it.
/// </remarks>
internal sealed class AlignmentTemplate
{
    private const double NoiseLimit = 3;

    // √w H ∇T, along rows and columns.
    private readonly float[] _rowSlope;
    private readonly float[] _columnSlope;

    /// <param name="picture">The mean of aligned frames, shape (height, width).</param>
    /// <param name="variance">Their variance at each pixel.</param>
    /// <param name="missing">Pixels that are no data; null for none.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public AlignmentTemplate(float[] picture, float[] variance, bool[]? missing, int height, int width)
    {
        (Picture, Height, Width) = (picture, height, width);
        float[] steady = new float[variance.Length];
        Smoothing.Box(variance, height, width, 1, steady);
        float floor = Math.Max(0.05f * (float)OrderStatistics.Median([.. steady]), float.Epsilon);
        TensorPrimitives.Max(steady, floor, steady);
        Limit = new float[steady.Length];
        TensorPrimitives.Sqrt(steady, Limit);
        TensorPrimitives.Multiply(Limit, (float)NoiseLimit, Limit);

        int radius = Math.Clamp(Math.Min(height, width) / 16, 4, 24);
        float[] smooth = Smoothing.Binomial(picture, height, width);
        (float[] rows, float[] columns) = Gradient(smooth, height, width);
        (RowDescent, _rowSlope) = Descent(rows, steady, missing, radius);
        (ColumnDescent, _columnSlope) = Descent(columns, steady, missing, radius);
        Information = (Dot(_rowSlope, _rowSlope), Dot(_rowSlope, _columnSlope), Dot(_columnSlope, _columnSlope));
        RowScale = Scale(Information.Rows, RowDescent, 1, 0);
        ColumnScale = Scale(Information.Columns, ColumnDescent, 0, 1);
    }

    public int Height { get; }

    public int Width { get; }

    public float[] Picture { get; }

    /// <summary>A sample may differ from the template by this much before it counts for no more.</summary>
    public float[] Limit { get; }

    /// <summary>S of the remarks, along rows.</summary>
    public float[] RowDescent { get; }

    /// <summary>S of the remarks, along columns.</summary>
    public float[] ColumnDescent { get; }

    /// <summary>Information on a rigid displacement, 1/px²: rows, both, columns.</summary>
    public (double Rows, double Both, double Columns) Information { get; }

    /// <summary>
    /// What sums over <see cref="RowDescent"/> are multiplied by: the template's slope is that of a smoothed picture, frames are sharper,
    /// and steps would go too far, in sharp ones without an end.
    /// </summary>
    public double RowScale { get; }

    /// <summary>The same for <see cref="ColumnDescent"/>.</summary>
    public double ColumnScale { get; }

    /// <summary>Whether there is anything to align to.</summary>
    public bool HasTexture => Information.Rows > 0 && Information.Columns > 0 && Determinant > 0;

    private double Determinant => (Information.Rows * Information.Columns) - (Information.Both * Information.Both);

    /// <summary>The standard error of a rigid displacement, pixels along the worse axis.</summary>
    public double ErrorPx =>
        HasTexture ? Math.Sqrt(Math.Max(Information.Rows, Information.Columns) / Determinant) : double.PositiveInfinity;

    /// <summary>The displacement that sums of S times what differs stand for.</summary>
    public (double Row, double Column) Solve(double rowSum, double columnSum)
    {
        (double yy, double xy, double xx) = Information;
        (rowSum, columnSum) = (rowSum * RowScale, columnSum * ColumnScale);
        return (-((xx * rowSum) - (xy * columnSum)) / Determinant, -((yy * columnSum) - (xy * rowSum)) / Determinant);
    }

    /// <summary>Information on the displacement of a grid's nodes, shape (2 · nodes, 2 · nodes): rows, then columns.</summary>
    public Matrix<double> InformationAt(NodeGrid grid)
    {
        int count = grid.Count;
        double[,] sums = new double[2 * count, 2 * count];
        Span<int> node = stackalloc int[4];
        Span<double> share = stackalloc double[4];
        for (int y = 0; y < Height; y++)
        {
            (int cell, float below) = grid.RowAt(y);
            for (int j = 0; j < grid.Columns - 1; j++)
            {
                int upper = (cell * grid.Columns) + j;
                (node[0], node[1], node[2], node[3]) = (upper, upper + 1, upper + grid.Columns, upper + grid.Columns + 1);
                for (int x = grid.CellStart[j]; x < grid.CellStart[j + 1]; x++)
                {
                    float right = grid.ColumnShare[x];
                    (share[0], share[1]) = ((1 - below) * (1 - right), (1 - below) * right);
                    (share[2], share[3]) = (below * (1 - right), below * right);
                    int at = (y * Width) + x;
                    double yy = _rowSlope[at] * (double)_rowSlope[at];
                    double xx = _columnSlope[at] * (double)_columnSlope[at];
                    double xy = _rowSlope[at] * (double)_columnSlope[at];
                    for (int a = 0; a < 4; a++)
                    {
                        for (int b = 0; b < 4; b++)
                        {
                            double both = share[a] * share[b];
                            sums[node[a], node[b]] += both * yy;
                            sums[count + node[a], count + node[b]] += both * xx;
                            sums[node[a], count + node[b]] += both * xy;
                            sums[count + node[b], node[a]] += both * xy;
                        }
                    }
                }
            }
        }

        return Matrix<double>.Build.DenseOfArray(sums);
    }

    /// <summary>Measures it: the picture itself is moved by a quarter of a pixel to either side.</summary>
    private double Scale(double information, float[] descent, int down, int right)
    {
        const float part = 0.25f;
        FrameWarp warp = new(Height, Width);
        float[] before = new float[Picture.Length];
        float[] after = new float[Picture.Length];
        warp.Apply(Picture, 0, part * down, part * right, 0, before);
        warp.Apply(Picture, 0, -part * down, -part * right, 0, after);
        TensorPrimitives.Subtract(after, before, after);
        double measured = -Dot(descent, after) / (2 * part);
        return measured > 0 ? Math.Clamp(information / measured, 0.2, 1) : 1;
    }

    private (float[] Descent, float[] Slope) Descent(float[] gradient, float[] variance, bool[]? missing, int radius)
    {
        float[] slow = new float[gradient.Length];
        Smoothing.Box(gradient, Height, Width, radius, slow);
        float[] quick = new float[gradient.Length];
        TensorPrimitives.Subtract(gradient, slow, quick);
        Blank(quick, missing);
        float[] slope = new float[gradient.Length];
        TensorPrimitives.Sqrt(variance, slope);
        TensorPrimitives.Divide(quick, slope, slope);
        TensorPrimitives.Divide(quick, variance, quick);
        Smoothing.Box(quick, Height, Width, radius, slow);
        TensorPrimitives.Subtract(quick, slow, quick);
        Blank(quick, missing);
        return (quick, slope);
    }

    private static void Blank(float[] picture, bool[]? missing)
    {
        for (int i = 0; missing is not null && i < picture.Length; i++)
        {
            picture[i] = missing[i] ? 0 : picture[i];
        }
    }

    private static (float[] Rows, float[] Columns) Gradient(float[] picture, int height, int width)
    {
        float[] rows = new float[picture.Length];
        float[] columns = new float[picture.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = (y * width) + x;
                rows[at] = y > 0 && y < height - 1 ? 0.5f * (picture[at + width] - picture[at - width]) : 0;
                columns[at] = x > 0 && x < width - 1 ? 0.5f * (picture[at + 1] - picture[at - 1]) : 0;
            }
        }

        return (rows, columns);
    }

    private static double Dot(float[] one, float[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i += 4096)
        {
            int count = Math.Min(4096, one.Length - i);
            sum += TensorPrimitives.Dot<float>(one.AsSpan(i, count), other.AsSpan(i, count));
        }

        return sum;
    }
}
