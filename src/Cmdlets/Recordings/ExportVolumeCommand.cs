using System.Management.Automation;
using DeepWonder3D.Formats;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>Writes recordings to files, with their axes, scales and history.</summary>
/// <remarks>
/// A file appears under its name when it is whole. A TIFF of more than 4 GB is written as BigTIFF; ImageJ, Fiji and Python's tifffile read
/// axes, frame interval and pixel size from it. OME-TIFF (.ome.tif), HDF5 (.h5) and NWB (.nwb) hold the same; Import-Volume reads each of
/// them back, with its history.
/// </remarks>
/// <example>
/// <code>Import-Volume movie.tif | Invoke-Denoise | Export-Volume denoised/ -SampleType UInt16 -Compression Deflate</code>
/// </example>
[Cmdlet(VerbsData.Export, "Volume", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportVolumeCommand : ExportCmdlet
{
    /// <summary>The recordings to write.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [WholeObject]
    public Volume[] InputObject { get; set; } = [];

    /// <summary>The file's format. Default: by the file name's ending.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<VolumeFormat>))]
    public Choice<VolumeFormat>? Format { get; set; }

    /// <summary>The type of the samples in the file; integers are rounded and saturate. Default: the volume's own.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<SampleType>))]
    public Choice<SampleType>? SampleType { get; set; }

    /// <summary>
    /// How samples are compressed, without loss; HDF5 and NWB know Deflate. Default: not at all, which is the fastest to read again.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<VolumeCompression>))]
    public Choice<VolumeCompression> Compression { get; set; }

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
        string path = Destination(volume.Name + VolumeWriter.EndingOf(format ?? VolumeFormat.Tiff));
        format ??= VolumeWriter.FormatOf(path);
        VolumeWriteOptions options = new() { Format = format, SampleType = SampleType, Compression = Compression, Overwrite = Force };
        Write(path, $"Write volume '{volume}'", (observer, token) => VolumeWriter.Write(volume, path, options, observer, token));
    }
}
