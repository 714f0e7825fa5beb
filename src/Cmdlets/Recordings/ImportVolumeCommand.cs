using System.Management.Automation;
using DeepWonder3D.Defects;
using DeepWonder3D.Formats;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>Opens recordings. Samples stay in the file until a stage reads them.</summary>
/// <remarks>
/// Reads TIFF (ImageJ, OME, ScanImage), HDF5, NWB, MATLAB and NumPy files, and folders of TIFFs, of Bruker's Prairie View and of Thorlabs'
/// ThorImage. What they say of axes, frame rate and pixel size is taken from there; a plain multi-page TIFF is a movie. The first step of
/// the volume's history, and -Verbose, tell what was taken from where.
/// </remarks>
/// <example><code>Import-Volume *.tif -FrameRate 10 -PixelSizeUm 2 | Invoke-Denoise</code></example>
/// <example><code>Import-Volume session.nwb -Channel GCaMP -Plane 2</code></example>
/// <example><code>Import-Volume frame_*.tif -AsMovie</code></example>
[Cmdlet(VerbsData.Import, "Volume", DefaultParameterSetName = "Path")]
[OutputType(typeof(Volume))]
public sealed class ImportVolumeCommand : PathCmdlet
{
    private readonly List<string> _frames = [];
    private readonly HashSet<string> _parts = new(StringComparer.OrdinalIgnoreCase);
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

    /// <summary>Frames that are no data, from 0 in what is taken; more than those that are found.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public long[]? BadFrame { get; set; }

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
            Dataset = Dataset,
            Channel = Channel,
            Plane = Plane,
            FirstFrame = FirstFrame,
            FrameCount = FrameCount,
        };
        OrTerminate(null, _options.Check);
    }

    /// <inheritdoc/>
    protected override void ProcessFile(string file)
    {
        if (AsMovie)
        {
            _frames.Add(file);
        }
        else if (_parts.Contains(file))
        {
            WriteVerbose($"'{file}' is part of a recording that was imported already.");
        }
        else
        {
            Write(Run((_, token) => Named(VolumeReader.Open(file, _options, token))));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_frames.Count > 0)
        {
            ForInput(_frames[0], () => Write(Run((_, token) => Named(VolumeReader.OpenMovie(_frames, _options, token)))));
        }
    }

    /// <summary>The volume with the frames that were named as no data.</summary>
    private Volume Named(Volume volume) => BadFrame is { } frames ? DefectSearch.WithBadFrames(volume, frames) : volume;

    private void Write(Volume volume)
    {
        WriteVerbose($"{volume}: {volume.History[^1]}");
        if (volume.History[^1].Parameters.TryGetValue("Pauses", out string? pauses))
        {
            // Stages take frames as they follow each other, and a trace goes on after a pause as if there had been none.
            WriteWarning($"The frames of '{volume.Name}' did not come evenly. Pauses: {pauses}.");
        }

        _parts.UnionWith(volume.Info.SourceFiles);
        WriteObject(volume);
    }
}
