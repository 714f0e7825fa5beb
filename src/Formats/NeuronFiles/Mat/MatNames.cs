namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>
/// The names of variables and fields: the published ones, and ours, which published scripts pass over. Those of numbers and series stand in
/// the table of neurons.
/// </summary>
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

    // Published, by the fast-trace mode: views × neurons × frames, and the views' ids.
    public const string ViewTraces = "all_view_traces";
    public const string ViewIds = "view_ids";

    // Ours, of all neurons together.
    public const string Name = "name";
    public const string ViewId = "view_id";
    public const string FrameCount = "frame_count";
    public const string FrameRate = "frame_rate";
    public const string FrameTimes = "frame_times_s";
    public const string PixelSizeUm = "pixel_size_um";
    public const string PixelAspect = "pixel_aspect";
    public const string History = "history";
    public const string Labels = "labels";
    public const string Picture = "mean_picture";

    /// <summary>Ours: a row a detection, of the neuron's number and what <see cref="Quantities.NeuronTable.Detections"/> lists.</summary>
    public const string Detections = "detections";
}
