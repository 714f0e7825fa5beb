using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages.Streaming;

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
