using System.Management.Automation;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Finds the neurons of background-free movies, and measures what they did in the recording behind each movie.</summary>
[Cmdlet(VerbsCommon.Find, "Neuron")]
[OutputType(typeof(NeuronSet))]
public sealed class FindNeuronCommand : NetworkCmdlet
{
    private static readonly NeuronFindingOptions s_defaults = new();

    /// <summary>
    /// What finds neurons: a <c>Network</c> in a movie without background, or <c>Activity</c>, what lights up in the recording at the scale
    /// of cells, without any network. It takes recordings as they are.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<Detector>))]
    public Choice<Detector> Detector { get; set; }

    /// <summary>
    /// The least score of a neuron's pixels, in the network's own units; by default the model's own. Less finds fainter neurons, and more
    /// that are none.
    /// </summary>
    [Parameter]
    [ValidateRange(-1e6, 1e6)]
    [Number]
    public double? MinScore { get; set; }

    /// <summary>
    /// The smallest area of a neuron in one window, pixels (of the outline through pixel centres); by default the model's own.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 1e9)]
    [Number]
    public double? MinAreaPx { get; set; }

    /// <summary>The least roundness, 4π·area / perimeter²: 1 for a circle; by default the model's own.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    [Number]
    public double? MinRoundness { get; set; }

    /// <summary>Two detections whose traces correlate by more than this are one neuron.</summary>
    [Parameter]
    [ValidateRange(-1.0, 1.0)]
    [Number]
    public double MinCorrelation { get; set; } = s_defaults.MinCorrelation;

    /// <summary>Two detections of which one lies in the other by more than this share are one neuron.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    [Number]
    public double MinOverlap { get; set; } = s_defaults.MinOverlap;

    /// <summary>Detections farther apart than this are never one neuron, pixels; by default the model's own.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [Number]
    public double? MaxDistancePx { get; set; }

    /// <summary>Neurons whose centre is this close to the view's edge are left out, pixels.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [Number]
    public double EdgePx { get; set; } = NeuronFindingOptions.DefaultEdgePx;

    /// <summary>The diameter of the movie's cells, pixels: by default what its pixel size says, or else what the movie shows.</summary>
    [Parameter]
    [Number]
    [ValidateRange(0.5, 1000.0)]
    public double? DiameterPx { get; set; }

    /// <summary>The same in µm, of movies whose pixel size is known.</summary>
    [Parameter]
    [Number]
    [ValidateRange(0.5, 1000.0)]
    public double? DiameterUm { get; set; }

    /// <summary>
    /// What traces are measured in: the <c>Recording</c> behind the movie, before any network (the default where it is known); the movie as
    /// it is given (<c>Input</c>: the networks' own traces, plain means); or volumes, one, or one for each view.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<TraceSource>))]
    public TraceFrom[]? TraceFrom { get; set; }

    /// <summary>
    /// The other channel of the recording, in which each neuron gets its value and is judged a red cell or not: one volume, or one for each
    /// view.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [WholeObject]
    public Volume[] OtherChannel { get; set; } = [];

    /// <summary>
    /// How much of the light around a neuron is taken off its trace; by default what its own recording says for each neuron. 0 takes
    /// nothing off.
    /// </summary>
    [Parameter]
    [ValidateRange(0.0, 2.0)]
    [Number]
    public double? NeuropilCoefficient { get; set; }

    /// <summary>
    /// Neurons whose signal-to-noise ratio in the recording is below this are left out; noise alone gives 3 to 5. 0 keeps all.
    /// </summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [Number]
    public double MinSnr { get; set; } = new TraceOptions().MinSnr;

    /// <summary>
    /// Finds that are cell bodies with a smaller probability than this, by what lights up in the recording with them, are left out. 0 keeps
    /// all.
    /// </summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    [Number]
    public double MinProbability { get; set; } = s_defaults.MinProbability;

    /// <summary>
    /// Kinds of finds that are kept whatever their probability: <c>Process</c> (dendrites, axons, boutons and other spots), <c>Unsure</c>.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<NeuronKind>))]
    public Choice<NeuronKind>[] Include { get; set; } = [];

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

    /// <summary><c>Upstream</c> keeps the published code's accidents, for numbers that must be comparable.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<Preset>))]
    public Choice<Preset> Preset { get; set; }

    internal override ModelStage Stage => ModelStage.Segment;

    internal override object Serve(Volume volume, IStageObserver observer, CancellationToken token) => NeuronFinding.Run(
        volume,
        new NeuronFindingOptions
        {
            Network = NetworkOptions with { DiameterPx = DiameterPx, DiameterUm = DiameterUm },
            Detector = Detector,
            ScoreThreshold = MinScore,
            MinAreaPx = MinAreaPx,
            MinRoundness = MinRoundness,
            MinCorrelation = MinCorrelation,
            MinOverlap = MinOverlap,
            MaxDistancePx = MaxDistancePx,
            EdgePx = MyInvocation.BoundParameters.ContainsKey(nameof(EdgePx)) ? EdgePx : null,
            MinProbability = MinProbability,
            Include = [.. Include.Select(kind => kind.Value)],
            Preset = Preset,
        },
        Cmdlets.TraceFrom.OptionsOf(TraceFrom, NeuropilCoefficient, MinSnr, Deconvolution, Indicator) with
        {
            OtherChannels = OtherChannel,
        },
        observer,
        token);
}
