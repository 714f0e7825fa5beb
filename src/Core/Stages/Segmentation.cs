using DeepWonder3D.Errors;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Stages.Rescaling;
using DeepWonder3D.Stages.Scaling;
using DeepWonder3D.Tiles;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>
/// Scores where neurons are: one plane of raw scores for every window of frames, windows half overlapping, the last one moved to end with
/// the movie. Scores are unbounded floats; the published code's ×1000 to 16 bits saturates.
/// </summary>
internal static class Segmentation
{
    /// <summary>Scores a background-free movie.</summary>
    /// <returns>A volume with one frame a window, what its scores mean, and the movie and scale that they are of.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.MovieTooShort"/>, <see cref="ErrorId.AxesMismatch"/>, or what model, device and samples may bring.
    /// </exception>
    public static ScoredMovie Run(
        Volume movie, NetworkOptions options, IStageObserver observer, CancellationToken token)
    {
        if (movie.PlaneCount > 1)
        {
            throw new DeepWonderException(
                ErrorId.AxesMismatch,
                $"'{movie.Name}' has {movie.PlaneCount} planes; neurons are found in one plane or view at a time.",
                movie.Name,
                "Give one plane's movie, or project the volume into views first.");
        }

        WorkingScale scale = WorkingScale.Of(ModelStage.Segment, movie, options, observer, token);
        ModelFile model = scale.Model;
        int window = model.Metadata.WindowFrames;
        if (movie.FrameCount < window)
        {
            throw new DeepWonderException(
                ErrorId.MovieTooShort,
                $"'{movie.Name}' has {movie.FrameCount} frames; the model {model.Metadata.Name} needs {window}.",
                movie.Name,
                "Give a longer movie, or bring it to a higher frame rate first.");
        }

        Volume work = scale.ViewOf(movie);
        using PlaneScalings scalings = new(model.Metadata, work, token);
        using StageNetwork network = StageNetwork.Open(model, options, observer);
        long windows = WindowCount(movie.FrameCount, window);
        IReadOnlyList<Tile> tiles = options.Tiles ?? Plan(work, windows, network, options);
        TilePlan.Validate(tiles, windows, work.Height, work.Width);
        network.Describe(tiles, windows * work.Height * work.Width, observer);
        StageClock clock = new($"Scoring {movie.Name}", "tile", tiles.Count, observer);
        using VolumeBuilder result = new(work.Info with { FrameCount = windows, FrameRate = null, FrameTimes = null });
        SampleScaling scaling = new ScoreScaling(scalings.Next());
        TimeSpan inNetwork = network.Execute(
            work, 0, tiles, scaling, result, tile => clock.Advance(1, tile.Inner.VoxelCount * window / 2), token);
        Volume scores = result.Build(network.Sign(clock.Step(PipelineStage.FindNeurons, inNetwork, ("TileSize", options.TileSize))));
        return new ScoredMovie(scores, network.Metadata.Detection ?? DetectionFacts.Published, work, scale.Scale)
        {
            CellPx = network.Metadata.PixelSizeUm is { } pixel ? CellScale.TypicalCellUm / pixel : null,
            Facts = scale.Facts(),
        };
    }

    /// <summary>The number of windows of a movie: every half window, and one that ends with it.</summary>
    public static long WindowCount(long frames, int window) => Math.Max(1, (frames - 1) / (window / 2));

    private static List<Tile> Plan(Volume movie, long windows, StageNetwork network, NetworkOptions options)
    {
        int window = network.Metadata.WindowFrames;
        IReadOnlyList<Tile> areas = network.PlanAreas(movie, options);
        List<Tile> tiles = [];
        for (long k = 0; k < windows; k++)
        {
            long start = Math.Min(k * (window / 2), movie.FrameCount - window);
            tiles.AddRange(areas.Select(a => a with
            {
                Outer = a.Outer with { Frame = start, FrameCount = window },
                Inner = a.Inner with { Frame = k },
            }));
        }

        return tiles;
    }

    /// <summary>Scores stay as the network gives them.</summary>
    private sealed class ScoreScaling(SampleScaling movie) : SampleScaling
    {
        public override void ApplyInput(Tile tile, Span<float> samples) => movie.ApplyInput(tile, samples);

        public override void ApplyOutput(Region inner, Span<float> samples)
        {
        }
    }
}
