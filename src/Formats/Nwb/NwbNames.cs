namespace DeepWonder3D.Formats.Nwb;

/// <summary>Names of the Neurodata Without Borders schema that are read and written.</summary>
internal static class NwbNames
{
    public const string Version = "nwb_version";
    public const string Type = "neurodata_type";
    public const string Namespace = "namespace";
    public const string ObjectId = "object_id";
    public const string Core = "core";
    public const string Common = "hdmf-common";

    public const string TwoPhotonSeries = "TwoPhotonSeries";
    public const string OnePhotonSeries = "OnePhotonSeries";
    public const string ImageSeries = "ImageSeries";
    public const string PlaneSegmentation = "PlaneSegmentation";
    public const string TimeIntervals = "TimeIntervals";
    public const string VectorData = "VectorData";
    public const string TableRegion = "DynamicTableRegion";
    public const string RoiResponseSeries = "RoiResponseSeries";

    public const string Data = "data";
    public const string StartingTime = "starting_time";
    public const string Rate = "rate";
    public const string Timestamps = "timestamps";
    public const string ExternalFile = "external_file";
    public const string ImagingPlane = "imaging_plane";
    public const string GridSpacing = "grid_spacing";
    public const string ImagingRate = "imaging_rate";
    public const string Unit = "unit";
    public const string Description = "description";

    /// <summary>Where this program keeps what the recording has gone through.</summary>
    public const string Notes = "/general/notes";
}
