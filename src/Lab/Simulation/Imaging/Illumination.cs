namespace DeepWonder3D.Simulation;

/// <summary>
/// How evenly the field is lit: less towards the corners, and more on one side. It stays with the microscope when the tissue moves.
/// </summary>
internal static class Illumination
{
    /// <summary>Relative light on the field, row by row; its mean is close to 1.</summary>
    public static float[] Map(SimulationOptions options)
    {
        OpticsOptions optics = options.Optics;
        double angle = new RandomStream(options.Seed, RandomUse.Illumination).Uniform(0, 2 * Math.PI);
        float[] map = new float[options.Height * options.Width];
        for (int i = 0; i < map.Length; i++)
        {
            double y = Relative(i / options.Width, options.Height);
            double x = Relative(i % options.Width, options.Width);
            double falloff = optics.IlluminationFalloff * ((0.5 * ((y * y) + (x * x))) - (1.0 / 3));
            double tilt = 0.5 * optics.IlluminationTilt * ((y * Math.Sin(angle)) + (x * Math.Cos(angle)));
            map[i] = (float)Math.Max(0.02, 1 - falloff + tilt);
        }

        return map;
    }

    /// <summary>From −1 at one edge to 1 at the other.</summary>
    private static double Relative(int index, int length) => length == 1 ? 0 : ((2.0 * index) / (length - 1)) - 1;
}
