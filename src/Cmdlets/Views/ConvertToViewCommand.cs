using System.Management.Automation;
using DeepWonder3D.Views;
using DeepWonder3D.Views.LightField;
using DeepWonder3D.Views.Projecting;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Makes views: of movies of volumes, what a microscope that looks along a calibration's directions, or has the given point spread
/// functions, would have recorded; of raw light-field frames, the images through the parts of the pupil.
/// </summary>
/// <example><code>
/// $calibration = New-ViewCalibration -TiltDegrees 25 -ViewCount 7 -PixelSizeUm 1
/// Import-Volume stack.tif -Axes TZYX -PlaneStepUm 5 -PixelSizeUm 1 | ConvertTo-View $calibration | Find-Neuron | Merge-View $calibration
/// </code></example>
/// <example><code>Import-Volume stack.tif -Axes TZYX | ConvertTo-View -PsfStack (Import-Volume ./psf/*_view_*.tif)</code></example>
/// <example><code>Import-Volume raw.tif | ConvertTo-View -WhiteImage (Import-Volume white.tif)</code></example>
[Cmdlet(VerbsData.ConvertTo, "View", DefaultParameterSetName = OfVolumes)]
[OutputType(typeof(Volume))]
public sealed class ConvertToViewCommand : DeepWonderCmdlet
{
    private const string OfVolumes = "Volume";
    private const string ByPsf = "Psf";
    private const string ByPitch = "Lenslet";
    private const string ByWhiteImage = "WhiteImage";

    private LensletGrid? _grid;

    /// <summary>A movie of volumes, or of raw light-field frames.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [WholeObject]
    public Volume[] InputObject { get; set; } = [];

    /// <summary>The directions of the views.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = OfVolumes)]
    [ValidateNotNull]
    [WholeObject]
    public ViewCalibration Calibration { get; set; } = null!;

    /// <summary>
    /// One stack of a bead for each view, in as many planes as the volumes have, as far apart and in the same order, and in their pixels:
    /// every plane is convolved with what the view sees of a point there. The view is in the stack's name, and the bead on the axis lies in
    /// the middle (row height / 2, column width / 2).
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPsf)]
    [ValidateNotNullOrEmpty]
    public Volume[] PsfStack { get; set; } = [];

    /// <summary>
    /// The views to make, by id. Default: all of the calibration's, all that there is a stack of, or all within the used radius.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Number(IsList = true)]
    public int[]? ViewId { get; set; }

    /// <summary>How planes come together in a view.</summary>
    [Parameter(ParameterSetName = OfVolumes)]
    [Parameter(ParameterSetName = ByPsf)]
    [ArgumentCompleter(typeof(EnumCompleter<ViewProjectionKind>))]
    public Choice<ViewProjectionKind> Projection { get; set; }

    /// <summary>The plane of depth 0, from 0. Default: the middle one.</summary>
    [Parameter(ParameterSetName = OfVolumes)]
    [Number]
    public double? ZeroPlane { get; set; }

    /// <summary>Depth between planes, µm, negative where they run towards the objective. Default: what the volume says.</summary>
    [Parameter(ParameterSetName = OfVolumes)]
    [Parameter(ParameterSetName = ByPsf)]
    [Number]
    public double? PlaneStepUm { get; set; }

    /// <summary>Width of a pixel in the object, µm. Default: what the volume says.</summary>
    [Parameter(ParameterSetName = OfVolumes)]
    [Parameter(ParameterSetName = ByPsf)]
    [Number]
    public double? PixelSizeUm { get; set; }

    /// <summary>Sensor pixels between lenslets; need not be whole.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPitch)]
    [ValidateRange(2.0, 1000.0)]
    [Number]
    public double LensletPitchPx { get; set; }

    /// <summary>By how much the lenslets are turned against the sensor, degrees, from its columns towards its rows.</summary>
    [Parameter(ParameterSetName = ByPitch)]
    [Number]
    public double LensletRotationDegrees { get; set; }

    /// <summary>Row and column, from 0, of any lenslet's centre. Default: the first lenslet is whole in the sensor's corner.</summary>
    [Parameter(ParameterSetName = ByPitch)]
    [ValidateCount(2, 2)]
    [Number(IsList = true)]
    public double[]? LensletOriginPx { get; set; }

    /// <summary>An image of an evenly lit field through the lenslets, which tells where they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByWhiteImage)]
    [ValidateNotNull]
    public Volume WhiteImage { get; set; } = null!;

    /// <summary>Views along a lenslet's diameter.</summary>
    [Parameter(ParameterSetName = ByPitch)]
    [Parameter(ParameterSetName = ByWhiteImage)]
    [Number]
    public int ViewsAlongSide { get; set; } = 15;

    /// <summary>Views further than so many steps from the centre are left out.</summary>
    [Parameter(ParameterSetName = ByPitch)]
    [Parameter(ParameterSetName = ByWhiteImage)]
    [Number]
    public double UsedRadius { get; set; } = 5;

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(WhiteImage, () => _grid = ParameterSetName switch
    {
        ByPitch => LensletGrid.Square(LensletPitchPx, LensletRotationDegrees, LensletOriginPx is { } o ? (o[0], o[1]) : null),
        ByWhiteImage => Run((_, _) => Views.LightField.WhiteImage.GridOf(WhiteImage)),
        _ => null,
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (Volume volume in InputObject)
        {
            ForInput(volume, () => WriteObject(
                Run((observer, token) => _grid is null ? Project(volume, observer, token) : TakeApart(volume, _grid, observer, token)),
                enumerateCollection: true));
        }
    }

    private IReadOnlyList<Volume> Project(Volume volume, IStageObserver observer, CancellationToken token)
    {
        ProjectionOptions options = new()
        {
            ViewIds = ViewId,
            Projection = Projection,
            ZeroPlane = ZeroPlane,
            PlaneStepUm = PlaneStepUm,
            PixelSizeUm = PixelSizeUm,
        };
        return ParameterSetName == ByPsf
            ? PsfProjection.Run(volume, PsfStack, options, observer, token)
            : VolumeProjection.Run(volume, Calibration, options, observer, token);
    }

    private IReadOnlyList<Volume> TakeApart(Volume volume, LensletGrid grid, IStageObserver observer, CancellationToken token) =>
        SubApertureViews.Run(
            volume,
            grid,
            new LightFieldOptions { ViewsAlongSide = ViewsAlongSide, UsedRadius = UsedRadius, ViewIds = ViewId },
            observer,
            token);
}
