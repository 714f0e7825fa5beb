using DeepWonder3D.Views.Merging;
using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Upstream;

/// <summary>Detections that are one neuron, where it lies, and its trace: the plain mean of theirs.</summary>
internal sealed class NeuronGroup
{
    private NeuronGroup(int[] members, Localization place, float[] trace)
    {
        Members = members;
        Place = place;
        Trace = trace;
    }

    /// <summary>One detection a view, ordered by view.</summary>
    public int[] Members { get; }

    public Localization Place { get; }

    /// <summary>Mean trace, shape (FrameCount).</summary>
    public float[] Trace { get; }

    public static NeuronGroup Of(int[] members, Detections detections, ViewSlopes slopes, DepthScale scale) =>
        new(members, Localization.Of(members, detections, slopes, scale.ShiftFactor), detections.MeanTraceOf(members));

    /// <summary>Mean Pearson correlation of the members' traces with the group's.</summary>
    public double MeanCorrelation(Detections detections)
    {
        double sum = 0;
        foreach (int member in Members)
        {
            sum += TraceCorrelation.Between(detections.TraceOf(member), Trace);
        }

        return sum / Members.Length;
    }
}
