using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views;
using DeepWonder3D.Views.Measuring;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Measures what known neurons did, in recordings straight from the file or after any stage.</summary>
/// <example><code>Import-Volume *_view_*.tif | Measure-Trace $population</code></example>
[Cmdlet(VerbsDiagnostic.Measure, "Trace")]
[OutputType(typeof(NeuronPopulation), typeof(NeuronSet))]
public sealed class MeasureTraceCommand : DeepWonderCmdlet
{
    private readonly List<Volume> _views = [];
    private NeuronSet[] _flat = [];
    private NeuronPopulation? _population;

    /// <summary>The movies to measure in: all views of a recording for neurons in space.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [WholeObject]
    public Volume[] InputObject { get; set; } = [];

    /// <summary>
    /// The known neurons: one population, single neurons in space, the neuron sets of one or more views, or files of any of these; a list
    /// of coordinates (row, column, depth) is neurons in space.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [WholeObject]
    public object[] Neuron { get; set; } = [];

    /// <summary>How the views move with depth; by default the population's own.</summary>
    [Parameter]
    [WholeObject]
    public ViewCalibration? Calibration { get; set; }

    /// <summary>
    /// Radius, µm, of the disc that stands for a neuron; by default a neuron's own footprint where it has one, and 5 µm where not.
    /// </summary>
    [Parameter]
    [Number]
    public double? RadiusUm { get; set; }

    /// <summary>
    /// Width in the object, µm, of the pixels of the neurons' rows and columns or of the volumes, where these do not know it.
    /// </summary>
    [Parameter]
    [Number]
    public double? PixelSizeUm { get; set; }

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

    /// <summary>
    /// Measures the neurons of a view where they were, and does not lay the recording over the picture of the one they were found in.
    /// </summary>
    [Parameter]
    public SwitchParameter NoAlignment { get; set; }

    /// <summary>Whether to measure neurons at physical places, or to read single pixels at the published places (nominal depth).</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<Preset>))]
    public Choice<Preset> Preset { get; set; }

    /// <summary>The super-resolution rate that the published depth unit depends on; only read with <c>-Preset Upstream</c>.</summary>
    [Parameter]
    [Number]
    public double UpsampleRate { get; set; } = 1;

    private TraceMeasurementOptions Options => new()
    {
        RadiusUm = RadiusUm,
        PixelSizeUm = PixelSizeUm,
        Traces = Cmdlets.TraceFrom.OptionsOf(TraceFrom, NeuropilCoefficient, null, Deconvolution, Indicator) with
        {
            OtherChannels = OtherChannel,
        },
        Aligns = !NoAlignment,
        Upstream = Preset.Value == Work.Preset.Upstream,
        UpsampleRate = UpsampleRate,
    };

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(Neuron, () =>
    {
        object[] known = [.. Neuron.SelectMany(Known)];
        Options.Check();
        if (known is [NeuronPopulation population])
        {
            _population = population;
        }
        else if (Array.TrueForAll(known, n => n is LocalizedNeuron))
        {
            _population = KnownNeurons.ToPopulation(Array.ConvertAll(known, n => (LocalizedNeuron)n));
        }
        else if (Array.TrueForAll(known, n => n is NeuronSet))
        {
            _flat = Array.ConvertAll(known, n => (NeuronSet)n);
        }
        else
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"-Neuron holds {string.Join(", ", known.Select(n => n.GetType().Name).Distinct())}.",
                Neuron,
                Array.Exists(known, n => n is Neuron)
                    ? "A neuron of a view does not know its view. Choose it: Measure-Trace (Select-Neuron $set -Id 3)."
                    : "Give one NeuronPopulation, or neurons out of one, or NeuronSets, or a file of these.");
        }
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_population is not null)
        {
            _views.AddRange(InputObject);
            return;
        }

        foreach (Volume view in InputObject)
        {
            ForInput(view, () => WriteObject(
                Run((observer, cancellation) => TraceMeasurement.Run(view, NeuronsOf(view), Options, observer, cancellation))));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_population is { } population)
        {
            ForInput(_views, () => WriteObject(
                Run((observer, cancellation) => TraceMeasurement.Run(_views, population, Calibration, Options, observer, cancellation))));
        }
    }

    private IEnumerable<object> Known(object neuron)
    {
        object known = neuron is PSObject wrapped ? wrapped.BaseObject : neuron;
        return known is string path
            ? FilePaths.Resolve(this, path, literal: false)
            .Select(file => NeuronFile.Read(file, NeuronFileFormat.Auto, new NeuronImportOptions()))
            : [known];
    }

    /// <summary>The only set, or of several the one of the volume's view.</summary>
    private NeuronSet NeuronsOf(Volume view) =>
        _flat.Length == 1 ? _flat[0]
        : Array.Find(_flat, set => set.ViewId is not null && set.ViewId == view.ViewId)
        ?? throw new DeepWonderException(
            view.ViewId is null ? ErrorId.ViewIdUnknown : ErrorId.ViewsDiffer,
            view.ViewId is null ? $"'{view.Name}' does not say which view it is." : $"No neurons were given for view {view.ViewId}.",
            view.Name,
            "Give the neurons of every view, with view ids.");
}
