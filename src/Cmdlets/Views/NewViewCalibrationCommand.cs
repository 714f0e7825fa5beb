using System.Management.Automation;
using DeepWonder3D.Formats;
using DeepWonder3D.Views;
using DeepWonder3D.Views.Calibrating;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Measures how far each view moves with depth: from stacks of one bead over depth, one file a view (<c>_view_&lt;id&gt;</c> in the name
/// says which), from the optics alone, or as directions on a cone for views that are to be made from volumes.
/// </summary>
/// <example>
/// <code>New-ViewCalibration ./psf/*_view_*.tif -PlaneStepUm 3 -PixelSizeUm 0.667 | Export-ViewCalibration psffit_matrix.mat</code>
/// </example>
/// <example><code>New-ViewCalibration -NumericalAperture 0.4 -LensletPitchUm 100 -Magnification 10 -RefractiveIndex 1.33</code></example>
[Cmdlet(VerbsCommon.New, "ViewCalibration", DefaultParameterSetName = "Path")]
[OutputType(typeof(ViewCalibration))]
public sealed class NewViewCalibrationCommand : PathCmdlet
{
    private const string ByOptics = "Optics";
    private const string ByCone = "Cone";
    private const int CentreOfPublishedGrid = 113;

    private readonly List<Volume> _stacks = [];
    private bool _failed;

    /// <summary>Depth between planes, µm; negative where they run towards the objective. Default: what the files say.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Number]
    public double? PlaneStepUm { get; set; }

    /// <summary>
    /// Width in the object, µm, of a pixel of the stacks (default: what the files say), or in which a cone's slopes are stated.
    /// </summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Parameter(Mandatory = true, ParameterSetName = ByCone)]
    [Number]
    public double? PixelSizeUm { get; set; }

    /// <summary>The plane of depth 0, from 0. Default: the middle one.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Number]
    public double? ZeroPlane { get; set; }

    /// <summary>The view that looks straight down.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Number]
    public int CentreView { get; set; } = CentreOfPublishedGrid;

    /// <summary>Numerical aperture of the objective.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByOptics)]
    [Number]
    public double NumericalAperture { get; set; }

    /// <summary>Distance between lenslets, µm.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByOptics)]
    [Number]
    public double LensletPitchUm { get; set; }

    /// <summary>Magnification from the sample to the lenslets.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByOptics)]
    [Number]
    public double Magnification { get; set; }

    /// <summary>Views along the diameter of the pupil: sensor pixels under a lenslet.</summary>
    [Parameter(ParameterSetName = ByOptics)]
    [Number]
    public int ViewsAlongSide { get; set; } = 15;

    /// <summary>Views further than so many steps from the centre are left out.</summary>
    [Parameter(ParameterSetName = ByOptics)]
    [Number]
    public double UsedRadius { get; set; } = 5;

    /// <summary>
    /// Angle between the outer views and the axis, degrees: view 1 looks straight down, the others lie evenly around a cone.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCone)]
    [Number]
    public double TiltDegrees { get; set; }

    /// <summary>Views of the cone, with the centre.</summary>
    [Parameter(ParameterSetName = ByCone)]
    [Number]
    public int ViewCount { get; set; } = 7;

    /// <summary>
    /// Refractive index of what lies around the neurons. For stacks, depths are multiplied by it; 1, the default, where the bead lay in the
    /// same medium.
    /// </summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Parameter(ParameterSetName = ByOptics)]
    [Number]
    public double RefractiveIndex { get; set; } = 1;

    /// <inheritdoc/>
    protected override void ProcessFile(string file)
    {
        // A calibration that lacks a view because its file is damaged would be another calibration: it is all or nothing.
        _failed = true;
        _stacks.Add(Run((_, token) => VolumeReader.Open(file, VolumeReadOptions.Default, token)));
        _failed = false;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_failed)
        {
            ForInput(null, () => WriteObject(ParameterSetName switch
            {
                ByOptics => FromOptics(),
                ByCone => FromCone(),
                _ => FromStacks(),
            }));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _stacks.ForEach(s => s.Dispose());
        base.Dispose(disposing);
    }

    private ViewCalibration FromStacks()
    {
        PsfCalibrationOptions options = new()
        {
            PlaneStepUm = PlaneStepUm,
            PixelSizeUm = PixelSizeUm,
            ZeroPlane = ZeroPlane,
            CentreView = CentreView,
            RefractiveIndex = RefractiveIndex,
        };
        return Run((observer, token) => PsfCalibration.Run(_stacks, options, observer, token));
    }

    private ViewCalibration FromCone() =>
        new ConeModel { TiltDegrees = TiltDegrees, ViewCount = ViewCount, PixelSizeUm = PixelSizeUm!.Value }.Calibrate();

    private ViewCalibration FromOptics() => new OpticalModel
    {
        NumericalAperture = NumericalAperture,
        LensletPitchUm = LensletPitchUm,
        Magnification = Magnification,
        ViewsAlongSide = ViewsAlongSide,
        UsedRadius = UsedRadius,
        RefractiveIndex = RefractiveIndex,
    }.Calibrate();
}
