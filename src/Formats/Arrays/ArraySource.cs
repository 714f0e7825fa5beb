namespace DeepWonder3D.Formats.Arrays;

/// <summary>An array of samples in a file, read box by box. Reading is safe from many threads.</summary>
internal abstract class ArraySource(SampleType type, long[] shape) : IDisposable
{
    public SampleType SampleType { get; } = type;

    /// <summary>The length of each axis, slowest in the file first.</summary>
    public IReadOnlyList<long> Shape { get; } = shape;

    /// <summary>
    /// Whether the samples lie in the file one by one in the order of the axes, so that boxes along fast axes are scattered over the whole
    /// file.
    /// </summary>
    public abstract bool IsRaw { get; }

    /// <summary>What is missing at its end, where its writing was stopped; null where it is whole.</summary>
    public virtual ArrayRest? Rest => null;

    /// <summary>What the user should hear of samples that were never written; null for nothing.</summary>
    public virtual string? Holes => null;

    /// <summary>Reads a box.</summary>
    /// <param name="start">Where it starts on each axis.</param>
    /// <param name="count">Its length on each axis, above 0.</param>
    /// <param name="destination">Its samples, the last axis fastest, without gaps, in the host's byte order.</param>
    public abstract void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>An array of which only the first places of one axis count.</summary>
/// <param name="source">The whole array; it is closed with this one.</param>
/// <param name="axis">The axis.</param>
/// <param name="length">How many places count.</param>
internal sealed class LeadingPlanes(ArraySource source, int axis, long length)
    : ArraySource(source.SampleType, [.. source.Shape.Select((l, i) => i == axis ? length : l)])
{
    private readonly ArraySource _source = source;

    public override bool IsRaw => _source.IsRaw;

    public override ArrayRest? Rest => axis == 0 && _source.Rest?.Places >= length ? null : _source.Rest;

    public override string? Holes => _source.Holes;

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
