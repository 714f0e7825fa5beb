using System.Management.Automation;
using DeepWonder3D.Formats;
using DeepWonder3D.Formats.Raw;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// A command that opens recordings, one by one or whole folders of them: what a person can state of a recording. What is added to
/// <see cref="VolumeReadOptions"/> gets its parameter here, and all of these commands have it.
/// </summary>
public abstract class RecordingCmdlet : DeepWonderCmdlet
{
    private static readonly string[] s_rawParameters =
        [nameof(Width), nameof(Height), nameof(SampleType), nameof(HeaderBytes), nameof(ByteOrder)];

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

    /// <summary>Columns of the frames of a raw binary file; with -Height and -SampleType, which say the rest of its shape.</summary>
    [Parameter]
    public int? Width { get; set; }

    /// <summary>Rows of the frames of a raw binary file.</summary>
    [Parameter]
    public int? Height { get; set; }

    /// <summary>Type of the samples of a raw binary file: UInt16, Int16, UInt8, Float32 and so on.</summary>
    [Parameter]
    public SampleType? SampleType { get; set; }

    /// <summary>Bytes before the first frame of a raw binary file.</summary>
    [Parameter]
    public long HeaderBytes { get; set; }

    /// <summary>The order of a sample's bytes in a raw binary file: LittleEndian, the lowest first (the default), or BigEndian.</summary>
    [Parameter]
    [ValidateSet("LittleEndian", "BigEndian")]
    public string ByteOrder { get; set; } = "LittleEndian";

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
        Raw = s_rawParameters.Any(MyInvocation.BoundParameters.ContainsKey) ? RawLayoutOf() : null,
    };

    private RawLayout RawLayoutOf() => new()
    {
        Width = Width,
        Height = Height,
        SampleType = SampleType,
        HeaderBytes = HeaderBytes,
        IsBigEndian = ByteOrder.Equals("BigEndian", StringComparison.OrdinalIgnoreCase),
    };
}
