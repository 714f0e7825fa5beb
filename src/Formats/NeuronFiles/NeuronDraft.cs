using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>A neuron as a file states it, before it is checked: of one view or in space.</summary>
internal sealed class NeuronDraft
{
    public int? Id { get; set; }

    public double Row { get; set; } = double.NaN;

    public double Column { get; set; } = double.NaN;

    public double Roundness { get; set; } = double.NaN;

    public double Score { get; set; } = double.NaN;

    public double Snr { get; set; } = double.NaN;

    public double XUm { get; set; } = double.NaN;

    public double YUm { get; set; } = double.NaN;

    public double ZUm { get; set; } = double.NaN;

    public double XErrorUm { get; set; } = double.NaN;

    public double YErrorUm { get; set; } = double.NaN;

    public double ZErrorUm { get; set; } = double.NaN;

    public double AgreeingViewCount { get; set; } = double.NaN;

    /// <summary>The number of a <see cref="Views.Placement"/>.</summary>
    public double Placement { get; set; } = double.NaN;

    public double ResidualPx { get; set; } = double.NaN;

    public double Correlation { get; set; } = double.NaN;

    /// <summary>The pixels covered, in any order.</summary>
    public List<(int Row, int Column)> Pixels { get; } = [];

    public float[] Trace { get; set; } = [];

    /// <summary>ΔF/F of that trace; null where there is none.</summary>
    public float[]? DeltaFOverF { get; set; }

    public List<Detection> Detections { get; } = [];
}
