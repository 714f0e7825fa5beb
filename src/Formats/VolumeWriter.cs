using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Formats.Tiff;
using DeepWonder3D.Formats.Tiff.Descriptions;

namespace DeepWonder3D.Formats;

/// <summary>Writes volumes in every format that is written.</summary>
internal static class VolumeWriter
{
    /// <summary>The format that a file's name stands for.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.UnknownFormat"/>.</exception>
    public static VolumeFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".TIF" or ".TIFF" when Path.GetFileNameWithoutExtension(path).EndsWith(".ome", StringComparison.OrdinalIgnoreCase) =>
            VolumeFormat.OmeTiff,
        ".TIF" or ".TIFF" => VolumeFormat.Tiff,
        ".H5" or ".HDF5" or ".HDF" => VolumeFormat.Hdf5,
        ".NWB" => VolumeFormat.Nwb,
        _ => throw new DeepWonderException(
            ErrorId.UnknownFormat,
            $"The name of '{path}' stands for no format that is written.",
            path,
            "End the name in .tif, .ome.tif, .h5 or .nwb, or give -Format."),
    };

    /// <summary>The ending of a format's file names.</summary>
    public static string EndingOf(VolumeFormat format) => format switch
    {
        VolumeFormat.Tiff => ".tif",
        VolumeFormat.OmeTiff => ".ome.tif",
        VolumeFormat.Hdf5 => ".h5",
        VolumeFormat.Nwb => ".nwb",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>Writes a volume. The file appears under its name when it is whole; on failure or cancellation nothing is left.</summary>
    /// <exception cref="DeepWonderException">The file exists, cannot be written, or the disk is full.</exception>
    public static void Write(
        Volume volume, string path, VolumeWriteOptions options, IStageObserver observer, CancellationToken cancellationToken)
    {
        switch (options.Format ?? FormatOf(path))
        {
            case VolumeFormat.Tiff:
                TiffWriter.Write(volume, path, options, TiffScale.Description(volume), observer, cancellationToken);
                break;
            case VolumeFormat.OmeTiff:
                TiffWriter.Write(
                    volume,
                    path,
                    options,
                    OmeXml.Description(volume, options.SampleType ?? volume.SampleType),
                    observer,
                    cancellationToken);
                break;
            case VolumeFormat.Hdf5:
                Hdf5VolumeWriter.Write(volume, path, options, observer, cancellationToken);
                break;
            case VolumeFormat.Nwb:
                NwbVolumeWriter.Write(volume, path, options, observer, cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Format, null);
        }
    }
}

/// <summary>How a volume is written.</summary>
internal sealed record VolumeWriteOptions
{
    public static readonly VolumeWriteOptions Default = new();

    /// <summary>The file's format; null: by the file name's ending.</summary>
    public VolumeFormat? Format { get; init; }

    /// <summary>The type of the samples in the file; null: the volume's own. Integers round and saturate.</summary>
    public SampleType? SampleType { get; init; }

    public VolumeCompression Compression { get; init; }

    /// <summary>A TIFF that may become larger than this is a BigTIFF; a classic one cannot be.</summary>
    public long ClassicTiffLimit { get; init; } = uint.MaxValue;

    /// <summary>Whether a file of that name may be replaced.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>A file that a stage writes its result to while it runs.</summary>
/// <param name="Path">The file.</param>
/// <param name="Options">How it is written.</param>
internal sealed record VolumeFile(string Path, VolumeWriteOptions Options) : IVolumeSink
{
    /// <inheritdoc/>
    public Volume Write(Volume volume, CancellationToken token)
    {
        VolumeWriter.Write(volume, Path, Options, SilentObserver.Instance, token);
        return VolumeReader.Open(Path, VolumeReadOptions.Default, token);
    }
}
