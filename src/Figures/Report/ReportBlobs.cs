namespace DeepWonder3D.Figures.Report;

/// <summary>The report's binary parts (pictures, traces, outlines), each known by its number.</summary>
internal sealed class ReportBlobs
{
    private readonly List<byte[]> _items = [];

    public int Count => _items.Count;

    public ReadOnlySpan<byte> this[int number] => _items[number];

    /// <summary>Keeps a part.</summary>
    /// <returns>Its number.</returns>
    public int Add(byte[] content)
    {
        _items.Add(content);
        return _items.Count - 1;
    }
}
