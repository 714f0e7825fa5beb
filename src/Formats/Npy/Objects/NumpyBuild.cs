namespace DeepWonder3D.Formats.Npy.Objects;

/// <summary>An array, a type or a single number while a pickle puts it together.</summary>
internal sealed class NumpyBuild
{
    private const string Reconstruct = "\0_reconstruct";
    private const string Scalar = "\0scalar";
    private const string DType = "\0dtype";

    private string? _type;
    private string _order = "<";

    /// <summary>A plain array; null for anything else.</summary>
    public NumpyArray? Array { get; private set; }

    /// <summary>The objects of an array of objects; null for anything else.</summary>
    public IReadOnlyList<object?>? Items { get; private set; }

    /// <summary>Whether a pickle of arrays may refer to a Python name.</summary>
    public static bool IsKnown(string module, string name) => (module, name) switch
    {
        ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct" or "scalar") => true,
        ("numpy", "ndarray" or "dtype") => true,
        ("_codecs", "encode") => true,
        _ => false,
    };

    /// <summary>What a call of a known name gives; null where it cannot be called so.</summary>
    public static object? Reduce(object? function, object? arguments) => (function, arguments) switch
    {
        (Reconstruct, object?[]) => new NumpyBuild(),
        (DType, object?[] and [string type, ..]) => new NumpyBuild { _type = type },
        (Scalar, object?[] and [NumpyBuild { _type: { } type } build, byte[] bytes]) => ScalarOf(type, build._order, bytes),
        ("\0encode", object?[] and [string latin, ..]) => System.Text.Encoding.Latin1.GetBytes(latin),
        _ => null,
    };

    /// <summary>Gives it its state.</summary>
    /// <returns>Whether it can have such a one.</returns>
    public bool SetState(object? state)
    {
        switch (state)
        {
            case object?[] and [long, string order, ..] when _type is not null:
                _order = order;
                return true;
            case object?[] and [long, object?[] shape, NumpyBuild { _type: { } type } dtype, bool fortran, object content] when shape.All(l => l is long and >= 0 and <= int.MaxValue):
                int[] lengths = [.. shape.Select(l => (int)(long)l!)];
                Items = content as IReadOnlyList<object?>;
                Array = content is byte[] bytes && !(fortran && lengths.Length > 1) ? new NumpyArray(type, lengths, Ordered(bytes, type, dtype._order)) : null;
                return true;
            default:
                return false;
        }
    }

    private static double ScalarOf(string type, string order, byte[] bytes) =>
        new NumpyArray(type, [], Ordered(bytes, type, order)).ToDoubles() is [double number] ? number : double.NaN;

    private static byte[] Ordered(byte[] bytes, string type, string order)
    {
        if (order == ">" && type.Length > 1 && type[^1] - '0' is 2 or 4 or 8 && bytes.Length % (type[^1] - '0') == 0)
        {
            ByteOrder.Swap(bytes, type[^1] - '0');
        }

        return bytes;
    }
}
