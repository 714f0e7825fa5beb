namespace DeepWonder3D.Volumes;

/// <summary>
/// One connected component cut out of its plane, with a margin of background around it, for measuring its outline and filling its holes.
/// <para>
/// The outline is the polygon through the centres of the border pixels that following the border would visit. It is not followed: every
/// square of
/// 2 × 2 pixels adds its part. Four set pixels hold a full unit of area; three hold half of one and a diagonal step of the outline; two
/// that
/// share an edge hold a straight step; two that touch at a corner hold a diagonal that the outline passes on its way there and back.
/// The counts of those squares also tell the number of holes (Euler's formula). Area and perimeter are right once there are no holes.
/// </para>
/// </summary>
internal sealed class Silhouette
{
    private readonly bool[] _set;
    private readonly int _top;
    private readonly int _left;
    private readonly int _height;
    private readonly int _width;
    private readonly int _planeWidth;
    private Squares _squares;

    /// <summary>Cuts a component out.</summary>
    /// <param name="pixels">Pixel numbers, ascending, 8-connected.</param>
    /// <param name="planeWidth">The plane's columns.</param>
    public Silhouette(ReadOnlySpan<int> pixels, int planeWidth)
    {
        int left = int.MaxValue;
        int right = -1;
        foreach (int pixel in pixels)
        {
            left = Math.Min(left, pixel % planeWidth);
            right = Math.Max(right, pixel % planeWidth);
        }

        _planeWidth = planeWidth;
        _top = (pixels[0] / planeWidth) - 1;
        _left = left - 1;
        _height = (pixels[^1] / planeWidth) - _top + 2;
        _width = right - _left + 2;
        _set = new bool[_height * _width];
        foreach (int pixel in pixels)
        {
            _set[(((pixel / planeWidth) - _top) * _width) + (pixel % planeWidth) - _left] = true;
        }

        _squares = CountSquares();
    }

    /// <summary>The area inside the outline.</summary>
    public double Area => _squares.Full + (_squares.Three / 2.0);

    /// <summary>The area that an outline as high and as wide would have at most.</summary>
    public double LargestArea => (double)(_height - 3) * (_width - 3);

    /// <summary>The length of the outline.</summary>
    public double Perimeter => _squares.Edge + (Math.Sqrt(2) * (_squares.Three + (2 * _squares.Corner)));

    /// <summary>4π·area / perimeter²; NaN for a single pixel.</summary>
    public double Roundness => 4 * Math.PI * Area / (Perimeter * Perimeter);

    /// <summary>Pieces of background (touching at edges) that the component encloses.</summary>
    public int HoleCount => 1 - ((_squares.One - _squares.Three - (2 * _squares.Corner)) / 4);

    /// <summary>Fills the holes of at most so many pixels; larger ones stay.</summary>
    public void FillHoles(double largest)
    {
        bool[] seen = (bool[])_set.Clone();
        Stack<int> open = new();
        List<int> piece = [];
        for (int start = 0; start < seen.Length; start++)
        {
            if (seen[start])
            {
                continue;
            }

            // The first piece found, at the corner, is the background outside.
            Gather(start, seen, open, piece);
            if (start > 0 && piece.Count <= largest)
            {
                piece.ForEach(cell => _set[cell] = true);
            }
        }

        _squares = CountSquares();
    }

    /// <summary>Pixel numbers, ascending.</summary>
    public int[] ToPixels()
    {
        List<int> pixels = [];
        for (int cell = 0; cell < _set.Length; cell++)
        {
            if (_set[cell])
            {
                pixels.Add(((_top + (cell / _width)) * _planeWidth) + _left + (cell % _width));
            }
        }

        return [.. pixels];
    }

    private void Gather(int start, bool[] seen, Stack<int> open, List<int> piece)
    {
        piece.Clear();
        open.Push(start);
        seen[start] = true;
        while (open.TryPop(out int cell))
        {
            piece.Add(cell);
            int column = cell % _width;
            Visit(column > 0 ? cell - 1 : cell);
            Visit(column < _width - 1 ? cell + 1 : cell);
            Visit(cell >= _width ? cell - _width : cell);
            Visit(cell < seen.Length - _width ? cell + _width : cell);
        }

        void Visit(int cell)
        {
            if (!seen[cell])
            {
                seen[cell] = true;
                open.Push(cell);
            }
        }
    }

    private Squares CountSquares()
    {
        Squares squares = default;
        for (int row = 1; row < _height; row++)
        {
            ReadOnlySpan<bool> upper = _set.AsSpan((row - 1) * _width, _width);
            ReadOnlySpan<bool> lower = _set.AsSpan(row * _width, _width);
            for (int column = 1; column < _width; column++)
            {
                bool a = upper[column - 1];
                bool b = upper[column];
                bool c = lower[column - 1];
                bool d = lower[column];
                switch ((a ? 1 : 0) + (b ? 1 : 0) + (c ? 1 : 0) + (d ? 1 : 0))
                {
                    case 1: squares.One++; break;
                    case 2 when a == d: squares.Corner++; break;
                    case 2: squares.Edge++; break;
                    case 3: squares.Three++; break;
                    case 4: squares.Full++; break;
                }
            }
        }

        return squares;
    }

    /// <summary>How many squares of 2 × 2 pixels have one pixel set, two at an edge, two at a corner, three, four.</summary>
    private struct Squares
    {
        public int One;
        public int Edge;
        public int Corner;
        public int Three;
        public int Full;
    }
}
