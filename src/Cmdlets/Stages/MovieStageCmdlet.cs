using System.Management.Automation;
using DeepWonder3D.Formats;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>A command whose result is a movie of the input's size: held by the module, or written to a file while it is made.</summary>
public abstract class MovieStageCmdlet : NetworkCmdlet
{
    private VolumeFile? _file;

    /// <summary>
    /// A file to write the result to while it is made, or a folder (one that exists, or a path that ends in a separator). Then neither
    /// memory nor a scratch file holds it, however long the movie; the volume that comes out reads from the file.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>The type of the samples in the file; integers are rounded and saturate. Default: 32-bit floats.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<SampleType>))]
    public Choice<SampleType> SampleType { get; set; } = Volumes.SampleType.Float32;

    /// <summary>How samples in the file are compressed, without loss; HDF5 and NWB know Deflate. Default: not at all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<VolumeCompression>))]
    public Choice<VolumeCompression> Compression { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override NetworkOptions NetworkOptions => base.NetworkOptions with { Sink = _file };

    internal override bool Prepare(Volume volume)
    {
        if (OutputPath is null)
        {
            return true;
        }

        string path = FilePaths.Output(this, OutputPath, volume.Name + VolumeWriter.EndingOf(VolumeFormat.Tiff));
        VolumeWriteOptions options =
            new() { Format = VolumeWriter.FormatOf(path), SampleType = SampleType, Compression = Compression, Overwrite = Force };
        _file = new VolumeFile(path, options);
        return ShouldProcess(path, $"Write volume '{volume.Name}'");
    }
}
