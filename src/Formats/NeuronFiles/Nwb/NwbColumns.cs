namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>The names of what a plane segmentation holds of each neuron: the schema's own, and ours.</summary>
internal static class NwbColumns
{
    public const string Id = "id";
    public const string PixelMask = "pixel_mask";
    public const string ImageMask = "image_mask";
    public const string IndexEnding = "_index";

    public const string Row = "centroid_row";
    public const string Column = "centroid_column";
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
    public const string DetectionView = "detection_view";
    public const string DetectionNeuron = "detection_neuron";
    public const string DetectionRow = "detection_row";
    public const string DetectionColumn = "detection_column";
    public const string DetectionResidualPx = "detection_residual_px";
    public const string DetectionSnr = "detection_snr";
    public const string DetectionWeight = "detection_weight";

    public const string Module = "ophys";
    public const string Segmentation = "ImageSegmentation";
    public const string Fluorescence = "Fluorescence";
    public const string DeltaFOverF = "DfOverF";

    /// <summary>What stands between the name of a response series and the view that it is of.</summary>
    public const string OfView = "_view_";
}
