namespace DeepWonder3D.Formats.Arrays;

/// <summary>Which part of an array is the recording: a range of frames, all planes or one, one channel.</summary>
internal sealed record ArraySelection
{
    public required AxisMap Map { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    public long FirstFrame { get; init; }

    public required long FrameCount { get; init; }

    public int FirstPlane { get; init; }

    public required int PlaneCount { get; init; }

    public int Channel { get; init; }

    /// <summary>Sets where a plane lies, counted over all selected frames and depths, on all axes but rows and columns.</summary>
    public void Place(long plane, Span<long> start, Span<int> count)
    {
        start.Clear();
        count.Fill(1);
        if (Map.T >= 0)
        {
            start[Map.T] = FirstFrame + (plane / PlaneCount);
        }

        if (Map.Z >= 0)
        {
            start[Map.Z] = FirstPlane + (plane % PlaneCount);
        }

        if (Map.C >= 0)
        {
            start[Map.C] = Channel;
        }
    }
}
