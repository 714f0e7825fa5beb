using MathNet.Numerics;

namespace DeepWonder3D.Simulation;

/// <summary>The body of a cell: an ellipsoid with a slightly irregular outline, round a nucleus without indicator.</summary>
internal sealed record SomaShape
{
    // Glia and the nuclei that show as holes are smaller than neurons.
    private const double UnlabelledRadius = 0.75;

    /// <summary>Mean radius in the image plane, and half-height.</summary>
    public required double RadiusUm { get; init; }

    /// <summary>Logarithm of the ratio of the long axis to the mean radius.</summary>
    public double Elongation { get; init; }

    /// <summary>Angle of the long axis from the rows' direction.</summary>
    public double Angle { get; init; }

    /// <summary>Amplitude of the outline's third harmonic, as a share of the radius, and its angle.</summary>
    public double Irregularity { get; init; }

    public double IrregularityAngle { get; init; }

    /// <summary>Radius of the nucleus as a share of the soma's; 0 where the nucleus is filled.</summary>
    public double NucleusRadius { get; init; }

    /// <summary>Whether the nucleus holds indicator although nuclei of other cells do not.</summary>
    public bool IsFilled { get; init; }

    /// <summary>Draws the soma of one cell.</summary>
    public static SomaShape Draw(NeuronOptions options, RandomStream random, bool isLabelled)
    {
        double deviation = Math.Clamp(random.Normal(), -2, 2);
        double radius = Math.Max(options.RadiusUm + (options.RadiusSdUm * deviation), 0.2 * options.RadiusUm);
        bool filled = random.Chance(options.FilledFraction);
        return new SomaShape
        {
            RadiusUm = isLabelled ? radius : UnlabelledRadius * radius,
            Elongation = 0.5 * options.Elongation * random.Normal(),
            Angle = random.Uniform(0, Math.PI),
            Irregularity = Math.Clamp(options.Irregularity * random.Normal(), -0.3, 0.3),
            IrregularityAngle = random.Uniform(0, 2 * Math.PI),
            NucleusRadius = filled ? 0 : options.NucleusRadius,
            IsFilled = filled,
        };
    }

    /// <summary>
    /// How much of the soma lies over each point of a grid around its centre, for light from all depths or from an optical section.
    /// </summary>
    /// <param name="spacingUm">Distance of the grid's points.</param>
    /// <param name="axialSigmaUm">Standard deviation in depth of the section; null for light from all depths.</param>
    /// <param name="depthUm">Depth of the soma's centre below the section's.</param>
    /// <returns>
    /// The share of the soma's indicator that glows over each point (its sum is 1 for light from all depths), and the share of the section
    /// that the soma takes up there. The grid's origin is where its centroid is at 0.
    /// </returns>
    public (PointGrid Glow, PointGrid Body) Sample(double spacingUm, double? axialSigmaUm, double depthUm)
    {
        double reach = RadiusUm * Math.Exp(Math.Abs(Elongation)) * (1 + Math.Abs(Irregularity));
        int half = (int)Math.Ceiling(reach / spacingUm);
        int side = (2 * half) + 1;
        double[] glow = new double[side * side];
        double[] body = new double[side * side];
        double labelled = 0;
        for (int i = 0; i < glow.Length; i++)
        {
            double distance = RelativeDistance((i / side - half) * spacingUm, (i % side - half) * spacingUm);
            double height = HalfHeight(distance, 1);
            double nucleus = HalfHeight(distance, NucleusRadius);
            labelled += 2 * (height - nucleus);
            body[i] = Lit(height, axialSigmaUm, depthUm);
            glow[i] = body[i] - Lit(nucleus, axialSigmaUm, depthUm);
        }

        double section = axialSigmaUm is { } sigma ? sigma * Math.Sqrt(2 * Math.PI) : 2 * RadiusUm;
        for (int i = 0; i < glow.Length; i++)
        {
            glow[i] /= labelled;
            body[i] /= section;
        }

        return (PointGrid.Centred(glow, side, spacingUm), PointGrid.Centred(body, side, spacingUm));
    }

    /// <summary>Distance from the centre as a share of the outline's radius in that direction.</summary>
    private double RelativeDistance(double y, double x)
    {
        double along = (y * Math.Cos(Angle)) + (x * Math.Sin(Angle));
        double across = (x * Math.Cos(Angle)) - (y * Math.Sin(Angle));
        double stretch = Math.Exp(Elongation);
        double round = Math.Sqrt((along * along / (stretch * stretch)) + (across * across * stretch * stretch));
        double wave = 1 + (Irregularity * Math.Cos(3 * (Math.Atan2(x, y) - IrregularityAngle)));
        return round / (RadiusUm * wave);
    }

    private double HalfHeight(double distance, double scale) =>
        scale > distance ? RadiusUm * Math.Sqrt((scale * scale) - (distance * distance)) : 0;

    private static double Lit(double halfHeight, double? axialSigmaUm, double depthUm)
    {
        if (axialSigmaUm is not { } sigma || halfHeight == 0)
        {
            return 2 * halfHeight;
        }

        double scale = 1 / (Math.Sqrt(2) * sigma);
        return sigma * Math.Sqrt(Math.PI / 2)
            * (SpecialFunctions.Erf((depthUm + halfHeight) * scale) - SpecialFunctions.Erf((depthUm - halfHeight) * scale));
    }
}
