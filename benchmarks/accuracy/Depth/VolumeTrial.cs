using System.Diagnostics;
using DeepWonder3D.Views.Calibrating;
using DeepWonder3D.Views.Projecting;

namespace DeepWonder3D.Accuracy.Depth;

/// <summary>
/// A simulated movie of volumes (light sheet), seen along seven directions and, beside it, worked on plane by plane with the same stages.
/// </summary>
internal sealed class VolumeTrial : Trial
{
    public const string ByViews = "seven views of the volume";
    public const string ByPlanes = "plane by plane";

    private const double TiltDegrees = 25;
    private const double PlaneStepUm = 5;
    private const double SheetSigmaUm = 4;
    private const int Side = 160;

    private readonly SimulationOptions _options;

    public VolumeTrial(ulong seed)
    {
        SimulationOptions typical = SimulationPresets.Of(SimulationPreset.Typical, seed);
        SimulationOptions field = typical.InField(Side, Side, typical.PixelSizeUm, typical.Neurons.MinDepthUm, typical.Neurons.MaxDepthUm);
        IReadOnlyList<double> planes = field.PlanesThroughNeurons(PlaneStepUm);

        // The light of a one-photon frame is shared out among the planes.
        SimulationOptions dim = Scene.WithLight(field, 1.0 / planes.Count);
        _options = dim with
        {
            Name = "volume",
            ViewIds = [],
            PlaneDepthsUm = planes,
            Optics = dim.Optics with { AxialSigmaUm = SheetSigmaUm },
            KeepClean = false,
            KeepBackgroundFree = false,
        };
    }

    public override string Name => $"depth-volume-{_options.Seed}";

    public int PlaneCount => _options.PlaneDepthsUm.Count;

    protected override string Recipe => Scene.Recipe(_options);

    public override TrialResult Measure(ChainModels models, CancellationToken token)
    {
        using SimulatedRecording recording = RecordingSimulator.Run(_options, SilentObserver.Instance, token);
        Volume volume = recording.Views[0];
        Stopwatch watch = Stopwatch.StartNew();
        NeuronPopulation byViews = FindByViews(volume, models, token);
        double viewSeconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        NeuronPopulation byPlanes = FindByPlanes(volume, models, token);
        double planeSeconds = watch.Elapsed.TotalSeconds;
        ComparisonOptions comparison = new() { ViewSize = (Side, Side) };
        return new TrialResult
        {
            Placed =
            [
                PlacingScore.Of(ByViews, byViews, recording.Truth, comparison),
                PlacingScore.Of(ByPlanes, byPlanes, recording.Truth, comparison),
            ],
            PlacedSeconds = [viewSeconds, planeSeconds],
            Seconds = StageSeconds.None,
        };
    }

    private static NeuronPopulation FindByViews(Volume volume, ChainModels models, CancellationToken token)
    {
        ViewCalibration cone = new ConeModel { TiltDegrees = TiltDegrees, PixelSizeUm = volume.PixelSizeUm!.Value }.Calibrate();
        IReadOnlyList<Volume> views = VolumeProjection.Run(volume, cone, new ProjectionOptions(), SilentObserver.Instance, token);
        return ViewMerging.Run(
            [.. views.Select(v => ChainRun.NeuronsOf(v, models, token))], cone, new ViewMergingOptions(), SilentObserver.Instance, token);
    }

    private NeuronPopulation FindByPlanes(Volume volume, ChainModels models, CancellationToken token)
    {
        NeuronSet[] planes = [.. Enumerable.Range(0, PlaneCount).Select(z => ChainRun.NeuronsOf(PlaneOf(volume, z), models, token))];
        return new NeuronPopulation
        {
            Name = volume.Name,
            FrameCount = volume.FrameCount,
            FrameRate = volume.FrameRate,
            PixelSizeUm = volume.PixelSizeUm,
            Neurons = new JoinedPlanes(planes, _options.PlaneDepthsUm).Neurons(),
        };
    }

    private static Volume PlaneOf(Volume volume, int plane)
    {
        using VolumeBuilder movie = new(
            volume.Info with { Name = $"{volume.Name}_plane_{plane}", PlaneCount = 1, PlaneStepUm = null }, volume.SampleType);
        float[] samples = new float[volume.Height * volume.Width];
        for (long t = 0; t < volume.FrameCount; t++)
        {
            volume.ReadPlane<float>(t, plane, samples);
            movie.WritePlane<float>(t, 0, samples);
        }

        return movie.Build(new HistoryStep("Plane", new Dictionary<string, string>()));
    }
}
