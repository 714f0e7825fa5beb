using System.Management.Automation;
using DeepWonder3D.Formats;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// A command that opens recordings, one by one or whole folders of them: what a person can state of a recording. What is added to
/// <see cref="VolumeReadOptions"/> gets its parameter here, and all of these commands have it.
/// </summary>
public abstract class RecordingCmdlet : DeepWonderCmdlet
{
    /// <summary>Frames a second (volumes a second for movies of volumes), whatever the file says.</summary>
    [Parameter]
    public double? FrameRate { get; set; }

    /// <summary>Width of a pixel in the object, µm, whatever the file says.</summary>
    [Parameter]
    public double? PixelSizeUm { get; set; }

    /// <summary>Distance between planes in the object, µm, whatever the file says.</summary>
    [Parameter]
    public double? PlaneStepUm { get; set; }

    /// <summary>
    /// The order in which the file holds its planes, slowest first, whatever the file says: TYX, ZYX, TZYX or ZTYX. For an array (HDF5,
    /// NumPy, MATLAB) any order of T, Z, C, Y and X, as its size lists the axes.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(AxesCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Axes { get; set; }

    /// <summary>
    /// The path of a dataset in an HDF5 file, of a series in an NWB file, or the name of a MATLAB variable; needed where there are several.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(RecordingPartCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Dataset { get; set; }

    /// <summary>The channel to take: its name, or its number from 0; needed where there are several.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RecordingPartCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Channel { get; set; }

    /// <summary>The only plane to take, from 0; all by default.</summary>
    [Parameter]
    public int? Plane { get; set; }

    /// <summary>
    /// All files that are given, whichever way, are one movie together, in the natural order of their names: img_9.tif before img_10.tif.
    /// </summary>
    [Parameter]
    public SwitchParameter AsMovie { get; set; }

    /// <summary>The first frame to take, from 0.</summary>
    [Parameter]
    public long FirstFrame { get; set; }

    /// <summary>How many frames to take; all that follow by default.</summary>
    [Parameter]
    public long? FrameCount { get; set; }

    /// <summary>What the parameters say of recordings.</summary>
    internal VolumeReadOptions Reading => new()
    {
        FrameRate = FrameRate,
        PixelSizeUm = PixelSizeUm,
        PlaneStepUm = PlaneStepUm,
        Axes = Axes,
        Dataset = Dataset,
        Channel = Channel,
        Plane = Plane,
        FirstFrame = FirstFrame,
        FrameCount = FrameCount,
    };
}
