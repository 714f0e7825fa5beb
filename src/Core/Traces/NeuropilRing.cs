namespace DeepWonder3D.Traces;

/// <summary>
/// The pixels around a neuron in which its neuropil is measured: a ring from 1.4 to 2.6 times its radius, about five times its area,
/// without the pixels of any neuron and one pixel around them.
/// </summary>
internal sealed class NeuropilRing
{
    /// <summary>What is usually taken off: the share of the neuropil's light that lies over a neuron.</summary>
    public const double DefaultCoefficient = 0.7;

    private const double Inner = 1.4;
    private const double Outer = 2.6;

    private readonly bool[] _isCovered;
    private readonly int _height;
    private readonly int _width;

    /// <param name="neurons">The pixels (row · width + column) of every neuron of the view.</param>
    /// <param name="height">Rows of the view.</param>
    /// <param name="width">Columns of the view.</param>
    public NeuropilRing(IEnumerable<int> neurons, int height, int width)
    {
        (_height, _width) = (height, width);
        _isCovered = new bool[checked(height * width)];
        foreach (int pixel in neurons)
        {
            (int row, int column) = Math.DivRem(pixel, width);
            for (int r = Math.Max(0, row - 1); r <= Math.Min(height - 1, row + 1); r++)
            {
                for (int c = Math.Max(0, column - 1); c <= Math.Min(width - 1, column + 1); c++)
                {
                    _isCovered[(r * width) + c] = true;
                }
            }
        }
    }

    /// <summary>The ring of a neuron, pixel numbers ascending; empty where others cover all of it.</summary>
    public int[] Around(double row, double column, double radius)
    {
        double outer = Math.Max(Outer * radius, (Inner * radius) + 2);
        List<int> pixels = [];
        for (int r = (int)Math.Max(0, Math.Ceiling(row - outer)); r <= Math.Min(_height - 1, Math.Floor(row + outer)); r++)
        {
            for (int c = (int)Math.Max(0, Math.Ceiling(column - outer)); c <= Math.Min(_width - 1, Math.Floor(column + outer)); c++)
            {
                double distance = Math.Sqrt(((r - row) * (r - row)) + ((c - column) * (c - column)));
                if (distance >= Inner * radius && distance <= outer && !_isCovered[(r * _width) + c])
                {
                    pixels.Add((r * _width) + c);
                }
            }
        }

        return [.. pixels];
    }
}
