using System.Management.Automation;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Views;

namespace DeepWonder3D.Cmdlets;

/// <summary>Writes a calibration: a MATLAB file with the published psffit_matrix and its units beside it, or JSON.</summary>
/// <example><code>Import-ViewCalibration psffit_matrix.mat | Export-ViewCalibration calibration.json</code></example>
[Cmdlet(VerbsData.Export, "ViewCalibration", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportViewCalibrationCommand : ExportCmdlet
{
    private const string NameInFolder = "calibration.json";

    /// <summary>The calibration.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [WholeObject]
    public ViewCalibration InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForInput(InputObject, () =>
    {
        string path = Destination(NameInFolder);
        Write(path, $"Write the calibration of {InputObject}", (_, _) => CalibrationFile.Write(InputObject, path, Force));
    });
}
