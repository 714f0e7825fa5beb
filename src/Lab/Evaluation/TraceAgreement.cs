namespace DeepWonder3D.Evaluation;

/// <summary>
/// Pearson correlation of two traces that may have been recorded at different rates, over the frames in which both have a value.
/// </summary>
internal static class TraceAgreement
{
    /// <summary>Correlates; NaN where either is empty or constant, or fewer than two frames have values of both.</summary>
    /// <param name="truth">The one trace.</param>
    /// <param name="truthRate">Its frames a second, where known.</param>
    /// <param name="found">The other trace.</param>
    /// <param name="foundRate">Its frames a second, where known.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewsDiffer"/>: the lengths differ and no rates say how.</exception>
    public static double Correlation(Trace truth, double? truthRate, Trace found, double? foundRate)
    {
        if (truth.Length == 0 || found.Length == 0)
        {
            return double.NaN;
        }

        bool sameClock = truth.Length == found.Length && (truthRate is null || foundRate is null || truthRate == foundRate);
        if (sameClock)
        {
            return Pearson(truth.AsSpan(), found.AsSpan());
        }

        if (truthRate is not { } from || foundRate is not { } to)
        {
            throw new DeepWonderException(
                ErrorId.ViewsDiffer,
                $"The truth has {truth.Length} frames and the neurons have {found.Length}, and no frame rates say how they relate.",
                found.Length,
                "Compare neurons of the same frames, or give both recordings their frame rate.");
        }

        // At the truth's times that both recordings cover; frame 0 of both is at time 0.
        int count = Math.Min(truth.Length, (int)Math.Floor((found.Length - 1) * from / to) + 1);
        float[] resampled = new float[count];
        for (int i = 0; i < count; i++)
        {
            double place = i * to / from;
            int below = Math.Min((int)place, found.Length - 1);
            int above = Math.Min(below + 1, found.Length - 1);
            resampled[i] = place == below ? found[below] : (float)(found[below] + ((place - below) * (found[above] - found[below])));
        }

        return Pearson(truth.AsSpan()[..count], resampled);
    }

    private static double Pearson(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double meanA = 0;
        double meanB = 0;
        int count = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (!float.IsNaN(a[i] + b[i]))
            {
                meanA += a[i];
                meanB += b[i];
                count++;
            }
        }

        meanA /= count;
        meanB /= count;
        double both = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (!float.IsNaN(a[i] + b[i]))
            {
                both += (a[i] - meanA) * (b[i] - meanB);
                squareA += (a[i] - meanA) * (a[i] - meanA);
                squareB += (b[i] - meanB) * (b[i] - meanB);
            }
        }

        return squareA > 0 && squareB > 0 ? both / Math.Sqrt(squareA * squareB) : double.NaN;
    }
}
