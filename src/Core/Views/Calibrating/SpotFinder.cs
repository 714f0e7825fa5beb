using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Calibrating;

/// <summary>
/// Finds the one bright spot of a plane and its centre: the background (median) is taken off, and the centre is where a Gaussian window as
/// wide as the spot, put around it, finds its weighted mean at its own centre. Such a window leaves noise and other light out, which pull a
/// plain centroid towards the middle of the image.
/// </summary>
internal sealed class SpotFinder(int height, int width)
{
    // A spot's brightest 3 × 3 pixels stand this many standard deviations of their mean above the background: noise reaches 5 somewhere in
    // a plane, and an uneven background adds to that.
    private const double SmallestContrast = 10;

    private const double NormalOfMedian = 1.4826;
    private const double HalfWidthOfSigma = 1.1774;
    private const double SmallestSigma = 1;
    private const int IterationCount = 30;
    private const double Converged = 1e-4;

    private readonly int _height = height;
    private readonly int _width = width;
    private readonly float[] _plane = new float[height * width];
    private readonly float[] _sorted = new float[height * width];

    /// <summary>The samples to look at, shape (height, width); fill them before each call of <see cref="Find"/>.</summary>
    public Span<float> Plane => _plane;

    /// <summary>The spot in <see cref="Plane"/>.</summary>
    public PlaneSpot Find()
    {
        _plane.CopyTo(_sorted, 0);
        double background = OrderStatistics.Median(_sorted);
        for (int i = 0; i < _sorted.Length; i++)
        {
            _sorted[i] = (float)Math.Abs(_plane[i] - background);
        }

        double noise = NormalOfMedian * OrderStatistics.Median(_sorted);
        (int row, int column, double height) = Brightest(background);
        double limit = Math.Max(SmallestContrast * noise / 3, 1e-6 * Math.Abs(background));
        if (!(height > limit))
        {
            return PlaneSpot.None;
        }

        double sigma = SigmaAround(row, column, background + (0.5 * height));
        (double centreRow, double centreColumn) = Centre(row, column, sigma, background);
        return new PlaneSpot(centreRow, centreColumn, CountOfLargest(row, column));
    }

    /// <summary>
    /// The pixel whose 3 × 3 surroundings are brightest, and their mean above the background: single hot pixels do not win.
    /// </summary>
    private (int Row, int Column, double Height) Brightest(double background)
    {
        (int Row, int Column, double Height) best = (0, 0, double.NegativeInfinity);
        for (int r = 1; r < _height - 1; r++)
        {
            for (int c = 1; c < _width - 1; c++)
            {
                int i = (r * _width) + c;
                double sum = (double)_plane[i - _width - 1] + _plane[i - _width] + _plane[i - _width + 1]
                    + _plane[i - 1] + _plane[i] + _plane[i + 1]
                    + _plane[i + _width - 1] + _plane[i + _width] + _plane[i + _width + 1];
                best = (sum / 9) - background > best.Height ? (r, c, (sum / 9) - background) : best;
            }
        }

        return best;
    }

    /// <summary>From the area that is at least half as bright: a Gaussian's half width is 1.18 standard deviations.</summary>
    private double SigmaAround(int row, int column, double half)
    {
        int count = 0;
        int reach = Math.Min(_height, _width) / 2;
        for (int r = Math.Max(0, row - reach); r <= Math.Min(_height - 1, row + reach); r++)
        {
            for (int c = Math.Max(0, column - reach); c <= Math.Min(_width - 1, column + reach); c++)
            {
                count += _plane[(r * _width) + c] > half ? 1 : 0;
            }
        }

        return Math.Max(SmallestSigma, Math.Sqrt(count / Math.PI) / HalfWidthOfSigma);
    }

    /// <summary>With a window of the spot's own width, the weighted mean lies half-way: each step goes twice as far.</summary>
    private (double Row, double Column) Centre(double row, double column, double sigma, double background)
    {
        for (int i = 0; i < IterationCount; i++)
        {
            (double meanRow, double meanColumn) = WeightedMean(row, column, sigma, background);
            (double stepRow, double stepColumn) = (2 * (meanRow - row), 2 * (meanColumn - column));
            if (!double.IsFinite(stepRow + stepColumn))
            {
                break;
            }

            row = Math.Clamp(row + stepRow, 0, _height - 1);
            column = Math.Clamp(column + stepColumn, 0, _width - 1);
            if (Math.Abs(stepRow) + Math.Abs(stepColumn) < Converged)
            {
                break;
            }
        }

        return (row, column);
    }

    private (double Row, double Column) WeightedMean(double row, double column, double sigma, double background)
    {
        (double weights, double rows, double columns) = (0, 0, 0);
        int reach = (int)Math.Ceiling(4 * sigma);
        for (int r = (int)Math.Max(0, Math.Round(row) - reach); r <= Math.Min(_height - 1, Math.Round(row) + reach); r++)
        {
            for (int c = (int)Math.Max(0, Math.Round(column) - reach); c <= Math.Min(_width - 1, Math.Round(column) + reach); c++)
            {
                double square = ((r - row) * (r - row)) + ((c - column) * (c - column));
                double weight = Math.Exp(-0.5 * square / (sigma * sigma)) * (_plane[(r * _width) + c] - background);
                (weights, rows, columns) = (weights + weight, rows + (weight * r), columns + (weight * c));
            }
        }

        return (rows / weights, columns / weights);
    }

    /// <summary>How many pixels around the peak share its largest sample.</summary>
    private int CountOfLargest(int row, int column)
    {
        float largest = float.NegativeInfinity;
        int count = 0;
        for (int r = Math.Max(0, row - 2); r <= Math.Min(_height - 1, row + 2); r++)
        {
            for (int c = Math.Max(0, column - 2); c <= Math.Min(_width - 1, column + 2); c++)
            {
                float sample = _plane[(r * _width) + c];
                count = sample > largest ? 1 : sample == largest ? count + 1 : count;
                largest = Math.Max(largest, sample);
            }
        }

        return count;
    }
}

/// <summary>Where a bead's image lies in one plane of a PSF stack.</summary>
/// <param name="Row">Sub-pixel row, from 0; NaN where the plane shows no spot.</param>
/// <param name="Column">Sub-pixel column.</param>
/// <param name="SaturatedCount">Pixels of the spot that share the plane's largest sample: more than a few are a clipped top.</param>
internal readonly record struct PlaneSpot(double Row, double Column, int SaturatedCount)
{
    public static readonly PlaneSpot None = new(double.NaN, double.NaN, 0);

    public bool IsFound => double.IsFinite(Row);
}
