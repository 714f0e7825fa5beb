namespace DeepWonder3D.Traces;

/// <summary>
/// The pixels around a neuron in which its background is measured: a ring from 1.4 to 2.6 times its radius, about five times its area,
/// without the pixels of any neuron and one pixel around them. Where others leave too little of it the ring grows outwards.
/// </summary>
internal sealed class NeuropilRing
{
    private const double Inner = 1.4;
    private const double Outer = 2.6;

    // Farther out, in radii and pixels, the background is another one.
    private const double FarthestRadii = 8;
    private const double FarthestPx = 8;

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

    /// <summary>The ring of a neuron, pixel numbers ascending; empty where others cover all around it.</summary>
    /// <param name="row">The neuron's centre.</param>
    /// <param name="column">The neuron's centre.</param>
    /// <param name="radius">The neuron's radius, pixels.</param>
    /// <param name="leastPixels">The ring grows until it holds so many.</param>
    public int[] Around(double row, double column, double radius, int leastPixels)
    {
        double outer = Math.Max(Outer * radius, (Inner * radius) + 2);
        double farthest = (FarthestRadii * radius) + FarthestPx;
        int[] ring = Between(row, column, Inner * radius, outer);
        while (ring.Length < leastPixels && outer < farthest)
        {
            outer = Math.Min(farthest, outer + Math.Max(1, radius / 2));
            ring = Between(row, column, Inner * radius, outer);
        }

        return ring;
    }

    private int[] Between(double row, double column, double inner, double outer)
    {
        List<int> pixels = [];
        for (int r = (int)Math.Max(0, Math.Ceiling(row - outer)); r <= Math.Min(_height - 1, Math.Floor(row + outer)); r++)
        {
            for (int c = (int)Math.Max(0, Math.Ceiling(column - outer)); c <= Math.Min(_width - 1, Math.Floor(column + outer)); c++)
            {
                double distance = Math.Sqrt(((r - row) * (r - row)) + ((c - column) * (c - column)));
                if (distance >= inner && distance <= outer && !_isCovered[(r * _width) + c])
                {
                    pixels.Add((r * _width) + c);
                }
            }
        }

        return [.. pixels];
    }
}
