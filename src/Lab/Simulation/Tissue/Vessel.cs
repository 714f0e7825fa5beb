namespace DeepWonder3D.Simulation;

/// <summary>A blood vessel as a chain of discs that take light.</summary>
/// <param name="DepthUm">Its depth.</param>
/// <param name="Absorption">Share of light taken at a disc's middle where the vessel has its full radius.</param>
/// <param name="RadiusUm">Its full radius.</param>
/// <param name="Discs">The discs along it.</param>
internal sealed record Vessel(
    double DepthUm, double Absorption, double RadiusUm, IReadOnlyList<(double YUm, double XUm, double RadiusUm)> Discs)
{
    // Branches come about every 200 µm and the two daughters carry what the mother did (Murray's law: radius³ adds up).
    private const double BranchPerUm = 1.0 / 200;
    private const double DaughterRadius = 0.79;
    private const double SmallestRadiusUm = 2.5;
    private const double TurnPerUm = 0.025;

    /// <summary>All vessels of a scene.</summary>
    public static IReadOnlyList<Vessel> Draw(SimulationOptions options)
    {
        TissueOptions tissue = options.Tissue;
        List<Vessel> vessels = [];
        for (int i = 0; i < tissue.VesselCount + tissue.PenetratingVesselCount; i++)
        {
            RandomStream random = new(options.Seed, RandomUse.Vessels, i);
            bool crosses = i < tissue.VesselCount;
            double radius = (crosses ? tissue.VesselRadiusUm : tissue.PenetratingRadiusUm) * random.LogNormal(0.25);
            List<(double, double, double)> discs = [];
            if (crosses)
            {
                (double y, double x, double heading) = Root(options, random);
                Grow(options, random, y, x, heading, radius, discs);
            }
            else
            {
                discs.Add((random.Uniform(0, options.FieldHeightUm), random.Uniform(0, options.FieldWidthUm), radius));
            }

            vessels.Add(new Vessel(tissue.VesselDepthUm, crosses ? tissue.VesselAbsorption : tissue.PenetratingAbsorption, radius, discs));
        }

        return vessels;
    }

    /// <summary>A place on the edge of the surroundings, heading inwards.</summary>
    private static (double Y, double X, double Heading) Root(SimulationOptions options, RandomStream random)
    {
        double angle = random.Uniform(0, 2 * Math.PI);
        double reach = 0.5 * Math.Sqrt((options.FieldHeightUm * options.FieldHeightUm) + (options.FieldWidthUm * options.FieldWidthUm));
        return (
            (0.5 * options.FieldHeightUm) + (reach * Math.Sin(angle)),
            (0.5 * options.FieldWidthUm) + (reach * Math.Cos(angle)),
            angle + Math.PI + (0.4 * random.Normal()));
    }

    private static void Grow(
        SimulationOptions options,
        RandomStream random,
        double y,
        double x,
        double heading,
        double radius,
        List<(double, double, double)> discs)
    {
        double length = 1.5 * Math.Max(options.FieldHeightUm, options.FieldWidthUm);
        double step = 0.5 * SmallestRadiusUm;
        for (double grown = 0; grown < length && radius >= SmallestRadiusUm; grown += step)
        {
            discs.Add((y, x, radius));
            heading += TurnPerUm * Math.Sqrt(step) * random.Normal();
            y += step * Math.Sin(heading);
            x += step * Math.Cos(heading);
            if (random.Chance(BranchPerUm * step))
            {
                radius *= DaughterRadius;
                double turn = random.Uniform(0.4, 1) * (random.Chance(0.5) ? 1 : -1);
                Grow(options, random, y, x, heading + turn, radius, discs);
                heading -= 0.4 * turn;
            }
        }
    }
}
