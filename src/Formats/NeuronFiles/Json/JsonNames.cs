namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>The names in a JSON file of neurons.</summary>
internal static class JsonNames
{
    public const string Format = "format";
    public const string FormatName = "deepwonder3d-neurons";
    public const string Version = "version";
    public const int NewestVersion = 1;
    public const string Kind = "kind";
    public const string KindView = "view";
    public const string KindSpace = "space";

    public const string Name = "name";
    public const string ViewId = "viewId";
    public const string Height = "height";
    public const string Width = "width";
    public const string FrameCount = "frameCount";
    public const string FrameRate = "frameRate";
    public const string PixelSizeUm = "pixelSizeUm";
    public const string Calibration = "calibration";
    public const string History = "history";
    public const string Neurons = "neurons";

    /// <summary>What hand-labelled regions are called in the files of others.</summary>
    public const string Regions = "regions";

    public const string Id = "id";
    public const string Row = "row";
    public const string Column = "column";
    public const string XUm = "xUm";
    public const string YUm = "yUm";
    public const string ZUm = "zUm";
    public const string Roundness = "roundness";
    public const string Score = "score";
    public const string Snr = "snr";

    /// <summary>What the signal-to-noise ratio is called in files of hand-labelled regions.</summary>
    public const string PeakSnr = "peak_snr";

    public const string XErrorUm = "xErrorUm";
    public const string YErrorUm = "yErrorUm";
    public const string ZErrorUm = "zErrorUm";
    public const string AgreeingViewCount = "agreeingViewCount";
    public const string Placement = "placement";
    public const string ResidualPx = "residualPx";
    public const string Correlation = "correlation";

    /// <summary>Pixels as [row, column] from 0; the same name as in files of hand-labelled regions.</summary>
    public const string Coordinates = "coordinates";

    public const string Trace = "trace";
    public const string Detections = "detections";
    public const string NeuronId = "neuronId";
    public const string Weight = "weight";
    public const string DeltaFOverF = "deltaFOverF";
}
