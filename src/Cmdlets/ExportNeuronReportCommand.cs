using System.Management.Automation;
using DeepWonder3D.Figures.Report;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>Writes a report on neurons: one HTML file that opens in a browser without a network.</summary>
/// <remarks>
/// Neurons on the mean and correlation image, a table to sort and filter, traces to scroll and zoom, frames before and after each stage that is given,
/// positions in space to turn, histograms of quality, and how it was all made. All neurons of a pipeline go into one report.
/// </remarks>
/// <example><code>Find-Neuron $movie | Export-NeuronReport report.html -Volume $recorded, $denoised, $movie</code></example>
[Cmdlet(VerbsData.Export, "NeuronReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNeuronReportCommand : DeepWonderCmdlet
{
    private readonly List<object?> _neurons = [];

    /// <summary>The neurons: of views (from Find-Neuron), of all views (from Merge-View), or both.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The file to write, ending in .html, or a folder: there the report is named after its recording.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// The recording after any of its stages, such as recorded, denoised and free of background: their histories say which is which. With
    /// neurons of several views, a volume goes to those of its view id or name.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Volume[] Volume { get; set; } = [];

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file that was made to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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
        string path = FilePaths.Output(this, Path, NeuronReport.NameFor(input.Name));
        NeuronReport.DemandPage(path);
        if (!ShouldProcess(path, $"Write report on '{input.Name}'"))
        {
            return;
        }

        Run((observer, token) => NeuronReport.Write(input, path, Force, observer, token));
        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    }
}
