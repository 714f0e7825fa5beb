using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepWonder3D.Models.Onnx;

/// <summary>A network being put together, operator by operator. Values are known by their names; what is added first is written first.</summary>
/// <param name="name">The graph's name.</param>
/// <param name="prefix">What the names of its values begin with: a branch sees the values of the graph around it, and must not hide any.</param>
internal sealed class OnnxGraph(string name, string prefix = "")
{
    /// <summary>Operators are those of opset 17; every ONNX Runtime since 1.12 (and the checker of ONNX 1.12) knows it.</summary>
    public const int Opset = 17;

    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];
    private readonly List<OnnxNode> _nodes = [];
    private readonly OrderedDictionary<string, ProtobufMessage> _constants = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Adds an input.</summary>
    /// <returns>The value's name.</returns>
    public string AddInput(string input, OnnxType type, params OnnxDimension[] shape)
    {
        _inputs.Add(new OnnxValue(input, type, shape));
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
        AddNode("If", [condition], ("then_branch", then.ToProtobuf()), ("else_branch", otherwise.ToProtobuf()));

    /// <summary>Makes a float32 value an output of the graph under a name of its own.</summary>
    public void AddOutput(string output, string value, params OnnxDimension[] shape)
    {
        output = prefix + output;
        _nodes.Add(new OnnxNode(output, "Identity", [value], output, []));
        _outputs.Add(new OnnxValue(output, OnnxType.Float32, shape));
    }

    /// <summary>
    /// Adds weights. Those that half precision holds exactly are stored in it, in half the space, and widened when the model is loaded: no number changes.
    /// </summary>
    /// <returns>The value's name.</returns>
    public string AddWeights(string weights, Tensor tensor)
    {
        weights = prefix + weights;
        if (!HalvesHold(tensor.Data))
        {
            byte[] raw = MemoryMarshal.AsBytes(tensor.Data.AsSpan()).ToArray();
            _constants.Add(weights, Constant(weights, OnnxType.Float32, tensor.Shape, raw));
            return weights;
        }

        Half[] halves = new Half[tensor.Data.Length];
        TensorPrimitives.ConvertToHalf(tensor.Data, halves);
        string stored = weights + ".half";
        _constants.Add(stored, Constant(stored, OnnxType.Float16, tensor.Shape, MemoryMarshal.AsBytes(halves.AsSpan()).ToArray()));
        _nodes.Add(new OnnxNode(weights, "Cast", [stored], weights, [("to", (long)OnnxType.Float32)]));
        return weights;
    }

    /// <summary>Adds a short list of integers, such as axes or sizes, once for all its users.</summary>
    /// <returns>The value's name.</returns>
    public string AddIntegers(params long[] values)
    {
        string constant = prefix + "integers_" + string.Join('_', values);
        _constants.TryAdd(constant, Constant(constant, OnnxType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));
        return constant;
    }

    /// <summary>Adds a short list of numbers, such as scales, once for all its users.</summary>
    /// <returns>The value's name.</returns>
    public string AddNumbers(params float[] values)
    {
        string constant = prefix + "numbers_" + string.Join('_', values.Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        _constants.TryAdd(constant, Constant(constant, OnnxType.Float32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));
        return constant;
    }

    /// <summary>Adds an operator.</summary>
    /// <returns>The name of the value that it yields.</returns>
    public string AddNode(string @operator, string[] inputs, params OnnxAttribute[] attributes)
    {
        int number = _counts[@operator] = _counts.GetValueOrDefault(@operator) + 1;
        string node = $"{prefix}{@operator}_{number}";
        _nodes.Add(new OnnxNode(node, @operator, inputs, node, attributes));
        return node;
    }

    /// <summary>GraphProto.</summary>
    public ProtobufMessage ToProtobuf()
    {
        ProtobufMessage message = new();
        _nodes.ForEach(node => message.Message(1, node.ToProtobuf()));
        message.Text(2, name);
        foreach (ProtobufMessage constant in _constants.Values)
        {
            message.Message(5, constant);
        }

        _inputs.ForEach(input => message.Message(11, input.ToProtobuf()));
        _outputs.ForEach(output => message.Message(12, output.ToProtobuf()));
        return message;
    }

    private static bool HalvesHold(float[] values) => Array.TrueForAll(values, value => (float)(Half)value == value);

    /// <summary>TensorProto; ONNX stores samples little-endian, as every platform of .NET does.</summary>
    private static ProtobufMessage Constant(string name, OnnxType type, long[] shape, byte[] raw)
    {
        ProtobufMessage message = new();
        foreach (long length in shape)
        {
            message.Integer(1, length);
        }

        return message.Integer(2, (long)type).Text(8, name).Bytes(9, raw);
    }
}
