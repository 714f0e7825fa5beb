using System.Management.Automation;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Views;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Reads how far each view moves with depth: a MATLAB file with the published psffit_matrix, or JSON. The published matrix states no units;
/// by default a depth unit is 1 µm and a pixel 1/1.5 µm, the ratio that the matrix itself implies for its objective in air.
/// </summary>
/// <example><code>$calibration = Import-ViewCalibration psffit_matrix.mat -RefractiveIndex 1.33</code></example>
[Cmdlet(VerbsData.Import, "ViewCalibration", DefaultParameterSetName = "Path")]
[OutputType(typeof(ViewCalibration))]
public sealed class ImportViewCalibrationCommand : PathCmdlet
{
    /// <summary>The view that looks straight down. Default: what the file says, or else 113.</summary>
    [Parameter]
    [Number]
    public int? CentreView { get; set; }

    /// <summary>Width in the object, µm, of a pixel in which slopes are stated. Default: what the file says, or else 1/1.5.</summary>
    [Parameter]
    [ValidateRange(double.Epsilon, double.MaxValue)]
    [Number]
    public double? PixelSizeUm { get; set; }

    /// <summary>The depth unit of the slopes, µm. Default: what the file says, or else 1.</summary>
    [Parameter]
    [ValidateRange(double.Epsilon, double.MaxValue)]
    [Number]
    public double? DepthUnitUm { get; set; }

    /// <summary>Refractive index of the sample, by which depths are multiplied. Default: what the file says, or else 1.</summary>
    [Parameter]
    [ValidateRange(double.Epsilon, double.MaxValue)]
    [Number]
    public double? RefractiveIndex { get; set; }

    /// <inheritdoc/>
    protected override void ProcessFile(string file)
    {
        CalibrationUnits units = new()
        {
            CentreView = CentreView,
            PixelSizeUm = PixelSizeUm,
            DepthUnitUm = DepthUnitUm,
            RefractiveIndex = RefractiveIndex,
        };
        WriteObject(Run((_, _) => CalibrationFile.Read(file, units)));
    }
}
