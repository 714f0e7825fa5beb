namespace DeepWonder3D.Formats.Mat;

/// <summary>A value of MATLAB's: an array of some class, its items in column-major order.</summary>
internal abstract class MatArray(int[] dims)
{
    /// <summary>Rows, columns, and so on; at least two.</summary>
    public IReadOnlyList<int> Dims { get; } = dims;

    public long Count { get; } = CountOf(dims);

    /// <summary>What MATLAB's <c>class</c> calls it.</summary>
    public abstract string ClassName { get; }

    /// <summary>Size and class, such as <c>58×3 double</c>.</summary>
    public sealed override string ToString() => $"{string.Join('×', Dims)} {ClassName}";

    /// <summary>Whether it is a matrix of so many rows and columns; null stands for any number.</summary>
    public bool IsMatrix(long? rows, long? columns) =>
        Dims.Count == 2 && Dims[0] == (rows ?? Dims[0]) && Dims[1] == (columns ?? Dims[1]);

    public static long CountOf(ReadOnlySpan<int> dims)
    {
        long count = 1;
        foreach (int length in dims)
        {
            count = checked(count * length);
        }

        return count;
    }
}

/// <summary>An array of arrays.</summary>
internal sealed class MatCell : MatArray
{
    public MatCell(int[] dims, MatArray[] cells)
        : base(dims)
    {
        if (Count != cells.Length)
        {
            throw new ArgumentException($"{cells.Length} cells do not fill {this}.", nameof(cells));
        }

        Cells = cells;
    }

    /// <summary>The cells, column-major.</summary>
    public IReadOnlyList<MatArray> Cells { get; }

    public override string ClassName => "cell";
}

/// <summary>An array that the file holds and that is not read: whoever needs it says why.</summary>
internal sealed class MatUnread(int[] dims, string className) : MatArray(dims)
{
    /// <summary>Such as <c>sparse</c>, <c>complex double</c> or <c>object</c>.</summary>
    public override string ClassName => className;
}
