namespace DeepWonder3D.Volumes;

/// <summary>
/// Linear resampling along one axis: for every output sample, which input samples it is the weighted sum of. Where the output is coarser
/// than the input the triangle widens with the step, so that what the output cannot hold is averaged and does not alias.
/// </summary>
internal sealed class ResamplingAxis
{
    private readonly long _inputLength;
    private readonly double _step;
    private readonly double _origin;
    private readonly double _support;

    private ResamplingAxis(long inputLength, long outputLength, double step, double origin, double support)
    {
        _inputLength = inputLength;
        OutputLength = outputLength;
        _step = step;
        _origin = origin;
        _support = support;
    }

    /// <summary>The number of output samples.</summary>
    public long OutputLength { get; }

    /// <summary>Samples at instants: the first output sample lies on the first input sample.</summary>
    /// <param name="inputLength">Input samples.</param>
    /// <param name="step">Input samples an output sample.</param>
    public static ResamplingAxis OfInstants(long inputLength, double step) =>
        new(inputLength, Math.Max(1, (long)Math.Floor(((inputLength - 1) / step) + 1e-9) + 1), step, 0, Math.Max(1, step));

    /// <summary>
    /// The published way: <paramref name="outputLength"/> samples from the first to the last input sample, without averaging.
    /// </summary>
    public static ResamplingAxis BetweenEnds(long inputLength, long outputLength) =>
        new(inputLength, outputLength, outputLength > 1 ? (inputLength - 1) / (double)(outputLength - 1) : 0, 0, 1);

    /// <summary>Samples that stand for areas (pixels): the axis begins at the outer edge of the first.</summary>
    /// <param name="inputLength">Input pixels.</param>
    /// <param name="factor">Output pixels an input pixel.</param>
    public static ResamplingAxis OfPixels(int inputLength, double factor) =>
        OfPixels(inputLength, factor, Math.Max(1, (int)Math.Floor((inputLength * factor) + 1e-6)));

    /// <summary>The same with so many output pixels, of which the last may lie partly beyond the input's edge.</summary>
    public static ResamplingAxis OfPixels(int inputLength, double factor, int outputLength) =>
        new(inputLength, outputLength, 1 / factor, (0.5 / factor) - 0.5, Math.Max(1, 1 / factor));

    /// <summary>Where an output sample lies, in input samples from 0; it may lie beyond the ends.</summary>
    public double CentreOf(long output) => _origin + (output * _step);

    /// <summary>The inputs of one output sample; indices beyond the ends are folded onto the end samples.</summary>
    /// <param name="output">Which output sample, from 0.</param>
    /// <returns>The first input sample, and the weights from there on; they sum to 1.</returns>
    public (long First, double[] Weights) Inputs(long output)
    {
        double centre = CentreOf(output);
        long low = (long)Math.Ceiling(centre - _support);
        long high = (long)Math.Floor(centre + _support);
        long first = Math.Clamp(low, 0, _inputLength - 1);
        long last = Math.Clamp(high, 0, _inputLength - 1);
        double[] weights = new double[last - first + 1];
        double sum = 0;
        for (long i = low; i <= high; i++)
        {
            double weight = Math.Max(0, 1 - (Math.Abs(i - centre) / _support));
            weights[Math.Clamp(i, first, last) - first] += weight;
            sum += weight;
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] /= sum;
        }

        return (first, weights);
    }
}
