using DeepWonder3D.Neurons;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>A footprint as a mask over its bounding box; everything outside the box is uncovered.</summary>
internal sealed class FootprintMask
{
    private readonly bool[] _covered;
    private readonly int _top;
    private readonly int _left;
    private readonly int _width;
    private readonly int _height;

    /// <summary>Creates the mask of a footprint that covers something.</summary>
    public FootprintMask(Footprint footprint)
    {
        _top = footprint.RowAt(0);
        _height = footprint.RowAt(footprint.Count - 1) - _top + 1;
        int right = 0;
        _left = int.MaxValue;
        for (int i = 0; i < footprint.Count; i++)
        {
            _left = Math.Min(_left, footprint.ColumnAt(i));
            right = Math.Max(right, footprint.ColumnAt(i));
        }

        _width = right - _left + 1;
        _covered = new bool[checked(_height * _width)];
        for (int i = 0; i < footprint.Count; i++)
        {
            _covered[((footprint.RowAt(i) - _top) * _width) + footprint.ColumnAt(i) - _left] = true;
        }
    }

    public bool this[int row, int column] =>
        (uint)(row - _top) < (uint)_height && (uint)(column - _left) < (uint)_width && _covered[((row - _top) * _width) + column - _left];
}
