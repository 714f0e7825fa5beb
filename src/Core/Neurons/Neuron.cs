namespace DeepWonder3D.Neurons;

/// <summary>One neuron of one view.</summary>
public sealed record Neuron
{
    /// <summary>The neuron's number in its view, from 1.</summary>
    public required int Id { get; init; }

    /// <summary>What people call the neuron; null where nobody named it.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Centroid row, from 0, sub-pixel, in pixels of the volume it was found in: of the light that follows its trace; under the upstream
    /// preset of its footprint.
    /// </summary>
    public required double Row { get; init; }

    /// <summary>Centroid column, likewise.</summary>
    public required double Column { get; init; }

    /// <summary>The number of pixels covered.</summary>
    public int AreaPx => Footprint.Count;

    /// <summary>4π·area / perimeter² of the outline: 1 for a circle. NaN where it was not measured.</summary>
    public double Roundness { get; init; } = double.NaN;

    /// <summary>The highest segmentation score inside the footprint. NaN where it was not measured.</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>
    /// How probable it is that this is a cell's body, 0 to 1: by the size and shape of what lights up in the recording when it is active,
    /// and by the score. NaN where it was not judged.
    /// </summary>
    public double Probability { get; init; } = double.NaN;

    /// <summary>
    /// How wide what lights up with it is across, pixels: the short axis of the ellipse with the moments of its half as bright part. NaN
    /// where it was not measured.
    /// </summary>
    public double WidthPx { get; init; } = double.NaN;

    /// <summary>How long it is: the long axis, likewise.</summary>
    public double LengthPx { get; init; } = double.NaN;

    /// <summary>What it is, by its probability.</summary>
    public NeuronKind Kind => KindOf(Probability);

    /// <summary>Peak of the trace above its baseline, in units of its noise; no cap. NaN for a constant trace.</summary>
    public double Snr { get; init; } = double.NaN;

    /// <summary>
    /// Noise of <see cref="DeltaFOverF"/>, % per √Hz: 100 · median |difference of neighbouring frames| / √(frame rate), the definition of
    /// Rupprecht et al. 2021, which does not depend on the frame rate. NaN where there is no ΔF/F or the frame rate is unknown.
    /// </summary>
    public double NoiseLevel { get; init; } = double.NaN;

    /// <summary>
    /// Share of the trace's variance that its surround or a neighbour still explains, 0 to 1. NaN where it was not measured.
    /// </summary>
    public double Contamination { get; init; } = double.NaN;

    /// <summary>
    /// How probable it is that the tissue there is the neuron's, 0 to 1, where it was measured in another recording than it was found in:
    /// by how alike the pictures of both are around it, beside other places nearby. NaN where no pictures were compared.
    /// </summary>
    public double AlignmentProbability { get; init; } = double.NaN;

    /// <summary>
    /// Seconds from a frame's time to when the neuron's row was scanned; 0 where all rows are exposed at once. NaN where it is unknown.
    /// </summary>
    public double TimeOffsetS { get; init; } = double.NaN;

    /// <summary>
    /// Mean light of the neuron's pixels in the recording's other channel, in its units and with all background. NaN where there is none.
    /// </summary>
    public double ChannelMean { get; init; } = double.NaN;

    /// <summary>The same of the ring around the neuron.</summary>
    public double ChannelSurround { get; init; } = double.NaN;

    /// <summary>
    /// How far the neuron stands out of its surround in the other channel beyond what places without neurons do, in their robust standard
    /// deviations. NaN where it is not known.
    /// </summary>
    public double ChannelScore { get; init; } = double.NaN;

    /// <summary>
    /// Whether the neuron shines in the other channel, a red cell: <see cref="ChannelScore"/> of 5 or more. Null where it is not known.
    /// </summary>
    public bool? IsRed { get; init; }

    /// <summary>The pixels covered.</summary>
    public required Footprint Footprint { get; init; }

    /// <summary>Activity over time, in the units of the volume it was measured in, above the background there.</summary>
    public required Trace Trace { get; init; }

    /// <summary>
    /// The trace's resting level, frame by frame, in the same units: it follows bleaching and not activity. Null where it was not measured.
    /// </summary>
    public Trace? Baseline { get; init; }

    /// <summary>The change relative to the resting fluorescence, (F − F0) / F0; 0.5 is 50 %. Null where it was not measured.</summary>
    public Trace? DeltaFOverF { get; init; }

    /// <summary>
    /// The trace without noise, in its units: baseline and what events and their decay add. Null where it was not deconvolved.
    /// </summary>
    public Trace? Denoised { get; init; }

    /// <summary>How much each frame's events add to the trace, in its units; 0 in most frames. Null where it was not deconvolved.</summary>
    public Trace? Events { get; init; }

    /// <summary>The kind of a find that is a cell's body with a probability; NaN where it is not known.</summary>
    internal static NeuronKind KindOf(double probability) => double.IsNaN(probability) ? NeuronKind.Unknown
        : probability >= 0.7 ? NeuronKind.Soma
        : probability < 0.3 ? NeuronKind.Process
        : NeuronKind.Unsure;
}
