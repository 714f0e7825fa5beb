namespace DeepWonder3D.Volumes;

/// <summary>
/// How the tissue moved in a recording: for each frame where it lay relative to its mean place (or to a reference), rigidly and, where it
/// bends, at the nodes of a grid with straight lines between them.
/// </summary>
public sealed record TissueMotion
{
    /// <summary>Planes in depth; each has its own path.</summary>
    public int PlaneCount { get; init; } = 1;

    /// <summary>Rows that the tissue lay below its mean place, pixels, shape (frames · planes).</summary>
    public required float[] RowShift { get; init; }

    /// <summary>Columns that it lay to the right of its mean place, pixels, shape (frames · planes).</summary>
    public required float[] ColumnShift { get; init; }

    /// <summary>
    /// Rows of the grid of nodes that spans the frame, from its first row to its last; 0 where the tissue is taken as rigid.
    /// </summary>
    public int NodeRows { get; init; }

    /// <summary>Columns of the grid of nodes; 0 where the tissue is taken as rigid.</summary>
    public int NodeColumns { get; init; }

    /// <summary>
    /// What each node moved beyond the frame's shift, pixels, shape (frames · planes, 2, NodeRows, NodeColumns), rows before columns; empty
    /// where the tissue is taken as rigid.
    /// </summary>
    public float[] NodeShift { get; init; } = [];

    /// <summary>Correlation of each recorded frame with the mean of the corrected ones, shape (frames · planes).</summary>
    public required float[] CorrelationBefore { get; init; }

    /// <summary>Correlation of each corrected frame with the mean of the corrected ones, shape (frames · planes).</summary>
    public required float[] CorrelationAfter { get; init; }

    /// <summary>Standard error of each frame's shift along rows and columns that noise alone makes, pixels.</summary>
    public required float[] ErrorPx { get; init; }

    /// <summary>The tissue's path in space, µm, of each frame, where several views were fitted together; otherwise null.</summary>
    public TissuePath? Path { get; init; }

    /// <summary>Whether the shifts are too small to be told from none; then the samples are those recorded.</summary>
    public bool IsStill { get; init; }

    /// <summary>Root mean square distance of the tissue from its mean place, pixels.</summary>
    public double RmsPx => Math.Sqrt(Mean(i => (RowShift[i] * (double)RowShift[i]) + (ColumnShift[i] * (double)ColumnShift[i])));

    /// <summary>The largest distance of the tissue from its mean place, pixels.</summary>
    public double LargestPx => RowShift.Length == 0
        ? 0
        : Enumerable.Range(0, RowShift.Length).Max(i => Math.Sqrt((RowShift[i] * RowShift[i]) + (ColumnShift[i] * ColumnShift[i])));

    /// <summary>
    /// Root mean square of what the tissue bends beyond its rigid motion, pixels at a node; 0 where it is taken as rigid.
    /// </summary>
    public double BendingRmsPx =>
        NodeShift.Length == 0 ? 0 : Math.Sqrt(NodeShift.Sum(s => s * (double)s) / (NodeShift.Length / 2));

    /// <summary>Mean correlation of recorded frames with the mean of the corrected ones.</summary>
    public double MeanCorrelationBefore => CorrelationBefore.Length == 0 ? double.NaN : CorrelationBefore.Average();

    /// <summary>Mean correlation of corrected frames with their mean.</summary>
    public double MeanCorrelationAfter => CorrelationAfter.Length == 0 ? double.NaN : CorrelationAfter.Average();

    internal bool IsRigid => NodeRows == 0;

    /// <inheritdoc/>
    public override string ToString() => IsStill
        ? "still"
        : FormattableString.Invariant($"{RmsPx:0.00} px rms, {LargestPx:0.0} px at most")
            + (IsRigid ? "" : FormattableString.Invariant($", bending {BendingRmsPx:0.00} px rms"));

    /// <summary>The shifts of one frame's nodes, rows before columns; empty where the tissue is rigid.</summary>
    internal ReadOnlySpan<float> NodesOf(long index)
    {
        int count = 2 * NodeRows * NodeColumns;
        return NodeShift.AsSpan(checked((int)(index * count)), count);
    }

    private double Mean(Func<int, double> value) =>
        RowShift.Length == 0 ? 0 : Enumerable.Range(0, RowShift.Length).Average(value);
}
