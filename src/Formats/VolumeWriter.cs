using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Formats.Tiff;
using DeepWonder3D.Formats.Tiff.Descriptions;

namespace DeepWonder3D.Formats;

/// <summary>Writes volumes in every format that is written.</summary>
public static class VolumeWriter
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
    /// <param name="volume">The volume.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <param name="observer">Told of progress; null for nobody.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="DeepWonderException">The file exists, cannot be written, or the disk is full.</exception>
    public static void Write(
        Volume volume,
        string path,
        VolumeWriteOptions? options = null,
        IStageObserver? observer = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        options ??= VolumeWriteOptions.Default;
        observer ??= SilentObserver.Instance;
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
