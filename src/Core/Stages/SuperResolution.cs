using DeepWonder3D.Models;
using DeepWonder3D.Stages.Scaling;
using DeepWonder3D.Tiles;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>
/// Resolves every frame on a finer grid with a network that sees a few frames around it as channels; before the first and after the last
/// frame the movie is mirrored. The movie's range is brought to the network's and back, in floats: the published truncation leaves 200 grey
/// levels.
/// </summary>
internal static class SuperResolution
{
    /// <summary>Resolves a movie.</summary>
    /// <param name="movie">The movie.</param>
    /// <param name="factor">Output pixels an input pixel: a multiple of ½, from 1.</param>
    /// <param name="options">The network.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Stops the work.</param>
    public static Volume Run(Volume movie, double factor, NetworkOptions options, IStageObserver observer, CancellationToken token)
    {
        ModelFile model = StageNetwork.Resolve(ModelStage.SuperResolve, movie.PixelSizeUm / factor, options, observer);
        using PlaneScalings scalings = new(model.Metadata, movie, token);
        using StageNetwork network = StageNetwork.Open(model, options, observer);
        (int height, int width) = ((int)(movie.Height * factor), (int)(movie.Width * factor));
        IReadOnlyList<Tile> tiles = options.Tiles ?? Plan(movie, factor, (height, width), network, options);
        TilePlan.Validate(tiles, movie.FrameCount, height, width);
        network.Describe(tiles, movie.FrameCount * height * width, observer);
        StageClock clock = new($"Super-resolving {movie.Name}", "tile", (long)tiles.Count * movie.PlaneCount, observer);
        using VolumeBuilder result = new(movie.InPixels(height, width, factor));
        TimeSpan inNetwork = default;
        for (int plane = 0; plane < movie.PlaneCount; plane++)
        {
            inNetwork += network.Execute(
                movie,
                plane,
                tiles,
                scalings.Next(),
                result,
                tile => clock.Advance(1, (long)(tile.Inner.VoxelCount / (factor * factor))),
                token);
        }

        return result.Build(network.Sign(clock.Step(
            PipelineStage.Resize,
            inNetwork,
            ("Method", ResizeMethod.SuperResolution),
            ("Factor", factor),
            ("TileSize", options.TileSize))));
    }

    private static List<Tile> Plan(Volume movie, double factor, (int Height, int Width) size, StageNetwork network, NetworkOptions options)
    {
        int window = network.Metadata.WindowFrames;
        IReadOnlyList<Tile> areas = network.PlanAreas(movie, options);
        List<Tile> tiles = [];
        for (long t = 0; t < movie.FrameCount; t++)
        {
            tiles.AddRange(areas.Select(a => Scaled(a, t, window, factor, size)));
        }

        return tiles;
    }

    /// <summary>A tile of the input's pixels as a tile of the output's: starts are even, so that multiples of ½ keep them whole.</summary>
    private static Tile Scaled(Tile area, long frame, int window, double factor, (int Height, int Width) size)
    {
        Region inner = area.Inner;
        (int row, int column) = ((int)(inner.Row * factor), (int)(inner.Column * factor));
        Region scaled = new(
            frame,
            row,
            column,
            1,
            Math.Min((int)Math.Ceiling(inner.EndRow * factor), size.Height) - row,
            Math.Min((int)Math.Ceiling(inner.EndColumn * factor), size.Width) - column);
        return new Tile(
            area.Outer with { Frame = frame - (window / 2), FrameCount = window },
            area.Padding,
            scaled,
            0,
            (int)(area.LocalRow * factor),
            (int)(area.LocalColumn * factor),
            (1, (int)(area.InputRows * factor), (int)(area.InputColumns * factor)));
    }
}
