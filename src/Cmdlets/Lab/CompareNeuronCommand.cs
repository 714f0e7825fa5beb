using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Cmdlets;

/// <summary>Measures how well found neurons agree with known ones.</summary>
/// <remarks>
/// Pairs are one to one, as many as the criterion allows and then as close as possible. True neurons that are silent, at the view's edge or
/// seen by too few views are neither missed nor wrong when found.
/// </remarks>
/// <example><code>$neurons | Compare-Neuron -Truth $recording</code></example>
/// <example>
/// <code>
/// Import-Volume two-photon.tif | Invoke-Denoise | Remove-Background | Find-Neuron | Compare-Neuron -Truth regions.json -MinIoU 0.5
/// </code>
/// </example>
[Cmdlet(VerbsData.Compare, "Neuron")]
[OutputType(typeof(NeuronComparison))]
public sealed class CompareNeuronCommand : DeepWonderCmdlet
{
    private static readonly ComparisonOptions s_defaults = new();

    /// <summary>The found neurons: of views, or in space.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [WholeObject]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The known neurons: a simulated recording, neuron sets, a population, or the path of hand-labelled regions (JSON).</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [WholeObject]
    public PSObject[] Truth { get; set; } = [];

    /// <summary>
    /// What the truth lacks, though it may be there: active regions without a label, another program's finds, a second reader's. A find
    /// that stands for one of these is neither right nor wrong. Neuron sets of views, or the path of a file.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WholeObject]
    public PSObject[] Unlabelled { get; set; } = [];

    /// <summary>The largest lateral distance of a pair, µm.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [Number]
    public double MaxDistanceUm { get; set; } = s_defaults.MaxDistanceUm;

    /// <summary>The same in the truth's pixels, instead of µm.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [Number]
    public double? MaxDistancePx { get; set; }

    /// <summary>The least share of the covered pixels that a pair shares, instead of a distance; for neurons of views.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    [Number]
    public double? MinIoU { get; set; }

    /// <summary>True neurons count from this peak of their trace above its median on (ΔF/F for simulated ones).</summary>
    [Parameter]
    [Number]
    public double MinActivity { get; set; } = s_defaults.MinimumActivity;

    /// <summary>True neurons count from this signal-to-noise ratio on.</summary>
    [Parameter]
    [Number]
    public double MinSnr { get; set; } = s_defaults.MinimumSnr;

    /// <summary>True neurons count at this distance from the view's edge on, pixels.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [Number]
    public double EdgePx { get; set; } = s_defaults.EdgePx;

    /// <summary>In space, true neurons count that so many views see (or all views of the truth, where there are fewer).</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [Number]
    public int MinViewCount { get; set; } = s_defaults.MinimumViewCount;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject input in InputObject)
        {
            ForInput(input.BaseObject, () => WriteObject(Compare(input.BaseObject)));
        }
    }

    private ComparisonTruth TruthOf(PSObject[] parts) =>
        new([.. parts.Select(t => t.BaseObject is string path ? FilePaths.Resolve(this, path, literal: true)[0] : t.BaseObject)]);

    private NeuronComparison Compare(object found)
    {
        ComparisonTruth truth = TruthOf(Truth);
        NeuronComparer comparer = new(new ComparisonOptions
        {
            MaxDistanceUm = MaxDistanceUm,
            MaxDistancePx = MaxDistancePx,
            MinIoU = MinIoU,
            MinimumActivity = MinActivity,
            MinimumSnr = MinSnr,
            EdgePx = EdgePx,
            MinimumViewCount = MinViewCount,
            ViewSize = truth.ViewSize,
        });
        return found switch
        {
            NeuronSet set => comparer.Compare(set, truth.Of(set), Unlabelled.Length == 0 ? null : TruthOf(Unlabelled).Of(set)),
            NeuronPopulation when Unlabelled.Length > 0 => throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                "-Unlabelled holds neurons of views, and neurons in space are compared.",
                Unlabelled,
                "Compare the neurons of the views, or leave it out."),
            NeuronPopulation population => comparer.Compare(population, truth.InSpace()),
            _ => throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"A {found.GetType().Name} holds no neurons to compare.",
                found,
                "Give the output of Find-Neuron or Merge-View."),
        };
    }
}
