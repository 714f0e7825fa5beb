using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>
/// A neuron as a file states it, before it is checked: of one view or in space. Numbers and series go by the names of the properties that
/// they become.
/// </summary>
internal sealed class NeuronDraft
{
    private readonly Dictionary<string, double> _numbers = [];

    public int? Id { get; set; }

    /// <summary>What it is called: empty for nothing, null where the file does not say it of single neurons.</summary>
    public string? Label { get; set; }

    /// <summary>The pixels covered, in any order.</summary>
    public List<(int Row, int Column)> Pixels { get; } = [];

    public List<Detection> Detections { get; } = [];

    /// <summary>One sample a frame; a series that there is not has no entry.</summary>
    public Dictionary<string, float[]> Series { get; } = [];

    public float[] Trace
    {
        get => Series.GetValueOrDefault(nameof(Neuron.Trace), []);
        set => Series[nameof(Neuron.Trace)] = value;
    }

    /// <summary>A number; NaN for one that is not stated.</summary>
    public double this[string property]
    {
        get => _numbers.GetValueOrDefault(property, double.NaN);
        set => _numbers[property] = value;
    }
}
