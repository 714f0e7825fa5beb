namespace DeepWonder3D.Models.Networks;

/// <summary>
/// How far a sample of a feature map looks in the network's input, along any one spatial axis. Sample i of a map of pitch p starts at input
/// position i·p; it depends on no input sample further than <see cref="Before"/> before or <see cref="After"/> after that position.
/// </summary>
/// <param name="Pitch">Input samples from one sample of the map to the next.</param>
/// <param name="Before">Reach towards the axis' start, in input samples.</param>
/// <param name="After">Reach towards the axis' end, in input samples.</param>
internal readonly record struct ReceptiveField(double Pitch, double Before, double After)
{
    /// <summary>The input itself.</summary>
    public static ReceptiveField Input { get; } = new(1, 0, 0);

    /// <summary>A halo of this size holds all that a tile's samples depend on.</summary>
    public int Radius => (int)Math.Ceiling(Math.Max(Before, After));

    /// <summary>A convolution that keeps every so-manieth position, with so many zeros before the first sample.</summary>
    public ReceptiveField Convolve(int kernel, int stride, int padding) =>
        Reach(stride * Pitch, padding * Pitch, (kernel - 1 - padding) * Pitch);

    /// <summary>
    /// Blocks of channels spread over finer samples: a block's last sample looks nearly a whole pitch back at what it is made of.
    /// </summary>
    public ReceptiveField Spread(int factor) => Reach(Pitch / factor, Pitch * (factor - 1) / factor, 0);

    /// <summary>The mean of blocks.</summary>
    public ReceptiveField Average(int factor) => Reach(factor * Pitch, 0, (factor - 1) * Pitch);

    /// <summary>The maximum of pairs: a pair's second sample lies one pitch after its first.</summary>
    public ReceptiveField Pool() => Reach(2 * Pitch, 0, Pitch);

    /// <summary>Each sample twice: the second copy looks half a pitch back at what it is a copy of.</summary>
    public ReceptiveField Double() => Reach(Pitch / 2, Pitch / 2, 0);

    /// <summary>
    /// A transposed convolution of kernel 4, stride 2, padding 1: sample 2i takes i − 1 and i, sample 2i + 1 takes i and i + 1.
    /// </summary>
    public ReceptiveField ConvolveTransposed() => Reach(Pitch / 2, Pitch, Pitch / 2);

    /// <summary>Linear interpolation between pixel centres, to another pitch: two neighbours of the centre's place.</summary>
    public ReceptiveField Interpolate(double pitch) => Reach(pitch, Math.Max((1.5 * Pitch) - (pitch / 2), 0), (pitch / 2) + (Pitch / 2));

    /// <summary>What two maps of one pitch see together.</summary>
    public ReceptiveField Join(ReceptiveField other) => new(Pitch, Math.Max(Before, other.Before), Math.Max(After, other.After));

    private ReceptiveField Reach(double pitch, double before, double after) => new(pitch, Before + before, After + after);
}
