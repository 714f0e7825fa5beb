namespace DeepWonder3D.Formats.Mat;

/// <summary>
/// A matrix of doubles, or a stack of matrices, whose values are made while it is written, so that large tables need no second copy in
/// memory.
/// </summary>
internal sealed class MatComputed : MatArray
{
    private readonly Func<int, int, double> _valueAt;

    /// <summary>Creates a matrix.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="valueAt">The value at a row and a column, both from 0.</param>
    public MatComputed(int rows, int columns, Func<int, int, double> valueAt)
        : base([rows, columns])
    {
        _valueAt = valueAt;
    }

    public override string ClassName => "double";

    /// <summary>Creates a stack of matrices.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="pages">Matrices.</param>
    /// <param name="valueAt">The value at a row, a column and a page, all from 0.</param>
    public MatComputed(int rows, int columns, int pages, Func<int, int, int, double> valueAt)
        : base([rows, columns, pages])
    {
        _valueAt = (row, column) => valueAt(row, column % columns, column / columns);
    }

    /// <summary>Gives a run of values, column-major.</summary>
    /// <param name="start">The first value's number.</param>
    /// <param name="destination">Where the values go.</param>
    public void Fill(long start, Span<double> destination)
    {
        (long column, long row) = Math.DivRem(start, Dims[0]);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = _valueAt((int)row, (int)column);
            if (++row == Dims[0])
            {
                row = 0;
                column++;
            }
        }
    }
}
