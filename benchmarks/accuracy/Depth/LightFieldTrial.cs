using System.Diagnostics;
using DeepWonder3D.Views.LightField;

namespace DeepWonder3D.Accuracy.Depth;

/// <summary>A simulated raw light-field recording, from the sensor's frames to neurons in space.</summary>
internal sealed class LightFieldTrial : Trial
{
    public const string Way = "21 views of raw frames";

    private const int Lenslets = 96;
    private const int ViewCount = 21;
    private const double ModelPixelUm = 2;
    private const double UsedRadius = 5;

    private readonly SimulationOptions _options;
    private readonly LightFieldSensor _sensor = new() { PitchPx = 15.05, RotationDegrees = 0.2 };

    public LightFieldTrial(ulong seed)
    {
        SimulationOptions preset = SimulationPresets.Of(SimulationPreset.LightField, seed);
        SimulationOptions field = preset.InField(Lenslets, Lenslets, preset.PixelSizeUm, -40, 40);
        _options = field with { Name = "lightfield" };
    }

    public override string Name => $"depth-lightfield-{_options.Seed}";

    public override bool SuperResolves => true;

    protected override string Recipe => $"{Scene.Recipe(_options)}\n{_sensor}";

    public override TrialResult Measure(ChainModels models, CancellationToken token)
    {
        using LightFieldRecording recording = LightFieldSimulator.Run(_options, _sensor, SilentObserver.Instance, token);
        Stopwatch watch = Stopwatch.StartNew();
        LensletGrid grid = WhiteImage.GridOf(recording.White);
        LightFieldOptions options = new() { ViewIds = LensletAperture.Choose(ViewCount) };
        List<NeuronSet> found = [];
        foreach (Volume view in SubApertureViews.Run(recording.Raw, grid, options, SilentObserver.Instance, token))
        {
            using (view)
            {
                found.Add(ChainRun.NeuronsOf(ChainRun.Resize(view, ModelPixelUm, models, token), models, token));
            }
        }

        ViewCalibration calibration = _sensor.Calibration(_options.PixelSizeUm, UsedRadius);
        NeuronPopulation population = ViewMerging.Run(found, calibration, new ViewMergingOptions(), SilentObserver.Instance, token);
        double seconds = watch.Elapsed.TotalSeconds;

        // Find-Neuron leaves out ten pixels of 2 µm at the edges, which are as many micrometres of fewer lenslets.
        ComparisonOptions comparison =
            new() { ViewSize = (Lenslets, Lenslets), EdgePx = new ComparisonOptions().EdgePx * ModelPixelUm / _options.PixelSizeUm };
        NeuronPopulation placed = InLensletsOfTheScene(population, recording.Raw, grid);
        return new TrialResult
        {
            Placed = [PlacingScore.Of(Way, placed, recording.Truth, comparison)],
            PlacedSeconds = [seconds],
            Seconds = StageSeconds.None,
        };
    }

    /// <summary>Lenslets that are not whole in the frame are left out of views; which of the scene's is the first is known here.</summary>
    private NeuronPopulation InLensletsOfTheScene(NeuronPopulation population, Volume raw, LensletGrid found)
    {
        (int firstRow, _, int firstColumn, _) = found.Inside(raw.Height, raw.Width);
        (double row, double column) = found.At(firstRow, firstColumn);
        LensletGrid scene = _sensor.Grid;
        int rows = (int)Math.Round((row - scene.OriginRow) / _sensor.PitchPx);
        int columns = (int)Math.Round((column - scene.OriginColumn) / _sensor.PitchPx);
        double step = _options.PixelSizeUm / ModelPixelUm;
        return population with
        {
            Neurons = [.. population.Neurons.Select(n => n with
            {
                Row = n.Row + (rows * step),
                Column = n.Column + (columns * step),
                YUm = (((n.Row + (rows * step) + 0.5) / step) - 0.5) * _options.PixelSizeUm,
                XUm = (((n.Column + (columns * step) + 0.5) / step) - 0.5) * _options.PixelSizeUm,
            })],
        };
    }
}
