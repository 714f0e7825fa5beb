namespace DeepWonder3D.Spikes;

/// <summary>How well events go with action potentials.</summary>
internal static class Agreement
{
    /// <summary>Width of a bin where frames are not wider, seconds.</summary>
    public const double BinS = 0.04;

    /// <summary>The standard deviation of the Gaussian that Rupprecht et al. 2021 smooth with, seconds.</summary>
    public const double SmoothS = 0.2;

    /// <summary>Pearson correlation in bins of 40 ms, or of a frame where frames are wider.</summary>
    public static double Binned(SpikeRecording recording, ReadOnlySpan<double> events)
    {
        double width = Math.Max(BinS, 1 / recording.FrameRate);
        (double[] inferred, double[] real) = Bins(recording, events, width);
        return Pearson(inferred, real);
    }

    /// <summary>Pearson correlation after smoothing both with a Gaussian of 0.2 s.</summary>
    public static double Smoothed(SpikeRecording recording, ReadOnlySpan<double> events)
    {
        double width = Math.Max(BinS, 1 / recording.FrameRate);
        (double[] inferred, double[] real) = Bins(recording, events, width);
        return Pearson(Smooth(inferred, SmoothS / width), Smooth(real, SmoothS / width));
    }

    /// <summary>Pearson correlation; NaN where one of them is constant.</summary>
    public static double Pearson(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            meanA += a[i] / a.Length;
            meanB += b[i] / a.Length;
        }

        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            product += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }

        return product / Math.Sqrt(squaresA * squaresB);
    }

    private static (double[] Inferred, double[] Real) Bins(SpikeRecording recording, ReadOnlySpan<double> events, double width)
    {
        int count = (int)(events.Length / recording.FrameRate / width);
        double[] inferred = new double[count];
        double[] real = new double[count];
        for (int t = 0; t < events.Length; t++)
        {
            // A frame that lies in two bins gives each its share.
            double from = t / recording.FrameRate / width;
            double to = (t + 1) / recording.FrameRate / width;
            for (int bin = (int)from; bin < Math.Min(to, count); bin++)
            {
                inferred[bin] += events[t] * (Math.Min(to, bin + 1) - Math.Max(from, bin)) / (to - from);
            }
        }

        foreach (double spike in recording.SpikesS)
        {
            int bin = (int)Math.Floor(spike / width);
            if (bin >= 0 && bin < count)
            {
                real[bin]++;
            }
        }

        return (inferred, real);
    }

    private static double[] Smooth(double[] values, double sigma)
    {
        int half = (int)Math.Ceiling(4 * sigma);
        double[] weights = [.. Enumerable.Range(-half, (2 * half) + 1).Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma)))];
        double[] smooth = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = Math.Max(0, i - half); j <= Math.Min(values.Length - 1, i + half); j++)
            {
                smooth[i] += values[j] * weights[j - i + half];
            }
        }

        return smooth;
    }
}
