namespace DeepWonder3D.Volumes;

/// <summary>
/// A half-open block of one plane's movie: frames, rows and columns, slowest first. It may reach outside the movie where a tile is padded.
/// </summary>
/// <param name="Frame">The first frame.</param>
/// <param name="Row">The first row.</param>
/// <param name="Column">The first column.</param>
/// <param name="FrameCount">The number of frames.</param>
/// <param name="RowCount">The number of rows.</param>
/// <param name="ColumnCount">The number of columns.</param>
internal readonly record struct Region(long Frame, int Row, int Column, int FrameCount, int RowCount, int ColumnCount)
{
    public long EndFrame => Frame + FrameCount;

    public int EndRow => Row + RowCount;

    public int EndColumn => Column + ColumnCount;

    public long VoxelCount => (long)FrameCount * RowCount * ColumnCount;

    public override string ToString() =>
        $"frames {Frame}..{EndFrame}, rows {Row}..{EndRow}, columns {Column}..{EndColumn}";
}
