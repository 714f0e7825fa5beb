namespace DeepWonder3D.Tests.Views;

/// <summary>
/// Simulated stacks of one bead over depth: a Gaussian spot on an uneven background, photons counted, on a stage that does not run
/// straight.
/// </summary>
internal sealed record PsfScene
{
    private const int Size = 96;

    public int PlaneCount { get; init; } = 51;

    public double StepUm { get; init; } = 3;

    /// <summary>Counts at the spot's top.</summary>
    public double Peak { get; init; } = 3000;

    /// <summary>Planes without a spot, in all views.</summary>
    public int[] DarkPlanes { get; init; } = [];

    /// <summary>Planes that show another depth, in all views.</summary>
    public int[] WrongPlanes { get; init; } = [];

    public static readonly int[] Views = [51, 55, 109, 112, 113, 114, 117, 171, 175];

    /// <summary>What the stacks are made from: the published microscope.</summary>
    public static ViewCalibration Calibration { get; } = LensletAperture.Calibration();

    public List<Volume> Stacks(SampleType type = SampleType.UInt16) => [.. Views.Select(id => Stack(id, type))];

    public Volume Stack(int id, SampleType type = SampleType.UInt16)
    {
        ViewPair line = Calibration.Between(id, 113);
        Random random = new(id);
        VolumeInfo info =
            new() { Name = $"psf_view_{id}", ViewId = id, FrameCount = 1, PlaneCount = PlaneCount, Height = Size, Width = Size };
        using VolumeBuilder builder = new(info, type);
        float[] samples = new float[Size * Size];
        for (int plane = 0; plane < PlaneCount; plane++)
        {
            int shown = WrongPlanes.Contains(plane) ? (plane + (PlaneCount / 2)) % PlaneCount : plane;
            double depth = (shown - (0.5 * (PlaneCount - 1))) * StepUm;
            double drift = 1.5 * Math.Sin(plane / 9.0);
            double row = 47.3 + drift + (line.RowSlope * depth);
            double column = 48.1 - drift + (line.ColumnSlope * depth);
            double peak = DarkPlanes.Contains(plane) ? 0 : Peak;
            for (int i = 0; i < samples.Length; i++)
            {
                (double r, double c) = ((i / Size) - row, (i % Size) - column);
                double photons = 100 + (0.5 * (i % Size)) + (peak * Math.Exp(-((r * r) + (c * c)) / (2 * 2.2 * 2.2)));
                double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                samples[i] = (float)Math.Clamp(Math.Round(photons + (Math.Sqrt(photons) * normal)), 0, 65535);
            }

            builder.WritePlane<float>(0, plane, samples);
        }

        return builder.Build(new HistoryStep("Test", new Dictionary<string, string>()));
    }
}
