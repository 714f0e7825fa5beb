namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// Takes mean, slope and curvature over time out of series: bleaching is in every pixel and says nothing of whose light it is.
/// </summary>
internal sealed class SlowTrend
{
    private readonly double[][] _basis;

    /// <param name="times">The time of each sample, in any unit.</param>
    /// <param name="degree">The highest power of time that is taken out; 0 for the mean alone.</param>
    public SlowTrend(IReadOnlyList<long> times, int degree = 2)
    {
        List<double[]> basis = [];
        double middle = times.Count > 0 ? (times[0] + times[^1]) / 2.0 : 0;
        double half = Math.Max(1, times.Count > 0 ? (times[^1] - times[0]) / 2.0 : 1);
        for (int power = 0; power <= Math.Min(degree, times.Count - 1); power++)
        {
            int exponent = power;
            double[] part = [.. times.Select(t => Math.Pow((t - middle) / half, exponent))];
            foreach (double[] earlier in basis)
            {
                AddScaled(earlier, -Dot(earlier, part), part);
            }

            double length = Math.Sqrt(Dot(part, part));
            if (length > 1e-9)
            {
                basis.Add(Array.ConvertAll(part, p => p / length));
            }
        }

        _basis = [.. basis];
    }

    /// <summary>The series without its trend.</summary>
    public double[] Without(ReadOnlySpan<float> series)
    {
        double[] rest = new double[series.Length];
        for (int t = 0; t < rest.Length; t++)
        {
            rest[t] = series[t];
        }

        foreach (double[] part in _basis)
        {
            AddScaled(part, -Dot(part, rest), rest);
        }

        return rest;
    }

    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);

    private static void AddScaled(double[] source, double scale, double[] target) =>
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(source, scale, target, target);
}
