using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>A stage's model, loaded on its device.</summary>
internal sealed class StageNetwork : IDisposable
{
    private StageNetwork(ModelFile model, NetworkSession session)
    {
        Model = model;
        Session = session;
    }

    public ModelFile Model { get; }

    public ModelMetadata Metadata => Model.Metadata;

    public NetworkSession Session { get; }

    /// <summary>Finds the model for a movie and loads it.</summary>
    public static StageNetwork Open(ModelStage stage, double? pixelSizeUm, NetworkOptions options, IStageObserver observer)
    {
        ModelFile model = ModelCatalog.Default.Resolve(options.Model, stage, pixelSizeUm, observer);
        NetworkSession session = SessionCache.Open(model.Path, model.Sha256, options.Device, s => Probe(model.Metadata, s), observer);
        return new StageNetwork(model, session);
    }

    /// <summary>What takes a plane's movie to the network and its result back to the movie's units. The movie is measured for it, once.</summary>
    /// <param name="movie">The movie.</param>
    /// <param name="plane">The plane in depth.</param>
    /// <param name="token">Stops the measuring.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NonFiniteSamples"/> or <see cref="ErrorId.ConstantMovie"/>.</exception>
    public SampleScaling Scaling(Volume movie, int plane, CancellationToken token)
    {
        bool positive = Metadata.Stage == ModelStage.RemoveBackground;
        switch (Metadata.Normalisation.Kind)
        {
            case NormalisationKind.Noise or NormalisationKind.Baseline or NormalisationKind.Fluctuation:
                return Scaling(PixelStatistics.Measure(movie, plane, token), movie.Width, positive);
            default:
                return Scaling(MovieStatistics.Measure(movie, plane, token), positive);
        }
    }

    /// <summary>The tiles of a movie whose result has its size.</summary>
    public IReadOnlyList<Tile> Plan(Volume movie, NetworkOptions options)
    {
        IReadOnlyList<Tile> tiles = options.Tiles ?? (Metadata.WindowFrames > 0 ? PlanWindows(movie, options) : TilePlan.Create(
            new TileAxis(movie.FrameCount, Metadata.Halo.Frames, Metadata.SizeMultiple.Frames, EdgePadding: 0),
            Axis(movie.Height, Metadata.Halo.Rows, Metadata.SizeMultiple.Rows),
            Axis(movie.Width, Metadata.Halo.Columns, Metadata.SizeMultiple.Columns),
            MostVoxels,
            options.MaxSide));
        TilePlan.Validate(tiles, movie.FrameCount, movie.Height, movie.Width);
        return tiles;
    }

    /// <summary>The tiles of one window of frames, as if it were one frame: windows are laid along time by whoever knows how.</summary>
    public IReadOnlyList<Tile> PlanAreas(Volume movie, NetworkOptions options) => TilePlan.Create(
        new TileAxis(1, 0, 1, EdgePadding: 0),
        Axis(movie.Height, Metadata.Halo.Rows, Metadata.SizeMultiple.Rows),
        Axis(movie.Width, Metadata.Halo.Columns, Metadata.SizeMultiple.Columns),
        MostVoxels / Metadata.WindowFrames,
        options.MaxSide);

    /// <summary>Completes a history step with the model and device that it ran with.</summary>
    public HistoryStep Sign(HistoryStep step) =>
        step with { Model = Metadata.Name, ModelHash = Model.Sha256, Device = Session.Device };

    /// <summary>Says what will be run.</summary>
    public void Describe(IReadOnlyList<Tile> tiles, long resultVoxels, IStageObserver observer)
    {
        long computed = tiles.Sum(t => (long)t.OutputVoxels);
        Tile largest = tiles.MaxBy(t => t.InputVoxels)!;
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"Model {Metadata.Name} on {Session.Device}; {tiles.Count} tiles of up to {largest.InputFrames} × {largest.InputRows} × {largest.InputColumns}, {(double)computed / resultVoxels:0.00} voxels computed for each one kept."));
    }

    /// <summary>Runs the tiles of one plane's movie into the same plane of a result.</summary>
    /// <returns>The time spent in the network's own run.</returns>
    public TimeSpan Execute(
        Volume movie, int plane, IReadOnlyList<Tile> tiles, SampleScaling scaling, VolumeBuilder result, Action<Tile> completed, CancellationToken token)
    {
        // The published pipeline mirrors a movie at its ends for super-resolution alone; windows longer than a movie would see the same frame over and over.
        TileReader reader = new(movie, plane, mirrorTime: Metadata.Stage == ModelStage.SuperResolve || Metadata.WindowFrames > 0);
        TiledRun run = new(reader, NetworkFor(Metadata, Session), scaling, new TileWriter(result, plane, scaling));
        run.Execute(tiles, completed, token);
        return run.InNetwork;
    }

    public void Dispose() => Session.Release();

    private long MostVoxels => MemoryBudget.ForRun / Metadata.BytesPerVoxel;

    private TileAxis Axis(int length, int halo, int multiple) => new(length, halo, multiple, Metadata.EdgePadding);

    private SampleScaling Scaling(PixelStatistics statistics, int width, bool positive)
    {
        float fluctuation = (float)statistics.Fluctuation;
        if (Metadata.Normalisation.Kind == NormalisationKind.Noise)
        {
            return new PixelScaling(width, statistics.Mean, statistics.Noise, keepsLevel: true, positive);
        }

        if (Metadata.Normalisation.Kind == NormalisationKind.Fluctuation)
        {
            return new LinearScaling(0, 1 / fluctuation, fluctuation, 0, positive);
        }

        float[] scale = new float[statistics.Baseline.Length];
        Array.Fill(scale, fluctuation);
        return new PixelScaling(width, statistics.Baseline, scale, keepsLevel: false, positive);
    }

    private LinearScaling Scaling(MovieStatistics statistics, bool positive)
    {
        Normalisation normalisation = Metadata.Normalisation;
        if (normalisation.Kind == NormalisationKind.Range)
        {
            double range = (double)statistics.Maximum - statistics.Minimum;
            double span = normalisation.High - normalisation.Low;
            double offset = statistics.Minimum - (normalisation.Low * range / span);

            // Background-free light starts at 0; a movie on a finer grid at the level it had.
            float level = Metadata.Stage == ModelStage.SuperResolve ? statistics.Minimum : 0;
            return new LinearScaling((float)offset, (float)(span / range), (float)(range / span), level, positive);
        }

        float mean = (float)statistics.Mean;
        float deviation = normalisation.Kind == NormalisationKind.Standard ? (float)statistics.Deviation : 1;
        return new LinearScaling(mean, 1 / deviation, deviation, positive ? 0 : mean, positive);
    }

    /// <summary>
    /// Windows of one length laid along time. The first and the last lie at the movie's ends, others are cut short by a halo on either side; a
    /// movie shorter than a window is mirrored.
    /// </summary>
    private List<Tile> PlanWindows(Volume movie, NetworkOptions options)
    {
        IReadOnlyList<Tile> areas = PlanAreas(movie, options);
        int window = Metadata.WindowFrames;
        List<Tile> tiles = [];
        long begin = 0;
        while (begin < movie.FrameCount)
        {
            long start = Math.Max(0, Math.Min(begin - Metadata.Halo.Frames, movie.FrameCount - window));
            long end = start + window >= movie.FrameCount ? movie.FrameCount : start + window - Metadata.Halo.Frames;
            (long first, int count) = (begin, (int)(end - begin));
            tiles.AddRange(areas.Select(a => a with
            {
                Outer = a.Outer with { Frame = start, FrameCount = window },
                Inner = a.Inner with { Frame = first, FrameCount = count },
                LocalFrame = (int)(first - start),
                Output = (window, a.Output.Rows, a.Output.Columns),
            }));
            begin = end;
        }

        return tiles;
    }

    /// <summary>The smallest run that shows that a device works.</summary>
    private static void Probe(ModelMetadata metadata, NetworkSession session)
    {
        int frames = Math.Max(metadata.WindowFrames, metadata.SizeMultiple.Frames);
        (int rows, int columns) = (metadata.SizeMultiple.Rows, metadata.SizeMultiple.Columns);
        Tile tile = new(new Region(0, 0, 0, frames, rows, columns), 0, default, 0, 0, 0, (metadata.Stage is ModelStage.Segment or ModelStage.SuperResolve ? 1 : frames, rows, columns));
        using TileBuffer input = new(tile.InputVoxels);
        using TileBuffer output = new(tile.OutputVoxels);
        input.AsSpan(tile.InputVoxels).Clear();
        try
        {
            NetworkFor(metadata, session).Run(tile, input, output, CancellationToken.None);
        }
        catch (DeepWonderException e) when (session.Device == "Cpu")
        {
            throw new DeepWonderException(ErrorId.ModelInvalid, $"The model {metadata.Name} does not run: {e.Message}", metadata.Name, "Convert the checkpoint again.", e);
        }
        catch (DeepWonderException e)
        {
            throw new DeepWonderException(ErrorId.DeviceUnavailable, $"The device {session.Device} cannot run {metadata.Name}: {e.Message}", session.Device, "Try -Device Cpu.", e);
        }
    }

    /// <summary>The network's way of taking a tile, by its axes.</summary>
    private static ITileNetwork NetworkFor(ModelMetadata metadata, NetworkSession session) => metadata.Axes switch
    {
        "NCTHW" => new MovieNetwork(session),
        "NCHW" => new FrameNetwork(session),
        _ => throw new DeepWonderException(
            ErrorId.ModelInvalid, $"The model {metadata.Name} takes axes {metadata.Axes}; known are NCTHW and NCHW.", metadata.Name, "Use a model made with ConvertTo-OnnxModel."),
    };
}
