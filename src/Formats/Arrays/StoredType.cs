namespace DeepWonder3D.Formats.Arrays;

/// <summary>How a file stores samples, and what they become when read: 64-bit integers become 64-bit floats, exactly up to 2⁵³.</summary>
/// <param name="SampleType">The type that they become.</param>
/// <param name="IsForeign">Whether the file's byte order is not this machine's.</param>
/// <param name="IsInt64">Whether the file holds 64-bit signed integers.</param>
/// <param name="IsUInt64">Whether the file holds 64-bit unsigned integers.</param>
internal readonly record struct StoredType(SampleType SampleType, bool IsForeign = false, bool IsInt64 = false, bool IsUInt64 = false)
{
    /// <summary>The type that NumPy, HDF5 and MATLAB describe by kind and size.</summary>
    /// <param name="kind"><c>i</c>, <c>u</c>, <c>f</c>, or <c>b</c> for truth values.</param>
    /// <param name="bytes">Bytes of one sample.</param>
    /// <param name="isForeign">Whether the file's byte order is not this machine's.</param>
    /// <returns>The type; null where samples have no such type.</returns>
    public static StoredType? Of(char kind, int bytes, bool isForeign) => (kind, bytes) switch
    {
        ('i', 1) => new StoredType(SampleType.Int8),
        ('u' or 'b', 1) => new StoredType(SampleType.UInt8),
        ('i', 2) => new StoredType(SampleType.Int16, isForeign),
        ('u', 2) => new StoredType(SampleType.UInt16, isForeign),
        ('i', 4) => new StoredType(SampleType.Int32, isForeign),
        ('u', 4) => new StoredType(SampleType.UInt32, isForeign),
        ('i', 8) => new StoredType(SampleType.Float64, isForeign, IsInt64: true),
        ('u', 8) => new StoredType(SampleType.Float64, isForeign, IsUInt64: true),
        ('f', 2) => new StoredType(SampleType.Float16, isForeign),
        ('f', 4) => new StoredType(SampleType.Float32, isForeign),
        ('f', 8) => new StoredType(SampleType.Float64, isForeign),
        _ => null,
    };

    /// <summary>Makes samples as the file stores them samples of this machine, in place.</summary>
    public void Decode(Span<byte> samples)
    {
        if (IsForeign)
        {
            ByteOrder.Swap(samples, SampleType.SizeOf());
        }

        if (IsInt64 || IsUInt64)
        {
            Span<double> target = MemoryMarshal.Cast<byte, double>(samples);
            Span<long> source = MemoryMarshal.Cast<byte, long>(samples);
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = IsInt64 ? source[i] : (ulong)source[i];
            }
        }
    }
}
