using DeepWonder3D.Volumes;

namespace DeepWonder3D.Formats;

/// <summary>How a volume is written.</summary>
public sealed record VolumeWriteOptions
{
    /// <summary>In the format of the file's name, with the volume's own samples, not compressed.</summary>
    public static readonly VolumeWriteOptions Default = new();

    /// <summary>The file's format; null: by the file name's ending.</summary>
    public VolumeFormat? Format { get; init; }

    /// <summary>The type of the samples in the file; null: the volume's own. Integers round and saturate.</summary>
    public SampleType? SampleType { get; init; }

    /// <summary>How samples are compressed, without loss.</summary>
    public VolumeCompression Compression { get; init; }

    /// <summary>A TIFF that may become larger than this is a BigTIFF; a classic one cannot be.</summary>
    public long ClassicTiffLimit { get; init; } = uint.MaxValue;

    /// <summary>Whether a file of that name may be replaced.</summary>
    public bool Overwrite { get; init; }
}
