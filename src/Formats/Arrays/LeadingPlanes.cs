namespace DeepWonder3D.Formats.Arrays;

/// <summary>An array of which only the first places of one axis count.</summary>
internal sealed class LeadingPlanes : ArraySource
{
    private readonly ArraySource _source;

    /// <summary>Takes a source over.</summary>
    /// <param name="source">The whole array; it is closed with this one.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="length">How many places count.</param>
    public LeadingPlanes(ArraySource source, int axis, long length)
        : base(source.SampleType, [.. source.Shape.Select((l, i) => i == axis ? length : l)])
    {
        _source = source;
    }

    public override bool IsRaw => _source.IsRaw;

    public override void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination) => _source.ReadBox(start, count, destination);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }
    }
}
