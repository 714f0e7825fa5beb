using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Tiles;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>A stage's model, loaded on its device.</summary>
internal sealed class StageNetwork : IDisposable
{
    private readonly Precision _precision;

    private StageNetwork(ModelFile model, NetworkSession session, Precision precision)
    {
        Model = model;
        Session = session;
        _precision = precision;
    }

    public ModelFile Model { get; }

    public ModelMetadata Metadata => Model.Metadata;

    public NetworkSession Session { get; }

    /// <summary>Finds the model for a movie.</summary>
    public static ModelFile Resolve(ModelStage stage, double? pixelSizeUm, NetworkOptions options, IStageObserver observer) =>
        ModelCatalog.Default.Resolve(options.Model, stage, pixelSizeUm, observer);

    /// <summary>Loads a model on its device.</summary>
    public static StageNetwork Open(ModelFile model, NetworkOptions options, IStageObserver observer)
    {
        NetworkSession session = SessionCache.Open(model, options.Precision, options.Device, s => Probe(model.Metadata, s), observer);
        WarnOfHalfOnProcessor(options, session, observer);
        return new StageNetwork(model, session, options.Precision);
    }

    /// <summary>The tiles of a movie whose result has its size.</summary>
    public IReadOnlyList<Tile> Plan(Volume movie, NetworkOptions options)
    {
        IReadOnlyList<Tile> tiles = options.Tiles
            ?? (Metadata.WindowFrames > 0 ? WindowPlan.Create(PlanAreas(movie, options), movie.FrameCount, Metadata) : TilePlan.Create(
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
    public HistoryStep Sign(HistoryStep step) => step with
    {
        Model = Metadata.Name,
        ModelHash = Model.Sha256,
        Device = Session.Device,
        Parameters = _precision == Precision.Float32
            ? step.Parameters
            : new Dictionary<string, string>(step.Parameters) { [nameof(Precision)] = _precision.ToString() },
    };

    /// <summary>Says what will be run.</summary>
    public void Describe(IReadOnlyList<Tile> tiles, long resultVoxels, IStageObserver observer)
    {
        long computed = tiles.Sum(t => (long)t.OutputVoxels);
        Tile largest = tiles.MaxBy(t => t.InputVoxels)!;
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"Model {Metadata.Name} on {Session.Device}; {tiles.Count} tiles of up to {largest.InputFrames} × {largest.InputRows} × "
                + $"{largest.InputColumns}, {(double)computed / resultVoxels:0.00} voxels computed for each one kept."));
    }

    /// <summary>Runs the tiles of one plane's movie into the same plane of a result.</summary>
    /// <returns>The time spent in the network's own run.</returns>
    public TimeSpan Execute(
        Volume movie,
        int plane,
        IReadOnlyList<Tile> tiles,
        SampleScaling scaling,
        VolumeBuilder result,
        Action<Tile> completed,
        CancellationToken token)
    {
        // The published pipeline mirrors a movie at its ends for super-resolution alone; windows longer than a movie would see the same
        // frame over and over.
        TileReader reader = new(movie, plane, mirrorTime: Metadata.Stage == ModelStage.SuperResolve || Metadata.WindowFrames > 0);
        TiledRun run = new(reader, NetworkFor(Metadata, Session), scaling, new TileWriter(result, plane, scaling));
        run.Execute(tiles, completed, token);
        return run.InNetwork;
    }

    public void Dispose() => Session.Release();

    private long MostVoxels => MemoryBudget.ForRun / Metadata.BytesPerVoxel;

    private TileAxis Axis(int length, int halo, int multiple) => new(length, halo, multiple, Metadata.EdgePadding);

    private static void WarnOfHalfOnProcessor(NetworkOptions options, NetworkSession session, IStageObserver observer)
    {
        if (options.Precision == Precision.Float16 && session.Device == nameof(DeviceKind.Cpu))
        {
            observer.Warn(
                "The processor gains nothing from Float16, and rounds; leave -Precision out unless that is what you want to see.");
        }
    }

    /// <summary>The smallest run that shows that a device works.</summary>
    private static void Probe(ModelMetadata metadata, NetworkSession session)
    {
        int frames = Math.Max(metadata.WindowFrames, metadata.SizeMultiple.Frames);
        (int rows, int columns) = (metadata.SizeMultiple.Rows, metadata.SizeMultiple.Columns);
        Tile tile = new(
            new Region(0, 0, 0, frames, rows, columns),
            0,
            default,
            0,
            0,
            0,
            (metadata.Stage is ModelStage.Segment or ModelStage.SuperResolve ? 1 : frames, rows, columns));
        using TileBuffer input = new(tile.InputVoxels);
        using TileBuffer output = new(tile.OutputVoxels);
        input.AsSpan(tile.InputVoxels).Clear();
        try
        {
            NetworkFor(metadata, session).Run(tile, input, output, CancellationToken.None);
        }
        catch (DeepWonderException e) when (session.Device == "Cpu")
        {
            throw new DeepWonderException(
                ErrorId.ModelInvalid,
                $"The model {metadata.Name} does not run: {e.Message}",
                metadata.Name,
                "Convert the checkpoint again.",
                e);
        }
        catch (DeepWonderException e)
        {
            throw new DeepWonderException(
                ErrorId.DeviceUnavailable,
                $"The device {session.Device} cannot run {metadata.Name}: {e.Message}",
                session.Device,
                "Try -Device Cpu.",
                e);
        }
    }

    /// <summary>The network's way of taking a tile, by its axes.</summary>
    private static ITileNetwork NetworkFor(ModelMetadata metadata, NetworkSession session) => metadata.Axes switch
    {
        "NCTHW" => new MovieNetwork(session),
        "NCHW" => new FrameNetwork(session),
        _ => throw new DeepWonderException(
            ErrorId.ModelInvalid,
            $"The model {metadata.Name} takes axes {metadata.Axes}; known are NCTHW and NCHW.",
            metadata.Name,
            "Use a model that was converted with this module."),
    };
}
