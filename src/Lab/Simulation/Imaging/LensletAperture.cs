namespace DeepWonder3D.Simulation;

/// <summary>
/// The published microscope's aperture: 15 × 15 views, numbered row by row from 1, of which those within five steps of the centre are used.
/// A view sees along the chief ray of its part of the aperture (NA 0.4 over 7.5 steps), so a source's image moves by the ray's slope.
/// </summary>
internal static class LensletAperture
{
    public const int CentreView = 113;

    private const int ViewsPerSide = 15;
    private const int Centre = ViewsPerSide / 2;
    private const int UsedRadius = 5;
    private const double NumericalAperture = 0.4;
    private const double ApertureSteps = 7.5;

    // A calibration pixel is 2/3 µm (100 µm lenslets at 10×), its depth unit 1 µm.
    private const double PixelsPerUm = 1.5;

    // The centre and a hexagon of radius 4 to 4.5 around it, opposite views in turn: the spread of any first few is even.
    private static readonly int[] s_hexagon = [CentreView, 109, 117, 51, 175, 55, 171];

    /// <summary>The ids of all used views, ascending.</summary>
    public static IReadOnlyList<int> Views { get; } =
        [.. Enumerable.Range(1, ViewsPerSide * ViewsPerSide).Where(id => SquaredRadius(id) <= UsedRadius * UsedRadius)];

    /// <summary>So many views, spread over the aperture, the centre first.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>: there are not so many.</exception>
    public static IReadOnlyList<int> Choose(int count)
    {
        if (count < 1 || count > Views.Count)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"{count} views cannot be made: the aperture has {Views.Count}.",
                count,
                $"Ask for 1 to {Views.Count} views.");
        }

        List<int> chosen = [.. s_hexagon.Take(count)];
        while (chosen.Count < count)
        {
            chosen.Add(Views.Except(chosen).MaxBy(id => chosen.Min(other => SquaredDistance(id, other))));
        }

        return chosen;
    }

    /// <summary>The shifts of every pair of views.</summary>
    /// <param name="refractiveIndex">Refractive index of the tissue, where slopes are to hold in air.</param>
    public static ViewCalibration Calibration(double refractiveIndex = 1) =>
        new(ViewPair.All(Views, Slope), CentreView, 1 / PixelsPerUm, depthUnitUm: 1, refractiveIndex);

    /// <summary>Calibration pixels that a view's image moves a µm of depth, against the centre view.</summary>
    private static (double Row, double Column) Slope(int id)
    {
        (int row, int column) = Offset(id);
        double sine = NumericalAperture / ApertureSteps;
        double cosine = Math.Sqrt(1 - (sine * sine * SquaredRadius(id)));
        return (PixelsPerUm * sine * row / cosine, PixelsPerUm * sine * column / cosine);
    }

    private static (int Row, int Column) Offset(int id) => (((id - 1) / ViewsPerSide) - Centre, ((id - 1) % ViewsPerSide) - Centre);

    private static int SquaredRadius(int id) => SquaredDistance(id, CentreView);

    private static int SquaredDistance(int id, int other)
    {
        (int row, int column) = Offset(id);
        (int otherRow, int otherColumn) = Offset(other);
        return ((row - otherRow) * (row - otherRow)) + ((column - otherColumn) * (column - otherColumn));
    }
}
