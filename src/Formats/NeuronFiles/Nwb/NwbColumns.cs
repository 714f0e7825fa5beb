namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>The names in a plane segmentation and around it that are not those of the table of neurons.</summary>
internal static class NwbColumns
{
    public const string Id = "id";
    public const string PixelMask = "pixel_mask";
    public const string ImageMask = "image_mask";
    public const string IndexEnding = "_index";

    public const string Label = "label";

    public const string Module = "ophys";
    public const string Segmentation = "ImageSegmentation";
    public const string Fluorescence = "Fluorescence";

    /// <summary>The container that suite2p puts its events in.</summary>
    public const string Deconvolved = "Deconvolved";

    /// <summary>The container of summary images, and the mean of the recording in it.</summary>
    public const string Images = "SummaryImages";
    public const string Mean = "mean";

    /// <summary>Ours: the events one by one.</summary>
    public const string Events = "Events";

    /// <summary>What stands between the name of a response series and the view that it is of.</summary>
    public const string OfView = "_view_";
}
