using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>What denoising and background removal have in common: a network whose result has the movie's size, plane by plane.</summary>
internal static class MovieStage
{
    public static Volume Run(
        Volume movie, ModelStage stage, string cmdlet, string activity, NetworkOptions options, IStageObserver observer, CancellationToken token)
    {
        using StageNetwork network = StageNetwork.Open(stage, movie.PixelSizeUm, options, observer);
        IReadOnlyList<Tile> tiles = network.Plan(movie, options);
        network.Describe(tiles, movie.FrameCount * movie.Height * movie.Width, observer);
        StageClock clock = new($"{activity} {movie.Name}", "tile", (long)tiles.Count * movie.PlaneCount, observer);
        using VolumeBuilder result = new(movie.Info);
        TimeSpan inNetwork = default;
        for (int plane = 0; plane < movie.PlaneCount; plane++)
        {
            SampleScaling scaling = StageScaling.Measure(network.Metadata, movie, plane, token);
            inNetwork += network.Execute(movie, plane, tiles, scaling, result, tile => clock.Advance(1, tile.Fresh.VoxelCount), token);
        }

        return result.Build(network.Sign(clock.Step(cmdlet, inNetwork, ("TileSize", options.TileSize))));
    }
}
