using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>
/// Deconvolves one trace after the other with one kernel: events, then what slowly remains goes to the baseline, and again.
/// </summary>
/// <remarks>Not for use by two threads at once.</remarks>
internal sealed class TraceDeconvolver
{
    private const double NormalOfMedian = 1.4826;

    /// <summary>The resting level is at first taken from below, where events do not reach, and moved up by what noise puts there.</summary>
    private const double RestPercent = 10;
    private const double NormalOfRest = 1.2816;

    private readonly EventPools _pools = new();
    private double[] _trace = [];
    private double[] _level = [];
    private double[] _above = [];
    private double[] _calcium = [];
    private double[] _events = [];

    public static double StandardErrors { get; set; } = 4;

    public static int Rounds { get; set; } = 3;

    public static double BlockDecays { get; set; } = 30;

    public static bool Filtered { get; set; } = true;

    /// <summary>Calcium, above the level, of the trace that was run last.</summary>
    public ReadOnlySpan<double> Calcium => _calcium;

    /// <summary>The events, per <c>h(0)</c>.</summary>
    public ReadOnlySpan<double> Events => _events;

    /// <summary>The resting level.</summary>
    public ReadOnlySpan<double> Level => _level;

    /// <summary>Standard deviation of the noise as the kernel sees it.</summary>
    public double Noise { get; private set; }

    /// <summary>Residual sum of squares.</summary>
    public double Residual { get; private set; }

    public int EventCount { get; private set; }
    public static double Gate { get; set; } = -1;
    public static double Low { get; set; } = 0;

    public void Run(ReadOnlySpan<float> trace, ReadOnlySpan<float> baseline, EventKernel kernel, double white, int blockFrames)
    {
        Take(trace);
        Noise = white;
        if (baseline.IsEmpty)
        {
            SlowLevel.AddTo(_trace, blockFrames, RestPercent, NormalOfRest * white, _level);
        }
        else
        {
            for (int t = 0; t < baseline.Length; t++)
            {
                _level[t] = baseline[t];
            }
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int t = 0; t < _above.Length; t++)
            {
                _above[t] = _trace[t] - _level[t];
            }

            _pools.Fit(_above, kernel, 0);
            _pools.Prune(kernel, Noise, StandardErrors);
            EventCount = _pools.Count - 1;
            if (round == Rounds - 1 && Gate >= 0)
            {
                bool[] mask = new bool[_above.Length];
                double frames = -1 / Math.Log(kernel.Decay);
                _pools.Mark(mask, (int)Math.Ceiling(Gate * frames), (int)Math.Ceiling(Gate * frames));
                _pools.Fit(_above, kernel, 0);
                _pools.Keep(mask, kernel, Noise, Low);
            }
            _pools.Write(kernel, _calcium, _events);
            Residual = 0;
            for (int t = 0; t < _above.Length; t++)
            {
                _above[t] -= _calcium[t];
                Residual += _above[t] * _above[t];
            }

            SlowLevel.AddTo(_above, blockFrames, 50, 0, _level);
            if (Filtered)
            {
                Noise = Math.Max(white, FilteredNoise(kernel));
            }
        }
    }

    /// <summary>
    /// The noise as the kernel meets it: what is left of the trace, weighted over the frames of a kernel. White noise gives its standard
    /// deviation; noise that is alike from frame to frame, which looks like events, gives more.
    /// </summary>
    private double FilteredNoise(EventKernel kernel)
    {
        float[] sizes = new float[_above.Length];
        double after = 0;
        double twoAfter = 0;
        for (int t = sizes.Length - 1; t >= 0; t--)
        {
            (after, twoAfter) = (_above[t] + (kernel.G1 * after) + (kernel.G2 * twoAfter), after);
            sizes[t] = (float)Math.Abs(after);
        }

        return NormalOfMedian * OrderStatistics.Median(sizes) / Math.Sqrt(kernel.Energy);
    }

    private void Take(ReadOnlySpan<float> trace)
    {
        if (_trace.Length != trace.Length)
        {
            (_trace, _level, _above) = (new double[trace.Length], new double[trace.Length], new double[trace.Length]);
            (_calcium, _events) = (new double[trace.Length], new double[trace.Length]);
        }

        for (int t = 0; t < trace.Length; t++)
        {
            _trace[t] = trace[t];
        }

        _level.AsSpan().Clear();
    }
}
