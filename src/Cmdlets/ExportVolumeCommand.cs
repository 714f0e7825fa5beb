using System.Management.Automation;
using DeepWonder3D.Formats;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>Writes recordings to files, with their axes, scales and history.</summary>
/// <remarks>
/// A file appears under its name when it is whole. A TIFF of more than 4 GB is written as BigTIFF; ImageJ, Fiji and Python's tifffile read axes, frame
/// interval and pixel size from it. OME-TIFF (.ome.tif), HDF5 (.h5) and NWB (.nwb) hold the same; Import-Volume reads each of them back, with its history.
/// </remarks>
/// <example><code>Import-Volume movie.tif | Invoke-Denoise | Export-Volume denoised/ -SampleType UInt16 -Compression Deflate</code></example>
[Cmdlet(VerbsData.Export, "Volume", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportVolumeCommand : DeepWonderCmdlet
{
    /// <summary>The recordings to write.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public Volume[] InputObject { get; set; } = [];

    /// <summary>The file to write, or a folder (one that exists, or a path that ends in a separator): there each file has its recording's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file's format. Default: by the file name's ending.</summary>
    [Parameter]
    public VolumeFormat? Format { get; set; }

    /// <summary>The type of the samples in the file; integers are rounded and saturate. Default: the volume's own.</summary>
    [Parameter]
    public SampleType? SampleType { get; set; }

    /// <summary>How samples are compressed, without loss; HDF5 and NWB know Deflate. Default: not at all, which is the fastest to read again.</summary>
    [Parameter]
    public VolumeCompression Compression { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the files that were made to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (Volume volume in InputObject)
        {
            ForInput(volume, () => Export(volume));
        }
    }

    private void Export(Volume volume)
    {
        VolumeFormat? format = Format;
        string path = FilePaths.Output(this, Path, volume.Name + VolumeWriter.EndingOf(format ?? VolumeFormat.Tiff));
        format ??= VolumeWriter.FormatOf(path);
        if (!ShouldProcess(path, $"Write volume '{volume}'"))
        {
            return;
        }

        VolumeWriteOptions options = new() { Format = format, SampleType = SampleType, Compression = Compression, Overwrite = Force };
        Run((observer, token) => VolumeWriter.Write(volume, path, options, observer, token));
        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    }
}
