using DeepWonder3D.Tiles;

namespace DeepWonder3D.Inference;

/// <summary>What turns a tile's input into its output.</summary>
internal interface ITileNetwork
{
    /// <summary>
    /// Runs one tile: <paramref name="input"/> holds <c>tile.InputVoxels</c> samples (frames, rows, columns), <paramref name="output"/>
    /// receives <c>tile.OutputVoxels</c>. Ends soon after <paramref name="token"/> is cancelled, by <see cref="OperationCanceledException"/>.
    /// </summary>
    void Run(Tile tile, TileBuffer input, TileBuffer output, CancellationToken token);
}
