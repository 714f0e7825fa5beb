using DeepWonder3D.Neurons;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views;

/// <summary>The neurons of all views in space.</summary>
public sealed record NeuronPopulation
{
    /// <summary>The recording's name without the view.</summary>
    public required string Name { get; init; }

    /// <summary>The number of neurons.</summary>
    public int Count => Neurons.Count;

    /// <summary>Frames of every trace.</summary>
    public required long FrameCount { get; init; }

    /// <summary>Frames a second, where known.</summary>
    public double? FrameRate { get; init; }

    /// <summary>
    /// When each frame was taken, seconds after the first, where frames did not come evenly; null where the rate says it all or nothing is
    /// known. <see cref="FrameRate"/> is that between pauses.
    /// </summary>
    public double[]? FrameTimes { get; init; }

    /// <summary>Width of a view's pixel in the object, µm, where known.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>The neurons, in the order of their ids.</summary>
    public required IReadOnlyList<LocalizedNeuron> Neurons { get; init => field = value as LocalizedNeuron[] ?? [.. value]; }

    /// <summary>The calibration that placed them; null for neurons read from a file that holds none.</summary>
    public ViewCalibration? Calibration { get; init; }

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
    public IReadOnlyList<NeuronEvent> ListEvents() => [.. Neurons.SelectMany(n => NeuronEvent.Of(n.Id, n.Events, TimeOfFrame, 0))];

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count} neurons in space";
}
