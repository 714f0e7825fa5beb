namespace DeepWonder3D.Simulation;

/// <summary>A piece of dendrite or axon: a short, slightly bent line of light.</summary>
/// <param name="Number">Its number among the pieces.</param>
/// <param name="ZUm">Its depth.</param>
/// <param name="PhotonRate">Photons a second of each of its points at rest, at depth 0.</param>
/// <param name="IsActive">Whether its light changes.</param>
/// <param name="Points">Places of its points, µm.</param>
internal sealed record ProcessPiece(int Number, double ZUm, double PhotonRate, bool IsActive, IReadOnlyList<(double Y, double X)> Points)
{
    private const double SpacingUm = 1;
    private const double LongestUm = 60;
    private const double BrightnessSpread = 0.8;

    /// <summary>
    /// All pieces of a scene: in the sections' planes where there are sections, through the neurons' range of depth else.
    /// </summary>
    public static IReadOnlyList<ProcessPiece> Draw(SimulationOptions options)
    {
        double margin = options.Neurons.MarginUm;
        double height = options.FieldHeightUm + (2 * margin);
        double width = options.FieldWidthUm + (2 * margin);
        int layers = options.Optics.AxialSigmaUm is null ? 1 : Math.Max(1, options.PlaneDepthsUm.Count);
        int count = layers * (int)Math.Round(options.Tissue.ProcessDensityPerMm2 * height * width * 1e-6);
        ProcessPiece[] pieces = new ProcessPiece[count];
        for (int i = 0; i < count; i++)
        {
            RandomStream random = new(options.Seed, RandomUse.Processes, i);
            pieces[i] = One(i, options, random, random.Uniform(0, height) - margin, random.Uniform(0, width) - margin);
        }

        return pieces;
    }

    private static ProcessPiece One(int number, SimulationOptions options, RandomStream random, double y, double x)
    {
        IReadOnlyList<double> planes = options.PlaneDepthsUm;
        double anywhere = random.Uniform(options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm);
        double depth = options.Optics.AxialSigmaUm is null ? anywhere
            : planes.Count == 0 ? options.Optics.FocusUm
            : planes[number % planes.Count];

        // Most pieces cross the section steeply and look like dots; few run along it.
        double length = options.Tissue.ProcessLengthUm * -Math.Log(1 - random.Uniform());
        double heading = random.Uniform(0, 2 * Math.PI);
        double bend = 0.05 * random.Normal();
        (double Y, double X)[] points = new (double, double)[Math.Max(1, (int)Math.Round(Math.Min(length, LongestUm) / SpacingUm))];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = (y, x);
            heading += bend * SpacingUm;
            y += SpacingUm * Math.Sin(heading);
            x += SpacingUm * Math.Cos(heading);
        }

        double rate = options.Tissue.ProcessRatePerUm * SpacingUm * random.LogNormal(BrightnessSpread);
        return new ProcessPiece(number, depth, rate, random.Chance(options.Tissue.ActiveProcessFraction), points);
    }
}
