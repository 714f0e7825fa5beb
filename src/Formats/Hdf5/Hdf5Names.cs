namespace DeepWonder3D.Formats.Hdf5;

/// <summary>The names in the HDF5 files of recordings that this program writes.</summary>
internal static class Hdf5Names
{
    /// <summary>The dataset.</summary>
    public const string Data = "data";

    // Its attributes.
    public const string Axes = "axes";
    public const string FrameRate = "frame_rate";
    public const string PixelSizeUm = "pixel_size_um";
    public const string PlaneStepUm = "plane_step_um";
    public const string Provenance = "provenance";

    /// <summary>Depth, height and width of a voxel, as ilastik and BigDataViewer write them.</summary>
    public const string ElementSizeUm = "element_size_um";
}
