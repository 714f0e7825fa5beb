namespace DeepWonder3D.Neurons;

/// <summary>One neuron of one view.</summary>
public sealed record Neuron
{
    /// <summary>The neuron's number in its view, from 1.</summary>
    public required int Id { get; init; }

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
    /// Peak of the trace above its median, in units of its noise (1.4826 · median absolute difference of neighbouring frames / √2; the mean
    /// absolute difference · √π / 2 where that median is 0). NaN for a constant trace.
    /// </summary>
    public double Snr { get; init; } = double.NaN;

    /// <summary>The pixels covered.</summary>
    public required Footprint Footprint { get; init; }

    /// <summary>Activity over time, in the units of the volume it was measured in.</summary>
    public required Trace Trace { get; init; }
}
