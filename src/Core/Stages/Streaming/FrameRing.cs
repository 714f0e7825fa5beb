using System.Runtime.ExceptionServices;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages.Streaming;

/// <summary>
/// The last frames of a movie that a stage writes from front to back while a reader follows: a frame may be read once the stage says that
/// it is final, and its place is used again once the reader has gone past it. So a movie of any length takes the room of a few windows.
/// There is one plane in depth: planes are frames.
/// </summary>
internal sealed class FrameRing : WritableSampleStore
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly WritableSampleStore _frames;
    private readonly CancellationToken _stop;
    private long _final;
    private long _needed;
    private Exception? _failure;

    /// <summary>Makes an empty ring.</summary>
    /// <param name="frames">Frames of the movie.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="capacity">How many frames from the first that is still needed to the last that is being written.</param>
    /// <param name="stop">Ends all waiting.</param>
    public FrameRing(long frames, int height, int width, int capacity, CancellationToken stop)
        : base(SampleType.Float32, frames, height, width)
    {
        _stop = stop;
        _frames = VolumeBuilder.NewStore(SampleType.Float32, Math.Min(capacity, frames), height, width);
    }

    /// <summary>Says that the frames before <paramref name="frame"/> will not change any more.</summary>
    public void FinishUpTo(long frame) => Change(() => _final = frame);

    /// <summary>Says that the stage has failed: its exception reaches whoever reads.</summary>
    public void Fail(Exception failure) => Change(() => _failure ??= failure);

    /// <summary>Waits until a frame is final; the reader will not go back before it.</summary>
    /// <exception cref="OperationCanceledException">The ring was stopped.</exception>
    public void Await(long frame)
    {
        Change(() => _needed = Math.Max(_needed, frame));
        WaitUntil(() => _failure is not null || frame < _final);
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination) =>
        _frames.ReadRows(plane % _frames.PlaneCount, row, rowCount, destination);

    public override void WriteBlock(long plane, int row, int rowCount, int column, int columnCount, ReadOnlySpan<byte> source)
    {
        WaitUntil(() => plane < _needed + _frames.PlaneCount);
        _frames.WriteBlock(plane % _frames.PlaneCount, row, rowCount, column, columnCount, source);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _frames.Dispose();
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.PulseAll(_gate);
        }
    }

    private void WaitUntil(Func<bool> holds)
    {
        lock (_gate)
        {
            while (!holds())
            {
                _stop.ThrowIfCancellationRequested();
                Monitor.Wait(_gate, s_look);
            }
        }
    }
}

/// <summary>The frames of a ring as they become final: to be read once, from front to back.</summary>
internal sealed class FollowedFrames(FrameRing ring) : SampleStore(ring.SampleType, ring.PlaneCount, ring.Height, ring.Width)
{
    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        ring.Await(plane);
        ring.ReadRows(plane, row, rowCount, destination);
    }

    /// <summary>The ring is its owner's.</summary>
    protected override void Dispose(bool disposing)
    {
    }
}
