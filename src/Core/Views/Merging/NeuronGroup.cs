using System.Numerics.Tensors;

namespace DeepWonder3D.Views.Merging;

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
        new(members, Localization.Of(members, detections, slopes, scale.ShiftFactor), MeanTrace(members, detections));

    /// <summary>The mean of detections' traces, shape (FrameCount).</summary>
    public static float[] MeanTrace(ReadOnlySpan<int> members, Detections detections)
    {
        double[] sum = new double[detections.FrameCount];
        foreach (int member in members)
        {
            ReadOnlySpan<float> trace = detections.TraceOf(member);
            for (int t = 0; t < sum.Length; t++)
            {
                sum[t] += trace[t];
            }
        }

        TensorPrimitives.Divide(sum, members.Length, sum);
        float[] mean = new float[sum.Length];
        TensorPrimitives.ConvertTruncating<double, float>(sum, mean);
        return mean;
    }

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
