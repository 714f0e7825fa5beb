using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>
/// Deconvolves one trace after the other with one kernel. Events are sought with the decay alone and only those that stand well out of the
/// noise are kept; what remains slowly goes to the baseline; then again. At last non-negative least squares with the whole kernel says how
/// the light around these events divides over frames: elsewhere nothing happens.
/// </summary>
/// <remarks>Not for use by two threads at once; used again for the next trace, so that little is allocated.</remarks>
internal sealed class TraceDeconvolver
{
    /// <summary>
    /// Standard errors that an event must exceed. On simulated silent cells 4 leave 0.1 false events a minute, 3.5 leave 0.6 and 5 none; on
    /// active ones 5 lose a tenth of what 4 find (benchmarks/results/spikes.md).
    /// </summary>
    public const double StandardErrors = 4;

    /// <summary>Baseline and noise have settled after so many rounds.</summary>
    private const int Rounds = 3;

    /// <summary>Decays on either side of an event that least squares may divide its light over.</summary>
    private const double Surroundings = 1;

    /// <summary>The resting level is at first taken from below, where events do not reach, and moved up by what noise puts there.</summary>
    private const double RestPercent = 10;
    private const double NormalOfRest = 1.2816;
    private const double NormalOfMedian = 1.4826;

    /// <summary>More make no better median.</summary>
    private const int MostSamples = 4096;

    private readonly EventPools _pools = new();
    private double[] _trace = [];
    private double[] _level = [];
    private double[] _above = [];
    private double[] _calcium = [];
    private double[] _events = [];
    private bool[] _near = [];

    /// <summary>Calcium above the level, in the trace's units.</summary>
    public ReadOnlySpan<double> Calcium => _calcium;

    /// <summary>The events, per <c>h(0)</c>.</summary>
    public ReadOnlySpan<double> Events => _events;

    /// <summary>The resting level.</summary>
    public ReadOnlySpan<double> Level => _level;

    /// <summary>Standard deviation of the noise as a kernel meets it.</summary>
    public double Noise { get; private set; }

    /// <summary>What is left of the trace: the sum of squares.</summary>
    public double Residual { get; private set; }

    /// <summary>Events that stand out.</summary>
    public int EventCount { get; private set; }

    /// <summary>Events and baseline of a trace.</summary>
    /// <param name="trace">Finite samples.</param>
    /// <param name="baseline">The resting level, as many, or none; a constant offset and slow drift are put right in either case.</param>
    /// <param name="kernel">How calcium follows an event.</param>
    /// <param name="levelFrames">Frames within which the level hardly moves.</param>
    /// <param name="gaps">True for frames without a measurement, whatever <paramref name="trace"/> holds there; null for none.</param>
    public void Run(
        ReadOnlySpan<float> trace, ReadOnlySpan<float> baseline, EventKernel kernel, int levelFrames, bool[]? gaps = null)
    {
        EventKernel decay = kernel.Rise > 0 ? new EventKernel(kernel.Decay, 0) : kernel;
        Seek(trace, baseline, decay, TraceNoise.Of(trace, -1 / Math.Log(kernel.Decay)), levelFrames, gaps);
        Subtract(_trace, _level, _above);

        // An event of order 1 stands where the trace has risen, so one with a rise began earlier.
        int rise = kernel.Rise > 0 ? (int)(-1 / Math.Log(kernel.Rise)) : 0;
        int near = rise + (int)Math.Ceiling(Surroundings * -1 / Math.Log(kernel.Decay));
        _pools.Mark(_near, near);
        for (int t = 0; gaps is not null && t < gaps.Length; t++)
        {
            _near[t] &= !gaps[t];
        }

        _pools.Fit(_above, kernel, 0);
        _pools.Keep(_near, kernel);
        _pools.Complete(_above, kernel, _near, _calcium, _events);
    }

    /// <summary>The events that stand out, with one kernel throughout, and baseline, noise and what is left.</summary>
    /// <param name="trace">Finite samples.</param>
    /// <param name="baseline">The resting level, as many, or none.</param>
    /// <param name="kernel">How calcium follows an event.</param>
    /// <param name="noise">The noise of a frame, as far as it is known at first.</param>
    /// <param name="levelFrames">Frames within which the level hardly moves.</param>
    /// <param name="gaps">True for frames without a measurement; null for none.</param>
    public void Seek(
        ReadOnlySpan<float> trace,
        ReadOnlySpan<float> baseline,
        EventKernel kernel,
        double noise,
        int levelFrames,
        bool[]? gaps = null)
    {
        Noise = noise;
        Begin(trace, baseline, noise, levelFrames);
        for (int round = 0; round < Rounds; round++)
        {
            Subtract(_trace, _level, _above);
            _pools.Fit(_above, kernel, 0);
            _pools.Prune(kernel, Noise, StandardErrors);
            _pools.Write(kernel, _calcium, _events);
            Believe(gaps);
            Subtract(_above, _calcium, _above);
            Residual = 0;
            foreach (double left in _above)
            {
                Residual += left * left;
            }

            SlowLevel.AddTo(_above, levelFrames, 50, 0, _level);
            Noise = LeftNoise(kernel);
        }

        EventCount = _pools.Count - 1;
    }

    /// <summary>What is not measured is taken to be what the rest says of it, so that it has no say in the next round.</summary>
    private void Believe(bool[]? gaps)
    {
        for (int t = 0; gaps is not null && t < gaps.Length; t++)
        {
            if (gaps[t])
            {
                _trace[t] = _level[t] + _calcium[t];
                _above[t] = _calcium[t];
            }
        }
    }

    /// <summary>
    /// The noise in what is left of the trace, as the kernel meets it: of neighbouring frames, and weighted over the frames of a kernel,
    /// whichever is more. Both are those of a frame for white noise; noise that is alike from frame to frame, which looks like events,
    /// gives more in the second. At the first, activity that is fast for the frame rate was in it.
    /// </summary>
    private double LeftNoise(EventKernel kernel)
    {
        int stride = 1 + (_above.Length / MostSamples);
        float[] left = Array.ConvertAll(_above, v => (float)v);
        float[] sizes = new float[(left.Length + stride - 1) / stride];
        double after = 0;
        double twoAfter = 0;
        for (int t = _above.Length - 1; t >= 0; t--)
        {
            (after, twoAfter) = (_above[t] + (kernel.G1 * after) + (kernel.G2 * twoAfter), after);
            if (t % stride == 0)
            {
                sizes[t / stride] = (float)Math.Abs(after);
            }
        }

        double filtered = NormalOfMedian * OrderStatistics.Median(sizes) / Math.Sqrt(kernel.Energy);
        return Math.Max(TraceNoise.Of(left, -1 / Math.Log(kernel.Decay)), filtered);
    }

    private void Begin(ReadOnlySpan<float> trace, ReadOnlySpan<float> baseline, double noise, int levelFrames)
    {
        if (_trace.Length != trace.Length)
        {
            (_trace, _level, _above) = (new double[trace.Length], new double[trace.Length], new double[trace.Length]);
            (_calcium, _events, _near) = (new double[trace.Length], new double[trace.Length], new bool[trace.Length]);
        }

        for (int t = 0; t < trace.Length; t++)
        {
            _trace[t] = trace[t];
            _level[t] = baseline.IsEmpty ? 0 : baseline[t];
        }

        // A baseline that lies too low all along would be taken for events that never end.
        Subtract(_trace, _level, _above);
        SlowLevel.AddTo(_above, levelFrames, RestPercent, NormalOfRest * noise, _level);
    }

    private static void Subtract(ReadOnlySpan<double> from, ReadOnlySpan<double> what, Span<double> difference) =>
        TensorPrimitives.Subtract(from, what, difference);
}
