using System.Management.Automation;
using DeepWonder3D.Neurons;
using DeepWonder3D.Neurons.Registering;

namespace DeepWonder3D.Cmdlets;

/// <summary>Finds the same cells in recordings of several days.</summary>
/// <example><code>$monday, $tuesday | Register-Neuron | Export-Neuron register.csv</code></example>
[Cmdlet(VerbsLifecycle.Register, "Neuron")]
[OutputType(typeof(NeuronRegister))]
public sealed class RegisterNeuronCommand : DeepWonderCmdlet
{
    private static readonly NeuronRegistrationOptions s_defaults = new();

    private readonly List<NeuronSet> _days = [];

    /// <summary>The neurons of each day, in the order of the days: sets of one view.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [WholeObject]
    public NeuronSet[] InputObject { get; set; } = [];

    /// <summary>Neurons of two days are one cell from this probability on.</summary>
    [Parameter]
    [ValidateRange(0.5, 1.0)]
    [Number]
    public double MinProbability { get; set; } = s_defaults.MinProbability;

    /// <summary>The farthest shift between days that is looked for, in pixels of the first.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [Number]
    public double? MaxShiftPx { get; set; }

    /// <summary>The largest rotation between days that is looked for, degrees.</summary>
    [Parameter]
    [ValidateRange(0.0, 180.0)]
    [Number]
    public double MaxRotationDeg { get; set; } = s_defaults.MaxRotationDeg;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _days.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        NeuronRegistrationOptions options = new()
        {
            MinProbability = MinProbability,
            MaxShiftPx = MaxShiftPx,
            MaxRotationDeg = MaxRotationDeg,
        };
        ForInput(_days, () => WriteObject(Run((observer, token) => NeuronRegistration.Run(_days, options, observer, token))));
    }
}
