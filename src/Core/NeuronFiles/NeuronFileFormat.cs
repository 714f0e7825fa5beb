namespace DeepWonder3D.NeuronFiles;

/// <summary>The format of a neuron file.</summary>
public enum NeuronFileFormat
{
    /// <summary>By the file's extension; MATLAB for a folder.</summary>
    Auto,

    /// <summary>MATLAB level 5, in the variables and classes that the published code writes.</summary>
    Mat,

    /// <summary>One JSON file with everything.</summary>
    Json,

    /// <summary>A table of neurons, with tables of traces and pixels or detections beside it.</summary>
    Csv,
}
