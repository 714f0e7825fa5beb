using System.Management.Automation;
using DeepWonder3D.Simulation;
using DeepWonder3D.Traces;
using DeepWonder3D.Views;

namespace DeepWonder3D.Cmdlets;

/// <summary>Makes a recording of simulated neurons whose places and activity are known.</summary>
/// <remarks>
/// The same preset, seed and parameters make the same samples. Parameters that are not given are the preset's (docs/simulation.md lists
/// every number); in another field or range of depth there are as many neurons a volume, unless their number is given.
/// </remarks>
/// <example>
/// <code>
/// $r = New-SimulatedRecording Typical -Seed 7; $r.Views | Invoke-Denoise | Remove-Background | Find-Neuron | Compare-Neuron -Truth $r
/// </code>
/// </example>
[Cmdlet(VerbsCommon.New, "SimulatedRecording", DefaultParameterSetName = AsViews)]
[OutputType(typeof(SimulatedRecording))]
public sealed class NewSimulatedRecordingCommand : DeepWonderCmdlet
{
    private const string AsViews = "View";
    private const string AsPlanes = "Volume";

    // One in 20 seconds: an animal that moves now and then.
    private const double UsualJumpRateHz = 0.05;

    /// <summary>The set of numbers to start from.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EnumCompleter<SimulationPreset>))]
    public Choice<SimulationPreset> Preset { get; set; } = SimulationPreset.Typical;

    /// <summary>What all that is random depends on.</summary>
    [Parameter]
    [Number]
    public ulong Seed { get; set; } = 1;

    /// <summary>The recording's name; by default the preset's. Views add <c>_view_&lt;id&gt;</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>So many views, spread over the aperture; 1 makes a plain movie.</summary>
    [Parameter(ParameterSetName = AsViews)]
    [ValidateRange(1, 81)]
    [Number]
    public int? ViewCount { get; set; }

    /// <summary>The views to make, by id.</summary>
    [Parameter(ParameterSetName = AsViews)]
    [ValidateNotNullOrEmpty]
    [Number(IsList = true)]
    public int[]? ViewId { get; set; }

    /// <summary>How the views move with depth; by default the geometry of the published microscope.</summary>
    [Parameter(ParameterSetName = AsViews)]
    [ValidateNotNull]
    public ViewCalibration? Calibration { get; set; }

    /// <summary>Makes one movie of volumes, whose planes cover the neurons' depths, instead of views.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AsPlanes)]
    public SwitchParameter AsVolume { get; set; }

    /// <summary>Distance of the planes, µm.</summary>
    [Parameter(ParameterSetName = AsPlanes)]
    [ValidateRange(0.1, 1000.0)]
    [Number]
    public double PlaneStepUm { get; set; } = 10;

    /// <summary>Frames in time.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Number]
    public int? FrameCount { get; set; }

    /// <summary>Rows.</summary>
    [Parameter]
    [ValidateRange(1, 32768)]
    [Number]
    public int? Height { get; set; }

    /// <summary>Columns.</summary>
    [Parameter]
    [ValidateRange(1, 32768)]
    [Number]
    public int? Width { get; set; }

    /// <summary>Frames a second; light is stated by the second, so faster frames hold less.</summary>
    [Parameter]
    [ValidateRange(0.01, 10000.0)]
    [Number]
    public double? FrameRate { get; set; }

    /// <summary>Width of a pixel in the object, µm.</summary>
    [Parameter]
    [ValidateRange(0.01, 1000.0)]
    [Number]
    public double? PixelSizeUm { get; set; }

    /// <summary>Neurons in the field.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [Number]
    public int? NeuronCount { get; set; }

    /// <summary>The smallest and the largest depth of neurons, µm.</summary>
    [Parameter]
    [ValidateCount(2, 2)]
    [Number(IsList = true)]
    public double[]? DepthRangeUm { get; set; }

    /// <summary>The calcium indicator.</summary>
    [Parameter]
    [ValidateSet("GCaMP6f", "GCaMP6s", "jGCaMP8f", "jGCaMP8m", "jGCaMP8s")]
    public string? Indicator { get; set; }

    /// <summary>Standard deviation of the tissue's jitter along either axis, µm.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    [Number]
    public double? JitterUm { get; set; }

    /// <summary>Length of the drift from the first frame to the last, µm.</summary>
    [Parameter]
    [ValidateRange(0.0, 10000.0)]
    [Number]
    public double? DriftUm { get; set; }

    /// <summary>Standard deviation of the places to which the tissue jumps and where it stays until the next jump, µm.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    [Number]
    public double? JumpUm { get; set; }

    /// <summary>Jumps a second.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    [Number]
    public double? JumpRateHz { get; set; }

    /// <summary>Root mean square displacement, along either axis, by which the tissue bends, µm.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    [Number]
    public double? BendUm { get; set; }

    /// <summary>Standard deviation of the tissue's depth, µm.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    [Number]
    public double? AxialUm { get; set; }

    /// <summary>Leaves out the noise-free movies: a fifth of the memory.</summary>
    [Parameter]
    public SwitchParameter ViewOnly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForInput(Preset.Value, () =>
    {
        SimulationOptions options = Options();
        WriteObject(Run((observer, token) => RecordingSimulator.Run(options, observer, token)));
    });

    private SimulationOptions Options()
    {
        SimulationOptions preset = SimulationPresets.Of(Preset, Seed);
        SimulationOptions options = preset.InField(
            Height ?? preset.Height,
            Width ?? preset.Width,
            PixelSizeUm ?? preset.PixelSizeUm,
            DepthRangeUm?[0] ?? preset.Neurons.MinDepthUm,
            DepthRangeUm?[1] ?? preset.Neurons.MaxDepthUm);
        return options with
        {
            Name = Name ?? preset.Name,
            FrameCount = FrameCount ?? preset.FrameCount,
            FrameRate = FrameRate ?? preset.FrameRate,
            Neurons = NeuronCount is { } count ? options.Neurons with { Count = count } : options.Neurons,
            Indicator = IndicatorKinetics.Named(Indicator) ?? preset.Indicator,
            Motion = Motion(options.Motion),
            Calibration = Calibration,
            ViewIds = AsVolume ? [] : ViewIds(preset),
            PlaneDepthsUm = AsVolume ? options.PlanesThroughNeurons(PlaneStepUm) : [],
            KeepClean = !ViewOnly,
            KeepBackgroundFree = !ViewOnly,
        };
    }

    private MotionOptions Motion(MotionOptions preset) => preset with
    {
        JitterUm = JitterUm ?? preset.JitterUm,
        DriftUm = DriftUm ?? preset.DriftUm,
        JumpUm = JumpUm ?? preset.JumpUm,
        JumpRateHz = JumpRateHz ?? (JumpUm > 0 && preset.JumpRateHz == 0 ? UsualJumpRateHz : preset.JumpRateHz),
        BendUm = BendUm ?? preset.BendUm,
        AxialUm = AxialUm ?? preset.AxialUm,
    };

    private IReadOnlyList<int> ViewIds(SimulationOptions preset) =>
        ViewId ?? (ViewCount is { } count ? (count == 1 ? [] : LensletAperture.Choose(count)) : preset.ViewIds);
}
