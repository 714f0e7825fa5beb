namespace DeepWonder3D.Motion;

/// <summary>How the tissue moved in one plane's movie.</summary>
/// <param name="Template">What frames were aligned to.</param>
/// <param name="Places">Where the tissue lay in each frame.</param>
/// <param name="Before">Correlation of each recorded frame with the template.</param>
/// <param name="Grid">The nodes of what bends; null where the tissue is taken as rigid.</param>
/// <param name="Nodes">What each node moved beyond its frame, shape (frames, 2, nodes).</param>
/// <param name="IsAlignable">Whether there was anything to align frames by; if not, none was moved.</param>
internal sealed record PlaneMotion(
    AlignmentTemplate Template, FramePlace[] Places, float[] Before, NodeGrid? Grid, float[] Nodes, bool IsAlignable = true)
{
    public ReadOnlySpan<float> NodesOf(long frame) =>
        Grid is null ? [] : Nodes.AsSpan(checked((int)(frame * 2 * Grid.Count)), 2 * Grid.Count);
}
