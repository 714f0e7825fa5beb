namespace DeepWonder3D.Formats.Arrays;

/// <summary>An array of which only the first places of one axis count.</summary>
/// <param name="source">The whole array; it is closed with this one.</param>
/// <param name="axis">The axis.</param>
/// <param name="length">How many places count.</param>
internal sealed class LeadingPlanes(ArraySource source, int axis, long length)
    : ArraySource(source.SampleType, [.. source.Shape.Select((l, i) => i == axis ? length : l)])
{
    private readonly ArraySource _source = source;

    public override bool IsRaw => _source.IsRaw;

    public override void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination) =>
        _source.ReadBox(start, count, destination);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }
    }
}
