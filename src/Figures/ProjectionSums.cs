using System.Numerics.Tensors;

namespace DeepWonder3D.Figures;

/// <summary>
/// Running sums over frames, in double precision and relative to each pixel's first sample, so that a large constant offset costs no
/// digits. Products with four of the eight neighbours suffice: the other four are the same pairs seen from the other side.
/// </summary>
internal sealed class ProjectionSums
{
    /// <summary>Below this share of the mean square, a variance is rounding.</summary>
    private const double VarianceFloor = 1e-12;

    private static readonly (int Row, int Column)[] s_neighbours = [(0, 1), (1, -1), (1, 0), (1, 1)];

    private readonly int _height;
    private readonly int _width;
    private readonly double[] _sum;
    private readonly double[] _square;
    private readonly double[] _maximum;
    private readonly double[][] _products;
    private double[]? _first;
    private long _count;

    public ProjectionSums(int height, int width)
    {
        _height = height;
        _width = width;
        int pixels = checked(height * width);
        _sum = new double[pixels];
        _square = new double[pixels];
        _maximum = new double[pixels];
        _products = [.. s_neighbours.Select(_ => new double[pixels])];
    }

    /// <summary>Adds frames, each of shape (height, width); their contents are replaced.</summary>
    public void Add(ReadOnlySpan<double[]> frames, CancellationToken token)
    {
        // A frame's own sum runs over rows only, and the order of frames within a row is theirs: the result does not depend on the threads.
        double[][] batch = frames.ToArray();
        _first ??= (double[])batch[0].Clone();
        foreach (double[] frame in batch)
        {
            TensorPrimitives.Subtract(frame, _first, frame);
        }

        ParallelLoop.For(_height, row => AddRow(batch, row), token);
        _count += batch.Length;
    }

    public ProjectionImage ToImage()
    {
        int pixels = _sum.Length;
        float[] mean = new float[pixels];
        float[] maximum = new float[pixels];
        float[] deviation = new float[pixels];
        double[] spread = new double[pixels];
        for (int i = 0; i < pixels; i++)
        {
            double shift = _sum[i] / _count;
            double square = _square[i] / _count;
            double variance = square - (shift * shift);
            spread[i] = variance <= VarianceFloor * square ? 0 : Math.Sqrt(variance);
            mean[i] = (float)(_first![i] + shift);
            maximum[i] = (float)(_first[i] + _maximum[i]);
            deviation[i] = (float)spread[i];
        }

        return new ProjectionImage(_height, _width, mean, Correlation(spread), maximum, deviation);
    }

    private void AddRow(double[][] frames, int row)
    {
        Span<double> Row(double[] image) => image.AsSpan(row * _width, _width);
        foreach (double[] frame in frames)
        {
            Span<double> samples = Row(frame);
            TensorPrimitives.Add(Row(_sum), samples, Row(_sum));
            TensorPrimitives.MultiplyAdd(samples, samples, Row(_square), Row(_square));
            TensorPrimitives.Max(Row(_maximum), samples, Row(_maximum));
            for (int i = 0; i < s_neighbours.Length; i++)
            {
                (int down, int right) = s_neighbours[i];
                int left = Math.Max(0, -right);
                int length = _width - Math.Abs(right);
                if (row + down < _height && length > 0)
                {
                    Span<double> neighbours = frame.AsSpan(((row + down) * _width) + left + right, length);
                    Span<double> product = Row(_products[i]).Slice(left, length);
                    TensorPrimitives.MultiplyAdd(samples.Slice(left, length), neighbours, product, product);
                }
            }
        }
    }

    private float[] Correlation(double[] spread)
    {
        double[] total = new double[spread.Length];
        int[] pairs = new int[spread.Length];
        for (int i = 0; i < s_neighbours.Length; i++)
        {
            (int down, int right) = s_neighbours[i];
            for (int row = 0; row + down < _height; row++)
            {
                for (int column = Math.Max(0, -right); column < _width - Math.Max(0, right); column++)
                {
                    int a = (row * _width) + column;
                    int b = a + (down * _width) + right;
                    double correlation = Correlation(i, a, b, spread);
                    total[a] += correlation;
                    total[b] += correlation;
                    pairs[a]++;
                    pairs[b]++;
                }
            }
        }

        float[] image = new float[spread.Length];
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = pairs[i] == 0 ? 0 : (float)(total[i] / pairs[i]);
        }

        return image;
    }

    /// <summary>Pearson's correlation of two pixels; 0 where one of them never changes.</summary>
    private double Correlation(int neighbour, int a, int b, double[] spread)
    {
        double scale = spread[a] * spread[b];
        double covariance = (_products[neighbour][a] / _count) - (_sum[a] / _count * (_sum[b] / _count));
        return scale == 0 ? 0 : Math.Clamp(covariance / scale, -1, 1);
    }
}
