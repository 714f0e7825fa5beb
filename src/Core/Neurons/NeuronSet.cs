using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons;

/// <summary>The neurons of one view.</summary>
/// <remarks>
/// Its lists are arrays underneath, as are those of the other public types: what the compiler makes of a collection expression has no
/// indexer that PowerShell could use, and <c>$set.Neurons[0]</c> would be all of them.
/// </remarks>
public sealed record NeuronSet
{
    /// <summary>The recording's name.</summary>
    public required string Name { get; init; }

    /// <summary>The view's number, where known.</summary>
    public int? ViewId { get; init; }

    /// <summary>Rows of the view.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of the view.</summary>
    public required int Width { get; init; }

    /// <summary>Frames of every trace.</summary>
    public required long FrameCount { get; init; }

    /// <summary>Frames a second, where known.</summary>
    public double? FrameRate { get; init; }

    /// <summary>
    /// When each frame was taken, seconds after the first, where frames did not come evenly; null where the rate says it all or nothing is
    /// known. <see cref="FrameRate"/> is that between pauses.
    /// </summary>
    public double[]? FrameTimes { get; init; }

    /// <summary>Width of a pixel in the object, µm, where known.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>Height of a pixel over its width; 1 for a square one.</summary>
    public double PixelAspect { get; init; } = 1;

    /// <summary>
    /// What the field looks like: the mean of the recording that the neurons were found or measured in, in the view's pixels. Another day's
    /// recording is laid over it. Null where it is not known.
    /// </summary>
    public MeanPicture? Picture { get; init; }

    /// <summary>The number of neurons.</summary>
    public int Count => Neurons.Count;

    /// <summary>The neurons, in the order of their ids.</summary>
    public required IReadOnlyList<Neuron> Neurons { get; init => field = value as Neuron[] ?? [.. value]; }

    /// <summary>What the recording has gone through, oldest first.</summary>
    public IReadOnlyList<HistoryStep> History { get; init => field = value as HistoryStep[] ?? [.. value]; } = [];

    /// <summary>
    /// When a frame was taken, seconds after the first: by <see cref="FrameTimes"/>, or else by <see cref="FrameRate"/>. Null where neither
    /// is known, or where there is no such frame.
    /// </summary>
    /// <param name="frame">The frame, from 0.</param>
    public double? TimeOfFrame(long frame) =>
        frame >= 0 && frame < FrameCount ? FrameClock.TimeOf(FrameTimes, FrameRate, frame) : null;

    /// <summary>The events of all neurons that were deconvolved, neuron by neuron, each in the order of time.</summary>
    /// <returns>An array; empty where nothing was deconvolved.</returns>
    public IReadOnlyList<NeuronEvent> ListEvents() =>
        [.. Neurons.SelectMany(n => NeuronEvent.Of(n.Id, n.Events, TimeOfFrame, double.IsNaN(n.TimeOffsetS) ? 0 : n.TimeOffsetS))];

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count} neurons";

    /// <summary>For each neuron, the pixels that no other neuron covers; possibly none.</summary>
    internal IReadOnlyList<Footprint> ExclusivePixels()
    {
        byte[] covered = new byte[checked(Height * Width)];
        foreach (Neuron neuron in Neurons)
        {
            foreach (int pixel in neuron.Footprint.Pixels)
            {
                covered[pixel] = (byte)Math.Min(covered[pixel] + 1, 2);
            }
        }

        List<Footprint> exclusive = new(Count);
        foreach (Neuron neuron in Neurons)
        {
            List<int> own = [];
            foreach (int pixel in neuron.Footprint.Pixels)
            {
                if (covered[pixel] == 1)
                {
                    own.Add(pixel);
                }
            }

            exclusive.Add(new Footprint([.. own], Width));
        }

        return exclusive;
    }
}
