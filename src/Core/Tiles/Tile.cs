using DeepWonder3D.Volumes;

namespace DeepWonder3D.Tiles;

/// <summary>
/// One piece of a tiled run.
/// <code>
///   ┌──────────────── padding ───────────────┐   what the network gets: Outer, its edge samples repeated Padding times
///   │  ┌──────────── Outer ───────────────┐  │   around rows and columns; Outer is read from the movie, edge samples
///   │  │ halo   ┌──── Inner ────┐   halo  │  │   repeated where it reaches outside
///   │  │        │               │         │  │   what is kept: Inner, in voxels of the result, cut from the network's
///   │  │        └───────────────┘         │  │   output at (LocalFrame, LocalRow, LocalColumn)
/// </code>
/// </summary>
/// <param name="Outer">The part of the movie that the network sees; it may reach outside.</param>
/// <param name="Padding">Rows and columns of repeated edge samples around <paramref name="Outer"/>.</param>
/// <param name="Inner">The part of the result that the tile writes.</param>
/// <param name="LocalFrame">The network's output frame where <paramref name="Inner"/> begins.</param>
/// <param name="LocalRow">The network's output row where <paramref name="Inner"/> begins.</param>
/// <param name="LocalColumn">The network's output column where <paramref name="Inner"/> begins.</param>
/// <param name="Output">The network's output size: frames, rows, columns.</param>
internal sealed record Tile(
    Region Outer, int Padding, Region Inner, int LocalFrame, int LocalRow, int LocalColumn, (int Frames, int Rows, int Columns) Output)
{
    /// <summary>
    /// So many frames at the beginning of <see cref="Inner"/> the tile before it in time has written too: there the one fades out and the
    /// other in. Tiles that fade are run in the order of time.
    /// </summary>
    public int FadeFrames { get; init; }

    /// <summary>What no tile before has written.</summary>
    public Region Fresh => Inner with { Frame = Inner.Frame + FadeFrames, FrameCount = Inner.FrameCount - FadeFrames };

    public int InputFrames => Outer.FrameCount;

    public int InputRows => Outer.RowCount + (2 * Padding);

    public int InputColumns => Outer.ColumnCount + (2 * Padding);

    public int InputVoxels => checked(InputFrames * InputRows * InputColumns);

    public int OutputVoxels => checked(Output.Frames * Output.Rows * Output.Columns);
}
