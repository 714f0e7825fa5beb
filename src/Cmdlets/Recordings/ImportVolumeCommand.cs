using System.Management.Automation;
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
[Cmdlet(VerbsData.Import, "Volume", DefaultParameterSetName = ByPath)]
[OutputType(typeof(Volume))]
public sealed class ImportVolumeCommand : RecordingCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private readonly List<string> _frames = [];
    private readonly HashSet<string> _parts = new(StringComparer.OrdinalIgnoreCase);
    private VolumeReadOptions _options = VolumeReadOptions.Default;

    /// <summary>Files to read; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files to read, taken as they are: brackets and other wildcard characters mean themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The view's number; without it the one after _view_ in the file's name.</summary>
    [Parameter]
    [Number]
    public int? ViewId { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _options = Reading with { ViewId = ViewId };
        OrTerminate(null, _options.Check);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool literal = ParameterSetName == ByLiteralPath;
        FilePaths.ForEach(this, literal ? LiteralPath : Path, literal, Import);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_frames.Count > 0)
        {
            ForInput(_frames[0], () => Write(Run((_, token) => VolumeReader.OpenMovie(_frames, _options, token))));
        }
    }

    private void Import(string file)
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
            foreach (VolumeReadOptions options in AtPositions(file))
            {
                ForInput(file, () => Write(Run((_, token) => VolumeReader.Open(file, options, token))));
            }
        }
    }

    /// <summary>The options for each position that the wildcards of -Position fit.</summary>
    private VolumeReadOptions[] AtPositions(string file)
    {
        if (Position is null || !WildcardPattern.ContainsWildcardCharacters(Position))
        {
            return [_options];
        }

        WildcardPattern pattern = new(Position, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        VolumeReadOptions[] fitting =
        [
            .. RecordingParts.Of(file, _options, nameof(Position))
                .Where(p => pattern.IsMatch(p.Value))
                .Select(p => _options with { Position = p.Value }),
        ];

        // A file of one recording has no positions: the error says so, or what there are.
        return fitting.Length > 0 ? fitting : [_options];
    }

    private void Write(Volume volume)
    {
        WriteVerbose($"{volume}: {volume.History[^1]}");
        foreach (string warning in volume.History[^1].Warnings ?? [])
        {
            WriteWarning(warning);
        }

        _parts.UnionWith(volume.Info.SourceFiles);
        WriteObject(volume);
    }
}
