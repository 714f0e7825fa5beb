namespace DeepWonder3D.Formats.Mat;

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
