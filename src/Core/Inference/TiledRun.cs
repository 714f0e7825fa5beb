using System.Diagnostics;
using DeepWonder3D.Tiles;
using DeepWonder3D.Work;

namespace DeepWonder3D.Inference;

/// <summary>
/// Runs a network over a movie tile by tile. While one tile runs, the next is read and the one before is written, so that the network
/// hardly waits; two input and two output buffers are all the memory it takes.
/// </summary>
internal sealed class TiledRun
{
    private readonly TileReader _reader;
    private readonly TileWriter _writer;
    private readonly ITileNetwork _network;
    private readonly SampleScaling _scaling;
    private readonly Stopwatch _inNetwork = new();

    public TiledRun(TileReader reader, ITileNetwork network, SampleScaling scaling, TileWriter writer)
    {
        _reader = reader;
        _network = network;
        _scaling = scaling;
        _writer = writer;
    }

    /// <summary>Time spent in the network's own run so far.</summary>
    public TimeSpan InNetwork => _inNetwork.Elapsed;

    /// <summary>Runs all tiles. When it returns or throws, nothing of it runs any more.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Execute(IReadOnlyList<Tile> tiles, Action<Tile> completed, CancellationToken token)
    {
        using TileBuffers inputs = new(tiles.Max(t => t.InputVoxels));
        using TileBuffers outputs = new(tiles.Max(t => t.OutputVoxels));
        Task reading = Read(tiles[0], inputs[0]);
        Task writing = Task.CompletedTask;
        try
        {
            for (int i = 0; i < tiles.Count; i++)
            {
                token.ThrowIfCancellationRequested();
                reading.GetAwaiter().GetResult();
                reading = i + 1 < tiles.Count ? Read(tiles[i + 1], inputs[i + 1]) : Task.CompletedTask;
                RunNetwork(tiles[i], inputs[i], outputs[i], token);
                writing.GetAwaiter().GetResult();
                writing = Write(tiles[i], outputs[i], completed);
            }

            writing.GetAwaiter().GetResult();
        }
        finally
        {
            // The buffers are freed below: what still reads or writes them must have ended, whatever went wrong.
            Task.WhenAll(reading, writing).WaitForEnd();
        }
    }

    private void RunNetwork(Tile tile, TileBuffer input, TileBuffer output, CancellationToken token)
    {
        _inNetwork.Start();
        _network.Run(tile, input, output, token);
        _inNetwork.Stop();
    }

    private Task Read(Tile tile, TileBuffer buffer) => Task.Run(() =>
    {
        Span<float> samples = buffer.AsSpan(tile.InputVoxels);
        _reader.Read(tile, samples);
        _scaling.ApplyInput(tile, samples);
    });

    private Task Write(Tile tile, TileBuffer buffer, Action<Tile> completed) => Task.Run(() =>
    {
        _writer.Write(tile, buffer.AsSpan(tile.OutputVoxels));
        completed(tile);
    });

    /// <summary>Two buffers that take turns.</summary>
    private sealed class TileBuffers(int capacity) : IDisposable
    {
        private readonly TileBuffer _even = new(capacity);
        private readonly TileBuffer _odd = new(capacity);

        public TileBuffer this[int tile] => (tile & 1) == 0 ? _even : _odd;

        public void Dispose()
        {
            _even.Dispose();
            _odd.Dispose();
        }
    }
}
