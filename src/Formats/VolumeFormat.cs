namespace DeepWonder3D.Formats;

/// <summary>The file formats of volumes.</summary>
public enum VolumeFormat
{
    /// <summary>A multi-page TIFF; BigTIFF where 4 GB do not suffice.</summary>
    Tiff,

    /// <summary>A TIFF with OME-XML, for Bio-Formats, OMERO and QuPath.</summary>
    OmeTiff,

    /// <summary>HDF5: the dataset <c>data</c>, a plane a chunk, with scales and history as attributes.</summary>
    Hdf5,

    /// <summary>Neurodata Without Borders: a series of two-photon images; the frame rate must be known.</summary>
    Nwb,
}
