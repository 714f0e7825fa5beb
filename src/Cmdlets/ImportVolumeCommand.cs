using System.Management.Automation;
using DeepWonder3D.Formats;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>Opens recordings. Samples stay in the file until a stage reads them.</summary>
/// <remarks>
/// What a file says of its axes, frame rate and pixel size (ImageJ, OME-XML) is taken from there; a plain multi-page TIFF is a movie. The first step of
/// the volume's history tells what was taken from where.
/// </remarks>
/// <example><code>Import-Volume *.tif -FrameRate 10 -PixelSizeUm 2 | Invoke-Denoise</code></example>
[Cmdlet(VerbsData.Import, "Volume", DefaultParameterSetName = "Path")]
[OutputType(typeof(Volume))]
public sealed class ImportVolumeCommand : PathCmdlet
{
    private VolumeReadOptions _options = VolumeReadOptions.Default;

    /// <summary>Frames a second (volumes a second for movies of volumes), whatever the file says.</summary>
    [Parameter]
    public double? FrameRate { get; set; }

    /// <summary>Width of a pixel in the object, µm, whatever the file says.</summary>
    [Parameter]
    public double? PixelSizeUm { get; set; }

    /// <summary>Distance between planes in the object, µm, whatever the file says.</summary>
    [Parameter]
    public double? PlaneStepUm { get; set; }

    /// <summary>The view's number; without it the one after _view_ in the file's name.</summary>
    [Parameter]
    public int? ViewId { get; set; }

    /// <summary>The order in which the file holds its planes, slowest first, whatever the file says: TYX, ZYX, TZYX or ZTYX.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AxesCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Axes { get; set; }

    /// <summary>The first frame to take, from 0.</summary>
    [Parameter]
    public long FirstFrame { get; set; }

    /// <summary>How many frames to take; all that follow by default.</summary>
    [Parameter]
    public long? FrameCount { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _options = new VolumeReadOptions
        {
            FrameRate = FrameRate,
            PixelSizeUm = PixelSizeUm,
            PlaneStepUm = PlaneStepUm,
            ViewId = ViewId,
            Axes = Axes,
            FirstFrame = FirstFrame,
            FrameCount = FrameCount,
        };
        OrTerminate(null, _options.Check);
    }

    /// <inheritdoc/>
    protected override void ProcessFile(string file) => WriteObject(Run((_, token) => VolumeReader.Open(file, _options, token)));
}
