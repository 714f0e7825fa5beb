namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>The format of a neuron file.</summary>
public enum NeuronFileFormat
{
    /// <summary>By the file's extension; MATLAB for a folder.</summary>
    Auto,

    /// <summary>MATLAB level 5, in the variables and classes that the published code writes.</summary>
    Mat,

    /// <summary>MATLAB 7.3 (HDF5), in the same variables: for results above 2 GB.</summary>
    Mat73,

    /// <summary>One JSON file with everything.</summary>
    Json,

    /// <summary>A table of neurons, with tables of traces and pixels or detections beside it.</summary>
    Csv,

    /// <summary>A table of traces alone: a row a frame, a column a neuron.</summary>
    TraceTable,

    /// <summary>A zip of NumPy arrays, one a property.</summary>
    Npz,

    /// <summary>
    /// Neurodata Without Borders: plane segmentation and response series; the frame rate must be known where there are traces.
    /// </summary>
    Nwb,

    /// <summary>A folder that suite2p's window and scripts read; neurons of one view.</summary>
    Suite2p,

    /// <summary>A zip of outlines for the ROI Manager of ImageJ and Fiji; neurons in space are points.</summary>
    RoiSet,

    /// <summary>CaImAn's results in HDF5; read only.</summary>
    Caiman,
}
