namespace DeepWonder3D.Formats.Npy;

/// <summary>An array as a NumPy file holds it, in C order (last axis fastest).</summary>
internal sealed class NpyArray(int[] shape, Array samples)
{
    /// <summary>The length of each axis, slowest first; empty for a single number.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>The type of the samples in the file, such as <c>ushort</c> for <c>u2</c>.</summary>
    public Type SampleType => samples.GetType().GetElementType()!;

    /// <summary>The samples in the type that the file has, not copied.</summary>
    /// <exception cref="InvalidCastException">The file's samples have another type.</exception>
    public T[] As<T>()
        where T : unmanaged => SampleType == typeof(T)
            ? (T[])samples
            : throw new InvalidCastException($"The array holds {SampleType.Name}, not {typeof(T).Name}.");

    public double[] ToDoubles() => samples switch
    {
        double[] d => d,
        float[] f => Array.ConvertAll(f, v => (double)v),
        Half[] h => Array.ConvertAll(h, v => (double)v),
        bool[] b => Array.ConvertAll(b, v => v ? 1.0 : 0.0),
        sbyte[] i when SampleType == typeof(sbyte) => Array.ConvertAll(i, v => (double)v),
        byte[] i => Array.ConvertAll(i, v => (double)v),
        short[] i when SampleType == typeof(short) => Array.ConvertAll(i, v => (double)v),
        ushort[] i => Array.ConvertAll(i, v => (double)v),
        int[] i when SampleType == typeof(int) => Array.ConvertAll(i, v => (double)v),
        uint[] i => Array.ConvertAll(i, v => (double)v),
        long[] i when SampleType == typeof(long) => Array.ConvertAll(i, v => (double)v),
        ulong[] i => Array.ConvertAll(i, v => (double)v),
        _ => throw new InvalidCastException($"{SampleType.Name} is not a number."),
    };

    public float[] ToSingles() => samples as float[] ?? Array.ConvertAll(ToDoubles(), v => (float)v);
}
