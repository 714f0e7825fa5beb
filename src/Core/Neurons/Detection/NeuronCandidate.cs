using DeepWonder3D.Neurons.Judging;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>One detection in one window: a neuron, or the same neuron as other windows show it.</summary>
/// <param name="Window">The window it was seen in, from 0.</param>
/// <param name="Footprint">Its pixels.</param>
/// <param name="Row">Mean row of the pixels.</param>
/// <param name="Column">Mean column of the pixels.</param>
/// <param name="Roundness">4π·area / perimeter² of the outline.</param>
/// <param name="Score">The network's highest score inside, in the window; NaN where no network found it.</param>
internal sealed record NeuronCandidate(long Window, Footprint Footprint, double Row, double Column, double Roundness, double Score)
{
    /// <summary>What lit up in the recording where it lies, found without a network; null where nothing did.</summary>
    public ActiveEvidence? Activity { get; init; }

    /// <summary>What the recording says of it; null where it is not judged yet.</summary>
    public CellEvidence? Seen { get; init; }

    /// <summary>Whether a network found it.</summary>
    public bool IsScored => !double.IsNaN(Score);

    public double DistanceTo(NeuronCandidate other)
    {
        double rows = Row - other.Row;
        double columns = Column - other.Column;
        return Math.Sqrt((rows * rows) + (columns * columns));
    }

    /// <summary>Whether more than a share of one lies in the other.</summary>
    public bool Overlaps(NeuronCandidate other, double share)
    {
        double shared = Footprint.SharedWith(other.Footprint);
        return shared / other.Footprint.Count > share || shared / Footprint.Count > share;
    }
}
