using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.NeuronFiles;

namespace DeepWonder3D.Cmdlets;

/// <summary>Writes neurons: MATLAB in the published variables, JSON, tables, NumPy, NWB, a suite2p folder, or outlines for ImageJ and Fiji.</summary>
/// <remarks>
/// A table (.csv) gets others beside it, with traces, and with pixels or detections. Import-Neuron reads MATLAB, JSON, tables and NWB whole, and a suite2p
/// folder with all that a view's neurons have.
/// </remarks>
/// <example><code>Find-Neuron $movie | Export-Neuron results/ -Format Csv</code></example>
/// <example><code>$neurons | Export-Neuron mouse.nwb; $neurons | Export-Neuron suite2p/plane0 -Format Suite2p</code></example>
[Cmdlet(VerbsData.Export, "Neuron", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class ExportNeuronCommand : DeepWonderCmdlet
{
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The neurons of a view (from Find-Neuron) or of all views (from Merge-View).</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The file to write, or a folder: there each result is named after its recording.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The format. Default: by the file's extension (.mat, .json, .csv, .npz, .nwb, .zip), and MATLAB in a folder.</summary>
    [Parameter]
    public NeuronFileFormat Format { get; set; }

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file that was made to the pipeline; of tables the one of neurons.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject input in InputObject)
        {
            ForInput(input?.BaseObject, () => Export(input?.BaseObject));
        }
    }

    private void Export(object? neurons)
    {
        string name = NeuronFile.NameOf(neurons);
        string path = FilePaths.Output(this, Path, NeuronFileNames.FileNameFor(name, Format));
        path = System.IO.Path.TrimEndingDirectorySeparator(path);
        if (!ShouldProcess(path, $"Write the neurons of '{name}'"))
        {
            return;
        }

        if (!_written.Add(path))
        {
            // -Force replaces what was there before, not what this very command has just written.
            throw new DeepWonderException(
                ErrorId.FileExists, $"'{path}' was written for an earlier input.", path, "Give a folder, and results with different names.");
        }

        Run((_, cancellation) => NeuronFile.Write(neurons!, path, Format, Force, cancellation));
        if (PassThru)
        {
            WriteObject(Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path));
        }
    }
}
