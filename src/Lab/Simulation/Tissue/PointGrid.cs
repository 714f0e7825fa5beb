namespace DeepWonder3D.Simulation;

/// <summary>A square grid of light sources around a cell's centre.</summary>
/// <param name="Values">Light of each point, shape (Side, Side).</param>
/// <param name="Side">Points along an edge.</param>
/// <param name="SpacingUm">Distance of neighbours.</param>
/// <param name="FirstYUm">Position of the first row of points from the cell's centre.</param>
/// <param name="FirstXUm">Position of the first column.</param>
internal sealed record PointGrid(double[] Values, int Side, double SpacingUm, double FirstYUm, double FirstXUm)
{
    /// <summary>A grid whose centroid of light lies at the cell's centre.</summary>
    public static PointGrid Centred(double[] values, int side, double spacingUm)
    {
        double sum = 0;
        double y = 0;
        double x = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i];
            y += values[i] * (i / side);
            x += values[i] * (i % side);
        }

        return sum > 0
            ? new PointGrid(values, side, spacingUm, -spacingUm * y / sum, -spacingUm * x / sum)
            : new PointGrid(values, side, spacingUm, -spacingUm * (side - 1) / 2, -spacingUm * (side - 1) / 2);
    }

    /// <summary>All light in one point, with the variance it had along either axis.</summary>
    public (PointGrid Point, double VarianceUm2) Collapsed()
    {
        double sum = 0;
        double spread = 0;
        for (int i = 0; i < Values.Length; i++)
        {
            double y = FirstYUm + (SpacingUm * (i / Side));
            double x = FirstXUm + (SpacingUm * (i % Side));
            sum += Values[i];
            spread += Values[i] * ((y * y) + (x * x));
        }

        return (new PointGrid([sum], 1, SpacingUm, 0, 0), sum > 0 ? 0.5 * spread / sum : 0);
    }
}
