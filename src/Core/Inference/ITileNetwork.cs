using DeepWonder3D.Tiles;

namespace DeepWonder3D.Inference;

/// <summary>What turns a tile's input into its output.</summary>
internal interface ITileNetwork
{
    /// <summary>
    /// Runs one tile: <paramref name="input"/> holds <c>tile.InputVoxels</c> samples (frames, rows, columns), <paramref name="output"/>
    /// receives <c>tile.OutputVoxels</c>. Ends soon after <paramref name="token"/> is cancelled, by
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    void Run(Tile tile, TileBuffer input, TileBuffer output, CancellationToken token);
}

/// <summary>A network over frames, rows and columns: input (1, 1, T, Y, X), output (1, 1, T', Y, X).</summary>
internal sealed class MovieNetwork(NetworkSession session) : ITileNetwork
{
    public void Run(Tile tile, TileBuffer input, TileBuffer output, CancellationToken token) => session.Run(
        input,
        [1, 1, tile.InputFrames, tile.InputRows, tile.InputColumns],
        null,
        output,
        [1, 1, tile.Output.Frames, tile.Output.Rows, tile.Output.Columns],
        token);
}

/// <summary>
/// A network that takes a window of frames as channels and yields one frame of a stated size: input (1, T, Y, X), output (1, 1, Y', X').
/// </summary>
internal sealed class FrameNetwork(NetworkSession session) : ITileNetwork
{
    public void Run(Tile tile, TileBuffer input, TileBuffer output, CancellationToken token) => session.Run(
        input,
        [1, tile.InputFrames, tile.InputRows, tile.InputColumns],
        [tile.Output.Rows, tile.Output.Columns],
        output,
        [1, 1, tile.Output.Rows, tile.Output.Columns],
        token);
}
