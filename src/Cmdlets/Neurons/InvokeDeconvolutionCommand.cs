using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Views;

namespace DeepWonder3D.Cmdlets;

/// <summary>Finds the events in neurons' traces, and the traces without noise.</summary>
/// <example><code>Import-Neuron mouse.mat | Invoke-Deconvolution</code></example>
[Cmdlet(VerbsLifecycle.Invoke, "Deconvolution")]
[OutputType(typeof(NeuronPopulation), typeof(NeuronSet))]
public sealed class InvokeDeconvolutionCommand : DeepWonderCmdlet
{
    /// <summary>The neurons: populations or sets of single views.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [WholeObject]
    public object[] InputObject { get; set; } = [];

    /// <summary>How the indicator answers an event.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<DeconvolutionModel>))]
    public Choice<DeconvolutionModel> Model { get; set; } = DeconvolutionModel.Ar2;

    /// <summary>The calcium indicator, whose published answer gives decay and rise; by default they are found in the traces.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(IndicatorCompleter))]
    public string? Indicator { get; set; }

    /// <summary>The decay to 1/e, seconds.</summary>
    [Parameter]
    [Number]
    public double? DecayS { get; set; }

    /// <summary>The time constant of the rise, seconds; only read for <c>Ar2</c>.</summary>
    [Parameter]
    [Number]
    public double? RiseS { get; set; }

    /// <summary>Frames a second, where the neurons do not know it.</summary>
    [Parameter]
    [Number]
    public double? FrameRate { get; set; }

    private DeconvolutionOptions Options =>
        new() { Model = Model, Indicator = Indicator, DecayS = DecayS, RiseS = RiseS, FrameRate = FrameRate };

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(this, Options.Check);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object input in InputObject)
        {
            object neurons = input is PSObject wrapped ? wrapped.BaseObject : input;
            ForInput(neurons, () => WriteObject(Deconvolve(neurons)));
        }
    }

    private object Deconvolve(object neurons) => neurons switch
    {
        NeuronSet set => Run((observer, token) => Deconvolution.Run(set, Options, observer, token)),
        NeuronPopulation population => Run((observer, token) => PopulationDeconvolution.Run(population, Options, observer, token)),
        _ => throw new DeepWonderException(
            ErrorId.ParameterInvalid,
            $"-InputObject is a {neurons.GetType().Name}, which has no neurons.",
            neurons,
            "Give what Find-Neuron, Merge-View, Measure-Trace or Import-Neuron gives."),
    };
}
