namespace DeepWonder3D.Formats.NeuronFiles.Npz;

/// <summary>The names of the arrays in a zip of neurons.</summary>
internal static class NpzNames
{
    public const string Ending = ".npy";
    public const string Head = "head";
    public const string Id = "id";
    public const string Row = "row";
    public const string Column = "column";
    public const string Roundness = "roundness";
    public const string Score = "score";
    public const string Snr = "snr";
    public const string XUm = "x_um";
    public const string YUm = "y_um";
    public const string ZUm = "z_um";
    public const string XErrorUm = "x_error_um";
    public const string YErrorUm = "y_error_um";
    public const string ZErrorUm = "z_error_um";
    public const string AgreeingViewCount = "agreeing_view_count";
    public const string Placement = "placement";
    public const string ResidualPx = "residual_px";
    public const string Correlation = "correlation";

    /// <summary>Rows of neuron, row, column.</summary>
    public const string Pixels = "pixels";

    /// <summary>Neurons × frames.</summary>
    public const string Trace = "trace";

    /// <summary>Neurons × frames; NaN for a neuron without.</summary>
    public const string DeltaFOverF = "delta_f_over_f";

    /// <summary>Rows of neuron, view, neuron in that view, row, column.</summary>
    public const string Detections = "detections";

    // One value, or one row of frames, for each of those rows.
    public const string DetectionResidualPx = "detection_residual_px";
    public const string DetectionSnr = "detection_snr";
    public const string DetectionWeight = "detection_weight";
    public const string DetectionTrace = "detection_trace";
}
