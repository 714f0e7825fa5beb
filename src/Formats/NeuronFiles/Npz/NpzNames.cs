namespace DeepWonder3D.Formats.NeuronFiles.Npz;

/// <summary>The names of the arrays in a zip of neurons that are not those of the table of neurons.</summary>
internal static class NpzNames
{
    public const string Ending = ".npy";
    public const string Head = "head";

    /// <summary>When each frame was taken, seconds after the first; only where frames did not come evenly.</summary>
    public const string FrameTimes = "frame_times_s";

    /// <summary>Rows of neuron, row, column.</summary>
    public const string Pixels = "pixels";

    /// <summary>
    /// Rows of the neuron's number and what every detection has; the rest of a detection is one value, or one row of frames, for each of
    /// those rows.
    /// </summary>
    public const string Detections = "detections";
}
