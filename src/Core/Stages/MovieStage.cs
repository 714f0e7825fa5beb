using DeepWonder3D.Models;
using DeepWonder3D.Stages.Rescaling;
using DeepWonder3D.Stages.Scaling;
using DeepWonder3D.Stages.Streaming;
using DeepWonder3D.Tiles;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>What denoising and background removal have in common: a network whose result has the movie's size, plane by plane.</summary>
internal sealed class MovieStage : IDisposable
{
    private readonly Volume _movie;
    private readonly WorkingScale _scale;
    private readonly Volume _work;
    private readonly PipelineStage _stage;
    private readonly NetworkOptions _options;
    private readonly PlaneScalings _scalings;
    private readonly StageNetwork _network;
    private readonly IReadOnlyList<Tile> _tiles;
    private readonly StageClock _clock;

    private MovieStage(
        Volume movie,
        PipelineStage stage,
        ModelStage kind,
        string activity,
        NetworkOptions options,
        IStageObserver observer,
        CancellationToken token)
    {
        (_movie, _stage, _options) = (movie, stage, options);
        _scale = WorkingScale.Of(kind, movie, options, observer, token);
        _work = _scale.ViewOf(movie);
        _scalings = new PlaneScalings(_scale.Model.Metadata, _work, token);
        try
        {
            _network = StageNetwork.Open(_scale.Model, options, observer);
            _tiles = _network.Plan(_work, options);
            _network.Describe(_tiles, movie.FrameCount * _work.Height * _work.Width, observer);
            _clock = new StageClock($"{activity} {movie.Name}", "tile", (long)_tiles.Count * movie.PlaneCount, observer);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs the stage: into memory or a scratch file, or straight into the sink that the options name.</summary>
    public static Volume Run(
        Volume movie,
        PipelineStage stage,
        ModelStage kind,
        string activity,
        NetworkOptions? options,
        IStageObserver? observer,
        CancellationToken token)
    {
        options ??= new NetworkOptions();
        using MovieStage run = new(movie, stage, kind, activity, options, observer ?? SilentObserver.Instance, token);
        return options.Sink is { } sink ? run.Into(sink, token) : run.IntoVolume(token);
    }

    public void Dispose()
    {
        _network?.Dispose();
        _scalings.Dispose();
    }

    private (string Name, object? Value)[] Facts => [(nameof(NetworkOptions.TileSize), _options.TileSize), .. _scale.Facts()];

    /// <summary>What the result is, beside its step.</summary>
    private VolumeInfo Result => _movie.Derived with { CellSize = _scale.Cells };

    /// <summary>A result at the model's scale as a movie of the pixels that the stage was given.</summary>
    private Volume InOwnPixels(Volume computed) => _scale.Scale.IsOne
        ? new Volume(Result.After(computed.History[^1]), computed.Store)
        : new Volume(
            Result.After(computed.History[^1]),
            new RescaledStore(computed, _scale.Scale.Inverse, _movie.Height, _movie.Width, owned: true));

    private Volume IntoVolume(CancellationToken token)
    {
        using VolumeBuilder result = new(_work.Derived);
        TimeSpan inNetwork = default;
        for (int plane = 0; plane < _movie.PlaneCount; plane++)
        {
            inNetwork += _network.Execute(_work, plane, _tiles, _scalings.Next(), result, Count, token);
        }

        return InOwnPixels(result.Build(Step(inNetwork)));
    }

    private Volume Into(IVolumeSink sink, CancellationToken token)
    {
        if (_movie.PlaneCount == 1)
        {
            return Stream(sink, token);
        }

        // Planes are done one after the other through all time, and a sink wants them frame by frame.
        using Volume whole = IntoVolume(token);
        return new Volume(Result.After(whole.History[^1]), sink.Write(whole, token).Store);
    }

    /// <summary>Runs the network over the movie while the frames that are done go into the sink behind it.</summary>
    private Volume Stream(IVolumeSink sink, CancellationToken token)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        using FrameRing ring = new(_movie.FrameCount, _work.Height, _work.Width, 2 * _tiles.Max(t => t.Inner.FrameCount), stop.Token);
        Task<TimeSpan> running = Task.Run(() => Fill(ring, stop.Token), CancellationToken.None);
        try
        {
            // How long the step took is known when the volume is written; what is written does without.
            HistoryStep begun = _network.Sign(_clock.Begun(_stage, Facts));
            Volume followed = InOwnPixels(new Volume(_work.Derived.After(begun), new FollowedFrames(ring)));
            Volume written = sink.Write(followed, stop.Token);
            return new Volume(Result.After(Step(running.GetAwaiter().GetResult())), written.Store);
        }
        finally
        {
            stop.Cancel();
            running.WaitForEnd();
        }
    }

    private TimeSpan Fill(FrameRing ring, CancellationToken stop)
    {
        try
        {
            // Not disposed of here: it would take the ring along, whose last frames are still to be read.
            VolumeBuilder result = new(_work.Derived, ring);
            long[] final = FinalFrames();
            int done = 0;
            return _network.Execute(_work, 0, _tiles, _scalings.Next(), result, tile =>
            {
                Count(tile);
                ring.FinishUpTo(final[done++]);
            }, stop);
        }
        catch (Exception e)
        {
            ring.Fail(e);
            throw;
        }
    }

    /// <summary>For each tile: the frames before this one are not touched by any tile after it.</summary>
    private long[] FinalFrames()
    {
        long[] final = new long[_tiles.Count];
        long first = _movie.FrameCount;
        for (int i = _tiles.Count - 1; i >= 0; i--)
        {
            final[i] = first;
            first = Math.Min(first, _tiles[i].Inner.Frame);
        }

        return final;
    }

    private void Count(Tile tile) => _clock.Advance(1, tile.Fresh.VoxelCount);

    private HistoryStep Step(TimeSpan inNetwork) => _network.Sign(_clock.Step(_stage, inNetwork, Facts));
}
