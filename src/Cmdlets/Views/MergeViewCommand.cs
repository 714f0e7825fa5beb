using System.Management.Automation;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Joins the neurons that several views saw into neurons in space.</summary>
/// <example>
/// <code>Import-Volume *_view_*.tif | Find-Neuron | Merge-View -Calibration (Import-ViewCalibration psffit_matrix.mat)</code>
/// </example>
[Cmdlet(VerbsData.Merge, "View")]
[OutputType(typeof(NeuronPopulation))]
public sealed class MergeViewCommand : DeepWonderCmdlet
{
    private static readonly ViewMergingOptions s_defaults = new();

    private readonly List<NeuronSet> _views = [];

    /// <summary>The neurons of each view, in any order; each view once.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [WholeObject]
    public NeuronSet[] InputObject { get; set; } = [];

    /// <summary>How the views move with depth.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    [WholeObject]
    public ViewCalibration Calibration { get; set; } = null!;

    /// <summary>The fewest views in which a neuron must be seen. Default: 5, or more than half of the views where that is fewer.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    [Number]
    public int? MinViewCount { get; set; }

    /// <summary>Traces of one neuron correlate more strongly than this.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    [Number]
    public double MinCorrelation { get; set; } = s_defaults.MinCorrelation;

    /// <summary>
    /// How far a neuron's image may move from a view to the one nearest to it, pixels: what limits depth without <c>-DepthRangeUm</c>. With
    /// <c>-Preset Upstream</c>, sightings of one neuron form a chain with no gap wider than this.
    /// </summary>
    [Parameter]
    [Number]
    public double MaxDistancePx { get; set; } = s_defaults.MaxDistancePx;

    /// <summary>The smallest and the largest depth of neurons, µm.</summary>
    [Parameter]
    [ValidateCount(2, 2)]
    [Number(IsList = true)]
    public double[]? DepthRangeUm { get; set; }

    /// <summary>How far a view may see a neuron, µm, from where its position puts it: about half the size of a cell body.</summary>
    [Parameter]
    [Number]
    public double MaxResidualUm { get; set; } = s_defaults.MaxResidualUm;

    /// <summary>
    /// Keeps what fewer views saw than <c>-MinViewCount</c>, with a row and a column but no depth; its <c>Placement</c> is Flat.
    /// </summary>
    [Parameter]
    public SwitchParameter KeepFlat { get; set; }

    /// <summary>
    /// How events are found in the traces, as by <c>Invoke-Deconvolution</c>: <c>Ar2</c> (in traces of a recording the default),
    /// <c>Ar1</c>, or <c>None</c>.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<DeconvolutionModel>))]
    public Choice<DeconvolutionModel>? Deconvolution { get; set; }

    /// <summary>The calcium indicator, whose published answer gives decay and rise; by default they are found in the traces.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(IndicatorCompleter))]
    public string? Indicator { get; set; }

    /// <summary>Width in the object, µm, of a pixel of the views; by default what the views say.</summary>
    [Parameter]
    [Number]
    public double? PixelSizeUm { get; set; }

    /// <summary>The population's name; by default the recording's, without the view.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Whether to group and localize as intended, or as the published code does (nominal depth).</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<Preset>))]
    public Choice<Preset> Preset { get; set; }

    /// <summary>The super-resolution rate that the published depth unit depends on; only read with <c>-Preset Upstream</c>.</summary>
    [Parameter]
    [Number]
    public double UpsampleRate { get; set; } = s_defaults.UpsampleRate;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _views.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ViewMergingOptions options = new()
        {
            MinViewCount = MinViewCount,
            MinCorrelation = MinCorrelation,
            MaxDistancePx = MaxDistancePx,
            DepthRangeUm = DepthRangeUm is { } range ? (range[0], range[1]) : null,
            MaxResidualUm = MaxResidualUm,
            KeepFlat = KeepFlat,
            Deconvolution = TraceFrom.DeconvolutionOf(Deconvolution, Indicator),
            PixelSizeUm = PixelSizeUm,
            Name = Name,
            Upstream = Preset.Value == Work.Preset.Upstream,
            UpsampleRate = UpsampleRate,
        };
        ForInput(_views, () => WriteObject(
            Run((observer, cancellation) => ViewMerging.Run(_views, Calibration, options, observer, cancellation))));
    }
}
