using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks.Enlarging;

/// <summary>Bilinear interpolation of planes between pixel centres, without smoothing first.</summary>
internal static class PlaneInterpolation
{
    /// <summary>To so many times the height and width.</summary>
    public static string ByFactor(OnnxGraph graph, string planes, float factor) =>
        graph.AddNode(
            "Resize",
            [planes, "", graph.AddNumbers(1, 1, factor, factor)],
            ("mode", "linear"),
            ("coordinate_transformation_mode", "half_pixel"));

    /// <summary>To the height and width that a value of the graph says.</summary>
    public static string ToSize(OnnxGraph graph, string planes, string size)
    {
        string channels = graph.AddNode("Shape", [planes], ("start", 0), ("end", 2));
        string sizes = graph.AddNode("Concat", [channels, size], ("axis", 0));
        return graph.AddNode("Resize", [planes, "", "", sizes], ("mode", "linear"), ("coordinate_transformation_mode", "half_pixel"));
    }
}
