namespace DeepWonder3D.Formats;

/// <summary>A volume's rows in the type in which a file is to hold them. Where that is the volume's own, samples pass unread.</summary>
internal sealed class SampleRowSource(Volume volume, SampleType type)
{
    private byte[] _rows = [];
    private double[] _samples = [];

    /// <summary>Reads rows of a plane, counted over all frames; valid until the next call.</summary>
    public Span<byte> Read(long plane, int row, int rowCount)
    {
        int count = checked(rowCount * volume.Width);
        int bytes = checked(count * type.SizeOf());
        if (_rows.Length < bytes)
        {
            _rows = new byte[bytes];
        }

        Span<byte> rows = _rows.AsSpan(0, bytes);
        if (type == volume.SampleType)
        {
            volume.Store.ReadRows(plane, row, rowCount, rows);
            return rows;
        }

        if (_samples.Length < count)
        {
            _samples = new double[count];
        }

        // Every type fits into 64-bit floats without loss, so that rounding happens once.
        volume.ReadRows<double>(plane / volume.PlaneCount, (int)(plane % volume.PlaneCount), row, rowCount, _samples);
        SampleTypes.Encode<double>(type, _samples.AsSpan(0, count), rows);
        return rows;
    }
}
