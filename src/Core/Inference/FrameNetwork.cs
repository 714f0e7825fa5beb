using DeepWonder3D.Tiles;

namespace DeepWonder3D.Inference;

/// <summary>A network that takes a window of frames as channels and yields one frame of a stated size: input (1, T, Y, X), output (1, 1, Y', X').</summary>
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
