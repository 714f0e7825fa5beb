using System.Management.Automation;
using DeepWonder3D.Views;
using DeepWonder3D.Views.Files;

namespace DeepWonder3D.Cmdlets;

/// <summary>Writes a calibration: a MATLAB file with the published psffit_matrix and its units beside it, or JSON.</summary>
/// <example><code>Import-ViewCalibration psffit_matrix.mat | Export-ViewCalibration calibration.json</code></example>
[Cmdlet(VerbsData.Export, "ViewCalibration", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportViewCalibrationCommand : DeepWonderCmdlet
{
    private const string NameInFolder = "calibration.json";

    /// <summary>The calibration.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ViewCalibration InputObject { get; set; } = null!;

    /// <summary>The file to write, ending in .mat or .json, or a folder for calibration.json.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file that was made to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForInput(InputObject, () =>
    {
        string path = FilePaths.Output(this, Path, NameInFolder);
        if (!ShouldProcess(path, $"Write the calibration of {InputObject}"))
        {
            return;
        }

        CalibrationFile.Write(InputObject, path, Force);
        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    });
}
