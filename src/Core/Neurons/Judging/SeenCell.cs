using DeepWonder3D.Activity;
using DeepWonder3D.Motion;

namespace DeepWonder3D.Neurons.Judging;

/// <summary>What lights up with a find.</summary>
/// <param name="picture">The light, in the recording's pixels.</param>
/// <param name="centre">Where the find lies in the recording.</param>
/// <param name="diameterPx">The diameter of cells, widths of the recording's pixels.</param>
/// <param name="aspect">Height of a pixel over its width.</param>
internal sealed class SeenCell(CellPicture picture, (double Row, double Column) centre, double diameterPx, double aspect)
{
    // How far from the find its cell's middle may lie, and how much around two finds is compared, in diameters.
    private const double FarthestMiddle = 0.8;
    private const double Compared = 1;

    private float[]? _light;

    /// <summary>Where the find lies in the recording.</summary>
    public (double Row, double Column) Centre => centre;

    /// <summary>Where it is brightest.</summary>
    public (double Row, double Column) Middle
    {
        get
        {
            (double Row, double Column) middle = centre;
            float brightest = float.NegativeInfinity;
            for (int i = 0; i < Light.Length; i++)
            {
                (int row, int column) = (picture.Top + (i / picture.Width), picture.Left + (i % picture.Width));
                if (Light[i] > brightest && DistanceOf(centre, (row, column)) <= FarthestMiddle)
                {
                    (middle, brightest) = ((row, column), Light[i]);
                }
            }

            return middle;
        }
    }

    private float[] Light => _light ??= Smoothing.Binomial(picture.Samples, picture.Height, picture.Width);

    /// <summary>How far two places of the recording lie apart, in diameters of cells.</summary>
    public double DistanceOf((double Row, double Column) one, (double Row, double Column) other) =>
        Math.Sqrt(Math.Pow((one.Row - other.Row) * aspect, 2) + Math.Pow(one.Column - other.Column, 2)) / diameterPx;

    /// <summary>The correlation of the light of two finds, a diameter around the place between them.</summary>
    public double Alike(SeenCell other)
    {
        CellPicture theirs = other.Picture;
        (double, double) between = ((centre.Row + other.Centre.Row) / 2, (centre.Column + other.Centre.Column) / 2);
        List<float> here = [];
        List<float> there = [];
        for (int y = Math.Max(picture.Top, theirs.Top); y < Math.Min(picture.Top + picture.Height, theirs.Top + theirs.Height); y++)
        {
            for (int x = Math.Max(picture.Left, theirs.Left); x < Math.Min(picture.Left + picture.Width, theirs.Left + theirs.Width); x++)
            {
                if (DistanceOf(between, (y, x)) <= Compared)
                {
                    here.Add(Light[((y - picture.Top) * picture.Width) + x - picture.Left]);
                    there.Add(other.Light[((y - theirs.Top) * theirs.Width) + x - theirs.Left]);
                }
            }
        }

        return here.Count == 0 ? 0 : Correlation(here, there);
    }

    private CellPicture Picture => picture;

    private static double Correlation(List<float> one, List<float> other)
    {
        (double mean, double otherMean) = (one.Average(), other.Average());
        (double both, double squares, double otherSquares) = (0, 0, 0);
        for (int i = 0; i < one.Count; i++)
        {
            (double a, double b) = (one[i] - mean, other[i] - otherMean);
            (both, squares, otherSquares) = (both + (a * b), squares + (a * a), otherSquares + (b * b));
        }

        return squares > 0 && otherSquares > 0 ? both / Math.Sqrt(squares * otherSquares) : 0;
    }
}
