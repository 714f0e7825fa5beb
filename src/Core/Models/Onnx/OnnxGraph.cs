using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Dimension = DeepWonder3D.Models.Onnx.TensorShapeProto.Types.Dimension;

namespace DeepWonder3D.Models.Onnx;

/// <summary>
/// A network being put together, operator by operator. Values are known by their names; what is added first is written first.
/// </summary>
/// <param name="name">The graph's name.</param>
/// <param name="prefix">
/// What the names of its values begin with: a branch sees the values of the graph around it, and must not hide any.
/// </param>
internal sealed class OnnxGraph(string name, string prefix = "")
{
    /// <summary>Operators are those of opset 17; every ONNX Runtime since 1.12 (and the checker of ONNX 1.12) knows it.</summary>
    public const int Opset = 17;

    private readonly HashSet<string> _constants = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The graph as it stands in a file.</summary>
    public GraphProto Proto { get; } = new() { Name = name };

    /// <summary>Adds an input.</summary>
    /// <returns>The value's name.</returns>
    public string AddInput(string input, OnnxType type, params Dimension[] shape)
    {
        Proto.Input.Add(Value(input, type, shape));
        return input;
    }

    /// <summary>A graph that is run where a condition holds: it sees this graph's values, and its own are hidden from it.</summary>
    public static OnnxGraph Branch(string branch) => new(branch, branch + ".");

    /// <summary>Adds the choice between two branches with one output each.</summary>
    /// <param name="condition">A boolean value of one element.</param>
    /// <param name="then">What is run where it holds.</param>
    /// <param name="otherwise">What is run where it does not.</param>
    /// <returns>The name of the value that the branch yields.</returns>
    public string AddChoice(string condition, OnnxGraph then, OnnxGraph otherwise) =>
        AddNode("If", [condition], ("then_branch", then.Proto), ("else_branch", otherwise.Proto));

    /// <summary>Makes a float32 value an output of the graph under a name of its own.</summary>
    public void AddOutput(string output, string value, params Dimension[] shape)
    {
        output = prefix + output;
        Proto.Node.Add(NodeProto.Of(output, "Identity", [value], output));
        Proto.Output.Add(Value(output, OnnxType.Float32, shape));
    }

    /// <summary>
    /// Adds weights. Those that half precision holds exactly are stored in it, in half the space, and widened when the model is loaded: no
    /// number changes.
    /// </summary>
    /// <returns>The value's name.</returns>
    public string AddWeights(string weights, Tensor tensor)
    {
        weights = prefix + weights;
        if (!HalvesHold(tensor.Data))
        {
            return AddConstant(weights, OnnxType.Float32, tensor.Shape, MemoryMarshal.AsBytes(tensor.Data.AsSpan()));
        }

        Half[] halves = new Half[tensor.Data.Length];
        TensorPrimitives.ConvertToHalf(tensor.Data, halves);
        string stored = AddConstant(weights + ".half", OnnxType.Float16, tensor.Shape, MemoryMarshal.AsBytes(halves.AsSpan()));
        Proto.Node.Add(NodeProto.Of(weights, "Cast", [stored], weights, ("to", (long)OnnxType.Float32)));
        return weights;
    }

    /// <summary>Adds a short list of integers, such as axes or sizes, once for all its users.</summary>
    /// <returns>The value's name.</returns>
    public string AddIntegers(params long[] values)
    {
        string constant = prefix + "integers_" + string.Join('_', values);
        return AddConstant(constant, OnnxType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()));
    }

    /// <summary>Adds a short list of numbers, such as scales, once for all its users.</summary>
    /// <returns>The value's name.</returns>
    public string AddNumbers(params float[] values)
    {
        string constant =
            prefix + "numbers_" + string.Join('_', values.Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return AddConstant(constant, OnnxType.Float32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()));
    }

    /// <summary>Adds an operator.</summary>
    /// <returns>The name of the value that it yields.</returns>
    public string AddNode(string @operator, string[] inputs, params AttributeProto[] attributes)
    {
        int number = _counts[@operator] = _counts.GetValueOrDefault(@operator) + 1;
        string node = $"{prefix}{@operator}_{number}";
        Proto.Node.Add(NodeProto.Of(node, @operator, inputs, node, attributes));
        return node;
    }

    private static bool HalvesHold(float[] values) => Array.TrueForAll(values, value => (float)(Half)value == value);

    /// <summary>Adds a constant, once for its name; ONNX stores samples little-endian, as every platform of .NET does.</summary>
    private string AddConstant(string constant, OnnxType type, long[] shape, ReadOnlySpan<byte> samples)
    {
        if (_constants.Add(constant))
        {
            ByteString raw = ByteString.CopyFrom(samples);
            Proto.Initializer.Add(new TensorProto { Name = constant, DataType = type, Dims = { shape }, RawData = raw });
        }

        return constant;
    }

    private static ValueInfoProto Value(string value, OnnxType type, Dimension[] shape)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = type, Shape = new TensorShapeProto { Dim = { shape } } };
        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = tensor } };
    }
}

/// <summary>A fixed setting of an operator: an integer, integers, a text, or a graph.</summary>
internal sealed partial class AttributeProto
{
    public static implicit operator AttributeProto((string Name, long Value) attribute) =>
        new() { Name = attribute.Name, I = attribute.Value, Type = Types.AttributeType.Int };

    public static implicit operator AttributeProto((string Name, long[] Values) attribute) =>
        new() { Name = attribute.Name, Ints = { attribute.Values }, Type = Types.AttributeType.Ints };

    public static implicit operator AttributeProto((string Name, string Value) attribute) =>
        new() { Name = attribute.Name, S = ByteString.CopyFromUtf8(attribute.Value), Type = Types.AttributeType.String };

    public static implicit operator AttributeProto((string Name, GraphProto Graph) attribute) =>
        new() { Name = attribute.Name, G = attribute.Graph, Type = Types.AttributeType.Graph };
}

/// <summary>One operator of a graph. An input that is left out has an empty name.</summary>
internal sealed partial class NodeProto
{
    /// <summary>An operator with one output.</summary>
    public static NodeProto Of(string name, string @operator, string[] inputs, string output, params AttributeProto[] attributes) =>
        new() { Name = name, OpType = @operator, Input = { inputs }, Output = { output }, Attribute = { attributes } };
}

internal sealed partial class TensorShapeProto
{
    public static partial class Types
    {
        /// <summary>The length of an axis: a number, or a name where any length will do.</summary>
        internal sealed partial class Dimension
        {
            public static implicit operator Dimension(long length) => new() { DimValue = length };

            public static implicit operator Dimension(string symbol) => new() { DimParam = symbol };
        }
    }
}
