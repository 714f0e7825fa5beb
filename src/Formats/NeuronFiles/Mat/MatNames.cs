namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>The names of variables and fields: the published ones, and ours, which published scripts pass over.</summary>
internal static class MatNames
{
    // Published: neurons of a view.
    public const string Masks = "final_mask_list";
    public const string ContourImage = "final_contours";
    public const string Contours = "contours";
    public const string Value = "value";
    public const string Position = "position";
    public const string RemainPosition = "remain_position";
    public const string Trace = "trace";
    public const string Centroid = "centroid";
    public const string RemainTrace = "remain_trace";
    public const string RemainSrTrace = "remain_sr_trace";

    // Published: neurons in space.
    public const string Positions = "spatial_3D";
    public const string Coordinates = "coords";
    public const string Traces = "all_single_neuron_trace";

    // Published, by the fast-trace mode: views × neurons × frames, and the views' ids.
    public const string ViewTraces = "all_view_traces";
    public const string ViewIds = "view_ids";

    // Ours, of all neurons together.
    public const string Name = "name";
    public const string ViewId = "view_id";
    public const string FrameCount = "frame_count";
    public const string FrameRate = "frame_rate";
    public const string PixelSizeUm = "pixel_size_um";
    public const string History = "history";

    // Ours, one value a neuron.
    public const string NeuronId = "neuron_id";
    public const string Roundness = "roundness";
    public const string Score = "score";
    public const string Snr = "snr";
    public const string XUm = "x_um";
    public const string YUm = "y_um";
    public const string ZUm = "z_um";
    public const string ViewCount = "view_count";
    public const string XErrorUm = "x_error_um";
    public const string YErrorUm = "y_error_um";
    public const string ZErrorUm = "z_error_um";
    public const string AgreeingViewCount = "agreeing_view_count";
    public const string Placement = "placement";
    public const string ResidualPx = "residual_px";
    public const string Correlation = "correlation";

    /// <summary>Neurons × frames; NaN where there is none.</summary>
    public const string DeltaFOverF = "delta_f_over_f";

    /// <summary>Columns: neuron, view, neuron in that view, row, column, residual in pixels, signal-to-noise ratio, weight.</summary>
    public const string Detections = "detections";
}
