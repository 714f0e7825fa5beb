namespace DeepWonder3D.Formats.Mat;

/// <summary>Numbers or truth values.</summary>
internal sealed class MatNumeric : MatArray
{
    /// <summary>Creates an array over values, which are not copied.</summary>
    /// <param name="dims">Rows, columns, and so on.</param>
    /// <param name="values">The values, column-major, in the array's own type.</param>
    /// <param name="isLogical">Whether they are truth values; then they are bytes of 0 and 1.</param>
    public MatNumeric(int[] dims, Array values, bool isLogical = false)
        : base(dims)
    {
        if (Count != values.Length || (isLogical && values is not byte[]))
        {
            throw new ArgumentException($"{values.Length} values do not fill {this}.", nameof(values));
        }

        Values = values;
        IsLogical = isLogical;
    }

    /// <summary>The values, column-major.</summary>
    public Array Values { get; }

    public bool IsLogical { get; }

    public MatClass Class => MatTypes.ClassOf(Values);

    public override string ClassName => IsLogical ? "logical" : Class.ToString().ToLowerInvariant();

    public static MatNumeric Scalar(double value) => new([1, 1], new[] { value });

    public static MatNumeric Scalar(long value) => new([1, 1], new[] { value });

    public static MatNumeric Row(double[] values) => new([1, values.Length], values);

    public static MatNumeric Row(long[] values) => new([1, values.Length], values);

    /// <summary>The array without items that MATLAB writes as <c>[]</c>.</summary>
    public static MatNumeric Empty { get; } = new([0, 0], Array.Empty<double>());

    /// <summary>The values as doubles, column-major.</summary>
    public double[] ToDoubles() => Values as double[] ?? To<double>();

    /// <summary>The values as whole numbers, column-major.</summary>
    /// <exception cref="OverflowException">A value is not finite or too large.</exception>
    public long[] ToIntegers() => Values as long[] ?? To<long>();

    private TTo[] To<TTo>()
        where TTo : unmanaged, System.Numerics.INumberBase<TTo> => Class switch
        {
            MatClass.Double => Convert<double, TTo>(),
            MatClass.Single => Convert<float, TTo>(),
            MatClass.Int8 => Convert<sbyte, TTo>(),
            MatClass.UInt8 => Convert<byte, TTo>(),
            MatClass.Int16 => Convert<short, TTo>(),
            MatClass.UInt16 => Convert<ushort, TTo>(),
            MatClass.Int32 => Convert<int, TTo>(),
            MatClass.UInt32 => Convert<uint, TTo>(),
            MatClass.Int64 => Convert<long, TTo>(),
            _ => Convert<ulong, TTo>(),
        };

    private TTo[] Convert<TFrom, TTo>()
        where TFrom : unmanaged, System.Numerics.INumberBase<TFrom>
        where TTo : unmanaged, System.Numerics.INumberBase<TTo> =>
        Array.ConvertAll((TFrom[])Values, v => TTo.CreateChecked(v));
}
