namespace DeepWonder3D.Tiles;

/// <summary>A tile along one axis: what is kept, and what the network sees of it.</summary>
/// <param name="Start">The first sample kept, in the result.</param>
/// <param name="Length">Samples kept.</param>
/// <param name="OuterStart">The first sample seen; below 0 where it reaches outside.</param>
/// <param name="OuterLength">Samples seen.</param>
internal readonly record struct TileSpan(long Start, int Length, long OuterStart, int OuterLength)
{
    /// <summary>Where the kept part begins in what is seen.</summary>
    public int Local => checked((int)(Start - OuterStart));
}
