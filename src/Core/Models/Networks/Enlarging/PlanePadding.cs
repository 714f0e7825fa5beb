using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks.Enlarging;

/// <summary>
/// Pads planes of any size to a multiple, by replicating the last row and column, for a network that needs it, and crops what it yields.
/// </summary>
internal sealed class PlanePadding(OnnxGraph graph)
{
    /// <summary>Applies a network to a padded plane.</summary>
    /// <param name="x">The plane, axes batch, channel, H, W.</param>
    /// <param name="multiple">What height and width are padded to a multiple of.</param>
    /// <param name="swapped">Pads the rows by what the columns lack, and the columns by what the rows lack.</param>
    /// <param name="network">What is applied.</param>
    public FeatureMap Around(FeatureMap x, long multiple, bool swapped, Func<FeatureMap, FeatureMap> network)
    {
        string size = graph.AddNode("Shape", [x.Value], ("start", 2), ("end", 4));
        string lacking = graph.AddNode("Mod", [graph.AddNode("Neg", [size]), graph.AddIntegers(multiple)]);
        if (swapped)
        {
            lacking = graph.AddNode("Gather", [lacking, graph.AddIntegers(1, 0)], ("axis", 0));
        }

        // Begins of all four axes, then their ends.
        string pads = graph.AddNode("Concat", [graph.AddIntegers(0, 0, 0, 0, 0, 0), lacking], ("axis", 0));
        FeatureMap padded = x with { Value = graph.AddNode("Pad", [x.Value, pads], ("mode", "edge")) };
        FeatureMap y = network(padded);
        string[] crop = [y.Value, graph.AddIntegers(0, 0), size, graph.AddIntegers(2, 3)];
        return y with { Value = graph.AddNode("Slice", crop) };
    }
}
