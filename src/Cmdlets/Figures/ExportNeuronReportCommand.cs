using System.Management.Automation;
using DeepWonder3D.Figures.Report;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>Writes a report on neurons: one HTML file that opens in a browser without a network.</summary>
/// <remarks>
/// Neurons on the mean and correlation image, a table to sort and filter, traces to scroll and zoom, frames before and after each stage
/// that is given, positions in space to turn, histograms of quality, and how it was all made. All neurons of a pipeline go into one report.
/// </remarks>
/// <example><code>Find-Neuron $movie | Export-NeuronReport report.html -Volume $recorded, $denoised, $movie</code></example>
[Cmdlet(VerbsData.Export, "NeuronReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNeuronReportCommand : ExportCmdlet
{
    private readonly List<object?> _neurons = [];

    /// <summary>The neurons: of views (from Find-Neuron), of all views (from Merge-View), or both.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [WholeObject]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>
    /// The recording after any of its stages, such as recorded, denoised and free of background: their histories say which is which. With
    /// neurons of several views, a volume goes to those of its view id or name.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Volume[] Volume { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _neurons.AddRange(InputObject.Select(i => i?.BaseObject));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ReportInput input = new() { Volumes = Volume };
        foreach (object? neurons in _neurons)
        {
            ForInput(neurons, () => input.Add(neurons));
        }

        if (input.Populations.Count + input.Sets.Count > 0)
        {
            ForInput(Path, () => Export(input));
        }
    }

    private void Export(ReportInput input)
    {
        string path = Destination(NeuronReport.NameFor(input.Name));
        NeuronReport.DemandPage(path);
        Write(path, $"Write report on '{input.Name}'", (observer, token) => NeuronReport.Write(input, path, Force, observer, token));
    }
}
