using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Merging;

/// <summary>Detections that are one neuron, where it lies, and its trace.</summary>
/// <param name="Members">One detection a view, ordered by view.</param>
/// <param name="Agrees">Whether each lies where the place puts it, within its error.</param>
/// <param name="Place">Where the neuron lies.</param>
/// <param name="Trace">Its trace, shape (FrameCount).</param>
internal sealed record PlacedGroup(int[] Members, bool[] Agrees, FittedPlace Place, float[] Trace)
{
    public int AgreeingCount => Agrees.Count(a => a);
}
