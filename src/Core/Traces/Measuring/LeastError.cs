namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// The weights of pixels that let a neuron and even light through in known proportion and as little as possible of noise and neighbours.
/// </summary>
/// <param name="variances">Each pixel's noise.</param>
/// <param name="others">How each neighbour's light is spread over the pixels.</param>
/// <param name="powers">The variance of each neighbour's activity.</param>
internal sealed class LeastError(double[] variances, double[][] others, double[] powers)
{
    // What tells two equations apart that say the same: a neuron that is as even as the background.
    private const double Ridge = 1e-9;

    /// <summary>The weights w with Σ w = 1 and Σ w · own = mean; null where there are none.</summary>
    public float[]? Minimise(double[] own, double mean)
    {
        double[] even = new double[own.Length];
        Array.Fill(even, 1);
        if (Inverse(own) is not { } a || Inverse(even) is not { } b)
        {
            return null;
        }

        double[] matrix = [SlowTrend.Dot(own, a), SlowTrend.Dot(own, b), SlowTrend.Dot(even, a), SlowTrend.Dot(even, b)];
        double ridge = Ridge * (matrix[0] + matrix[3]);
        (matrix[0], matrix[3]) = (matrix[0] + ridge, matrix[3] + ridge);
        double[] factors = [mean, 1];
        if (!SmallSystem.Solve(matrix, factors))
        {
            return null;
        }

        // What the ridge costs of the sum is put back, so that even light passes exactly as it is.
        double[] weights = [.. a.Select((value, i) => (factors[0] * value) + (factors[1] * b[i]))];
        double sum = weights.Sum();
        return sum > 0 ? Array.ConvertAll(weights, w => (float)(w / sum)) : null;
    }

    /// <summary>C⁻¹ v for C = diag(variances) + Σ power · other · otherᵀ, by Woodbury's identity.</summary>
    private double[]? Inverse(double[] vector)
    {
        int n = others.Length;
        double[] scaled = [.. vector.Select((v, i) => v / variances[i])];
        double[] matrix = new double[n * n];
        double[] right = new double[n];
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < n; k++)
            {
                double sum = 0;
                for (int i = 0; i < variances.Length; i++)
                {
                    sum += others[j][i] * others[k][i] / variances[i];
                }

                matrix[(j * n) + k] = (Math.Sqrt(powers[j] * powers[k]) * sum) + (j == k ? 1 : 0);
            }

            right[j] = Math.Sqrt(powers[j]) * SlowTrend.Dot(others[j], scaled);
        }

        if (!SmallSystem.Solve(matrix, right))
        {
            return null;
        }

        for (int i = 0; i < scaled.Length; i++)
        {
            for (int j = 0; j < n; j++)
            {
                scaled[i] -= others[j][i] / variances[i] * Math.Sqrt(powers[j]) * right[j];
            }
        }

        return scaled;
    }
}
