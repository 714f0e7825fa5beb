using DeepWonder3D.Tiles;

namespace DeepWonder3D.Inference;

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
