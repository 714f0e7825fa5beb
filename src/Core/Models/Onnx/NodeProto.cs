namespace DeepWonder3D.Models.Onnx;

/// <summary>One operator of a graph. An input that is left out has an empty name.</summary>
internal sealed partial class NodeProto
{
    /// <summary>An operator with one output.</summary>
    public static NodeProto Of(string name, string @operator, string[] inputs, string output, params AttributeProto[] attributes) =>
        new() { Name = name, OpType = @operator, Input = { inputs }, Output = { output }, Attribute = { attributes } };
}
