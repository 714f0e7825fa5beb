namespace DeepWonder3D.Formats.Npy.Objects;

/// <summary>An array or a type while a pickle puts it together.</summary>
/// <param name="type">The type as NumPy names it without the byte order, such as <c>f4</c>; null for an array.</param>
internal sealed class NumpyBuild(string? type)
{
    // NumPy's own limit is 64 axes, and its longest number has 32 bytes; a pickle can refer to something longer as often as it likes.
    private const int MaxAxes = 64;
    private const int MaxNumberBytes = 32;

    private bool _isBigEndian;

    /// <summary>The type; null for an array.</summary>
    public string? Type => type;

    /// <summary>A plain array; null for anything else.</summary>
    public NumpyArray? Array { get; private set; }

    /// <summary>The objects of an array of objects; null for anything else.</summary>
    public IReadOnlyList<object?>? Items { get; private set; }

    /// <summary>Gives it its state.</summary>
    /// <returns>Whether it can have such a one.</returns>
    public bool SetState(object? state)
    {
        switch (state)
        {
            case object?[] and [long, string order, ..] when Type is not null:
                _isBigEndian = order == ">";
                return true;
            case object?[] and [long, object?[] shape, NumpyBuild { Type: not null } dtype, bool fortran, object content]
                when shape.Length <= MaxAxes && shape.All(l => l is long and >= 0 and <= int.MaxValue):
                int[] lengths = [.. shape.Select(l => (int)(long)l!)];
                Items = content as IReadOnlyList<object?>;
                Array = content is byte[] bytes && !(fortran && lengths.Length > 1) ? dtype.Of(lengths, bytes) : null;
                return true;
            default:
                return false;
        }
    }

    /// <summary>A single number of this type; NaN for what is none.</summary>
    public double Scalar(byte[] bytes) =>
        bytes.Length <= MaxNumberBytes && Of([], bytes).ToDoubles() is [double number] ? number : double.NaN;

    private NumpyArray Of(int[] shape, byte[] bytes) => new(Type!, shape, bytes) { IsBigEndian = _isBigEndian };
}
