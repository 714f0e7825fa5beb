namespace DeepWonder3D.Simulation;

/// <summary>
/// Every number that a simulated recording depends on. Lengths are µm in the object, times seconds, rates per second; photons are detected
/// photo-electrons. Depth 0 is the plane where no view shifts, and grows away from the objective.
/// </summary>
internal sealed record SimulationOptions
{
    public string Name { get; init; } = "simulated";

    public ulong Seed { get; init; }

    public int Height { get; init; } = 256;

    public int Width { get; init; } = 256;

    public int FrameCount { get; init; } = 224;

    public double FrameRate { get; init; } = 10;

    public double PixelSizeUm { get; init; } = 2;

    /// <summary>The views to make; none for a plain movie that looks straight down, or for a volume.</summary>
    public IReadOnlyList<int> ViewIds { get; init; } = [];

    /// <summary>Depths of the planes of a movie of volumes, evenly spaced; none for views or a plain movie.</summary>
    public IReadOnlyList<double> PlaneDepthsUm { get; init; } = [];

    /// <summary>How far each view moves with depth; the geometry of the published microscope unless stated.</summary>
    public ViewCalibration? Calibration { get; init; }

    public NeuronOptions Neurons { get; init; } = new();

    public ActivityOptions Activity { get; init; } = new();

    public IndicatorKinetics Indicator { get; init; } = IndicatorKinetics.GCaMP6s;

    public OpticsOptions Optics { get; init; } = new();

    public TissueOptions Tissue { get; init; } = new();

    public MotionOptions Motion { get; init; } = new();

    public CameraOptions Camera { get; init; } = new();

    /// <summary>Whether to make the noise-free movies as well.</summary>
    public bool KeepClean { get; init; } = true;

    /// <summary>Whether to make the movies of the in-range neurons alone as well.</summary>
    public bool KeepBackgroundFree { get; init; } = true;

    public double FieldHeightUm => Height * PixelSizeUm;

    public double FieldWidthUm => Width * PixelSizeUm;

    /// <summary>The same tissue in another field and range of depth: as many neurons a volume.</summary>
    public SimulationOptions InField(int height, int width, double pixelSizeUm, double minDepthUm, double maxDepthUm)
    {
        SimulationOptions other = this with { Height = height, Width = width, PixelSizeUm = pixelSizeUm };
        double area = other.FieldHeightUm * other.FieldWidthUm / (FieldHeightUm * FieldWidthUm);
        double range = Neurons.MaxDepthUm > Neurons.MinDepthUm ? (maxDepthUm - minDepthUm) / (Neurons.MaxDepthUm - Neurons.MinDepthUm) : 1;
        int count = (int)Math.Max(1, Math.Round(Neurons.Count * area * Math.Max(range, 0)));
        return other with { Neurons = Neurons with { Count = count, MinDepthUm = minDepthUm, MaxDepthUm = maxDepthUm } };
    }

    /// <summary>Depths of evenly spaced planes that cover the neurons' range around its middle.</summary>
    public IReadOnlyList<double> PlanesThroughNeurons(double stepUm)
    {
        double middle = 0.5 * (Neurons.MinDepthUm + Neurons.MaxDepthUm);
        int count = Math.Max(2, (int)Math.Ceiling((Neurons.MaxDepthUm - Neurons.MinDepthUm) / stepUm) + 1);
        return [.. Enumerable.Range(0, count).Select(i => middle + (stepUm * (i - (0.5 * (count - 1)))))];
    }
}
