using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.LightField;

/// <summary>
/// Finds the lenslets in an image of an evenly lit field, in which each is a bright spot with a darker rim: a first pitch from the image's
/// autocorrelation along its rows, then each lenslet's centre from its neighbour's, and the grid that fits all centres best.
/// </summary>
internal sealed class WhiteImage
{
    private const int SmallestPitch = 4;
    private const int LargestPitch = 64;
    private const int FewestLenslets = 12;
    private const int SettlingCount = 15;

    // Lenslets lie on a grid to a small part of their size; what lies further off is dirt, or no grid at all.
    private const double LargestResidual = 0.15;

    private readonly string _name;
    private readonly int _height;
    private readonly int _width;
    private readonly float[] _samples;

    private WhiteImage(Volume image)
    {
        _name = image.Name;
        (_height, _width) = (image.Height, image.Width);
        _samples = new float[_height * _width];
        float[] frame = new float[_samples.Length];
        for (long t = 0; t < image.FrameCount; t++)
        {
            image.ReadPlane(t, 0, frame.AsSpan());
            System.Numerics.Tensors.TensorPrimitives.Add(_samples, frame, _samples);
        }
    }

    /// <summary>The grid that an image shows; of a movie, the mean over its frames.</summary>
    /// <param name="image">Shape (T, 1, Y, X).</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.LensletGridUnclear"/>.</exception>
    public static LensletGrid GridOf(Volume image)
    {
        WhiteImage white = new(image);
        double pitch = white.Pitch();
        Dictionary<(int I, int J), (double Row, double Column)> centres = white.Follow(pitch);
        return white.Fit(centres, pitch);
    }

    /// <summary>The first lag after the first valley at which rows resemble themselves again.</summary>
    private double Pitch()
    {
        int lags = Math.Min(LargestPitch, _width / 3);
        double mean = _samples.Average(s => (double)s);
        double[] similarity = new double[lags + 2];
        for (int lag = 0; lag < similarity.Length; lag++)
        {
            double sum = 0;
            for (int r = 0; r < _height; r++)
            {
                ReadOnlySpan<float> row = _samples.AsSpan(r * _width, _width);
                for (int c = 0; c + lag < _width; c++)
                {
                    sum += (row[c] - mean) * (row[c + lag] - mean);
                }
            }

            similarity[lag] = sum / (_width - lag);
        }

        int valley = Enumerable.Range(1, lags).FirstOrDefault(l => similarity[l + 1] > similarity[l], 0);
        int peak = valley == 0 ? 0 : Enumerable.Range(valley, lags - valley).FirstOrDefault(l => similarity[l + 1] < similarity[l], 0);
        if (peak < SmallestPitch || !(similarity[peak] > 0.2 * similarity[0]))
        {
            throw Unclear("its rows do not repeat themselves");
        }

        double bend = similarity[peak - 1] - (2 * similarity[peak]) + similarity[peak + 1];
        return peak + (0.5 * (similarity[peak - 1] - similarity[peak + 1]) / bend);
    }

    /// <summary>From the middle outwards, each lenslet where its neighbour lets expect it.</summary>
    private Dictionary<(int I, int J), (double Row, double Column)> Follow(double pitch)
    {
        (double row, double column) = Settle(0.5 * _height, 0.5 * _width, pitch) ?? throw Unclear("it shows no lenslet in its middle");
        Dictionary<(int I, int J), (double Row, double Column)> centres = new() { [(0, 0)] = (row, column) };
        Queue<(int I, int J)> open = new([(0, 0)]);
        while (open.TryDequeue(out (int I, int J) at))
        {
            foreach ((int di, int dj) in new[] { (-1, 0), (1, 0), (0, -1), (0, 1) })
            {
                (int I, int J) next = (at.I + di, at.J + dj);
                (double Row, double Column) from = centres[at];
                if (!centres.ContainsKey(next) && Settle(from.Row + (di * pitch), from.Column + (dj * pitch), pitch) is { } centre)
                {
                    centres[next] = centre;
                    open.Enqueue(next);
                }
            }
        }

        return centres;
    }

    /// <summary>
    /// The centroid of the light above the darkest in a window, which moves along until it lies in its middle; null at the image's edge.
    /// </summary>
    private (double Row, double Column)? Settle(double row, double column, double pitch)
    {
        double half = 0.5 * pitch;
        for (int i = 0; i < SettlingCount; i++)
        {
            if (row < half || column < half || row > _height - 1 - half || column > _width - 1 - half)
            {
                return null;
            }

            (double meanRow, double meanColumn) = Centroid(row, column, half);
            (row, column) = (meanRow, meanColumn);
        }

        return double.IsFinite(row + column) ? (row, column) : null;
    }

    private (double Row, double Column) Centroid(double row, double column, double half)
    {
        (int top, int bottom) = ((int)Math.Ceiling(row - half), (int)Math.Floor(row + half));
        (int left, int right) = ((int)Math.Ceiling(column - half), (int)Math.Floor(column + half));
        float darkest = float.PositiveInfinity;
        for (int r = top; r <= bottom; r++)
        {
            for (int c = left; c <= right; c++)
            {
                darkest = Math.Min(darkest, _samples[(r * _width) + c]);
            }
        }

        (double weights, double rows, double columns) = (0, 0, 0);
        for (int r = top; r <= bottom; r++)
        {
            for (int c = left; c <= right; c++)
            {
                // A round window that fades out: pixels that come and go at its rim do not make the centre jump.
                double square = (((r - row) * (r - row)) + ((c - column) * (c - column))) / (half * half);
                double weight = (_samples[(r * _width) + c] - darkest) * Math.Max(0, 1 - square);
                (weights, rows, columns) = (weights + weight, rows + (weight * r), columns + (weight * c));
            }
        }

        return (rows / weights, columns / weights);
    }

    /// <summary>Least squares over the centres, twice without those far from the grid.</summary>
    private LensletGrid Fit(Dictionary<(int I, int J), (double Row, double Column)> centres, double pitch)
    {
        KeyValuePair<(int I, int J), (double Row, double Column)>[] used = [.. centres];
        LensletGrid grid = LensletGrid.Square(pitch, 0);
        for (int round = 0; round < 3; round++)
        {
            if (used.Length < FewestLenslets)
            {
                throw Unclear($"only {used.Length} of {centres.Count} spots lie on a grid");
            }

            (double rowOrigin, double rowByI, double rowByJ) = Plane(used, c => c.Row);
            (double columnOrigin, double columnByI, double columnByJ) = Plane(used, c => c.Column);
            grid = new LensletGrid(rowOrigin, columnOrigin, (rowByI, columnByI), (rowByJ, columnByJ));
            used = [.. centres.Where(c => Off(grid, c.Key, c.Value) < LargestResidual * pitch)];
        }

        return 2 * used.Length > centres.Count ? grid : throw Unclear($"only {used.Length} of {centres.Count} spots lie on a grid");
    }

    private static double Off(LensletGrid grid, (int I, int J) index, (double Row, double Column) centre)
    {
        (double row, double column) = grid.At(index.I, index.J);
        return Math.Sqrt(((centre.Row - row) * (centre.Row - row)) + ((centre.Column - column) * (centre.Column - column)));
    }

    /// <summary>value = origin + i · a + j · b by least squares, from centred sums.</summary>
    private static (double Origin, double ByI, double ByJ) Plane(
        KeyValuePair<(int I, int J), (double Row, double Column)>[] centres, Func<(double Row, double Column), double> value)
    {
        double meanI = centres.Average(c => c.Key.I);
        double meanJ = centres.Average(c => c.Key.J);
        double mean = centres.Average(c => value(c.Value));
        (double ii, double jj, double ij, double iv, double jv) = (0, 0, 0, 0, 0);
        foreach (((int I, int J) index, (double Row, double Column) centre) in centres)
        {
            (double i, double j, double v) = (index.I - meanI, index.J - meanJ, value(centre) - mean);
            (ii, jj, ij, iv, jv) = (ii + (i * i), jj + (j * j), ij + (i * j), iv + (i * v), jv + (j * v));
        }

        double determinant = (ii * jj) - (ij * ij);
        double byI = ((iv * jj) - (jv * ij)) / determinant;
        double byJ = ((jv * ii) - (iv * ij)) / determinant;
        return (mean - (byI * meanI) - (byJ * meanJ), byI, byJ);
    }

    private DeepWonderException Unclear(string why) => new(
        ErrorId.LensletGridUnclear,
        $"'{_name}' shows no grid of lenslets: {why}.",
        _name,
        "Give an image of an evenly lit field through the lenslets, or -LensletPitchPx.");
}
