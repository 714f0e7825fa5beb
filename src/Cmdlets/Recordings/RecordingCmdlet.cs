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
    [Number]
    public double? FrameRate { get; set; }

    /// <summary>Width of a pixel in the object, µm, whatever the file says.</summary>
    [Parameter]
    [Number]
    public double? PixelSizeUm { get; set; }

    /// <summary>
    /// Height of a pixel in the object, µm, whatever the file says. Default: the width times the ratio that the file says, or else the
    /// width.
    /// </summary>
    [Parameter]
    [Number]
    public double? PixelHeightUm { get; set; }

    /// <summary>Distance between planes in the object, µm, whatever the file says.</summary>
    [Parameter]
    [Number]
    public double? PlaneStepUm { get; set; }

    /// <summary>
    /// The order in which the file holds its pages, slowest first, whatever the file says: TYX, ZYX, TZYX, ZTYX, TZCYX, TCZYX and so on.
    /// For an array (HDF5, NumPy, MATLAB) any order of T, Z, C, Y and X, as its size lists the axes.
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

    /// <summary>
    /// How many planes are recorded one after the other a volume, those of the way back included, where pages (or the frames of an array)
    /// follow each other without saying so.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Number]
    public int? PlaneCount { get; set; }

    /// <summary>How many channels follow each other page by page, where nothing says so; -Channel takes one.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Number]
    public int? ChannelCount { get; set; }

    /// <summary>Which way the planes of a volume are passed. Default: what the file says, or else one way.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<PlaneOrder>))]
    public Choice<PlaneOrder>? PlaneOrder { get; set; }

    /// <summary>
    /// The planes of each volume that are left out, such as those of a piezo's way back: numbers from 0, or from -1 at the end.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Number(IsList = true)]
    public int[]? FlybackPlane { get; set; }

    /// <summary>
    /// The position of the stage, or the region of a scan of several, to take: its name, or its number from 0; needed where a file holds
    /// several. With wildcards, such as *, each that fits becomes a volume of its own.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(RecordingPartCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Position { get; set; }

    /// <summary>The channel to take: its name, or its number from 0; needed where there are several.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RecordingPartCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Channel { get; set; }

    /// <summary>The only plane to take, from 0; all by default.</summary>
    [Parameter]
    [Number]
    public int? Plane { get; set; }

    /// <summary>
    /// All files that are given, whichever way, are one movie together, in the natural order of their names: img_9.tif before img_10.tif.
    /// </summary>
    [Parameter]
    public SwitchParameter AsMovie { get; set; }

    /// <summary>Columns of the frames of a raw binary file; with -Height and -SampleType, which say the rest of its shape.</summary>
    [Parameter]
    [Number]
    public int? Width { get; set; }

    /// <summary>Rows of the frames of a raw binary file.</summary>
    [Parameter]
    [Number]
    public int? Height { get; set; }

    /// <summary>Type of the samples of a raw binary file: UInt16, Int16, UInt8, Float32 and so on.</summary>
    [Parameter]
    public SampleType? SampleType { get; set; }

    /// <summary>Bytes before the first frame of a raw binary file.</summary>
    [Parameter]
    [Number]
    public long HeaderBytes { get; set; }

    /// <summary>The order of a sample's bytes in a raw binary file: LittleEndian, the lowest first (the default), or BigEndian.</summary>
    [Parameter]
    [ValidateSet("LittleEndian", "BigEndian")]
    public string ByteOrder { get; set; } = "LittleEndian";

    /// <summary>The first frame to take, from 0.</summary>
    [Parameter]
    [Number]
    public long FirstFrame { get; set; }

    /// <summary>How many frames to take; all that follow by default.</summary>
    [Parameter]
    [Number]
    public long? FrameCount { get; set; }

    /// <summary>Frames that are no data, from 0 in what is taken; more than those that are found.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Number(IsList = true)]
    public long[]? BadFrame { get; set; }

    /// <summary>What the parameters say of recordings.</summary>
    internal VolumeReadOptions Reading => new()
    {
        FrameRate = FrameRate,
        BadFrame = BadFrame,
        PixelSizeUm = PixelSizeUm,
        PixelHeightUm = PixelHeightUm,
        PlaneStepUm = PlaneStepUm,
        Axes = Axes,
        PlaneCount = PlaneCount,
        ChannelCount = ChannelCount,
        PlaneOrder = PlaneOrder,
        FlybackPlane = FlybackPlane,
        Position = Position,
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
