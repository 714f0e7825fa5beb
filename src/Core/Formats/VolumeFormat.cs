namespace DeepWonder3D.Formats;

/// <summary>The file formats of volumes.</summary>
public enum VolumeFormat
{
    /// <summary>A multi-page TIFF; BigTIFF where 4 GB do not suffice.</summary>
    Tiff,
}
