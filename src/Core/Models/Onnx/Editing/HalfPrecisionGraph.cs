using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx.Editing;

/// <summary>
/// One graph, or branch of a graph, on its way to float16: it is written anew node by node, with casts where a value is wanted in the other
/// type.
/// </summary>
internal sealed class HalfPrecisionGraph
{
    private const string Choice = "If";

    /// <summary>Where the arithmetic is.</summary>
    private static readonly HashSet<string> s_convolutions = ["Conv", "ConvTranspose"];

    /// <summary>What takes float16 and float32 alike; the rest (means, logarithms, roots and what is not known) stays in float32.</summary>
    private static readonly HashSet<string> s_either =
    [
        "Add", "AveragePool", "Concat", "DepthToSpace", "Gather", "Identity", "MaxPool", "Pad", "Relu", "Reshape", "Resize", "Slice",
        "Squeeze", "Transpose", "Unsqueeze",
    ];

    private readonly GraphProto _graph;
    private readonly HalfPrecisionValues _values;
    private readonly HashSet<string> _outputs;
    private readonly bool _isBranch;

    /// <param name="graph">The graph.</param>
    /// <param name="outer">The values of the graph around it; null for the outermost.</param>
    public HalfPrecisionGraph(GraphProto graph, HalfPrecisionValues? outer)
    {
        _graph = graph;
        _isBranch = outer is not null;
        _values = new HalfPrecisionValues(outer);
        _outputs = [.. graph.Output.Select(output => output.Name)];
    }

    /// <summary>Makes the graph one in float16.</summary>
    public void Convert()
    {
        foreach (ValueInfoProto input in _graph.Input)
        {
            _values.Declare(input.Name, Elements(input).ElemType);
        }

        foreach (TensorProto initializer in _graph.Initializer)
        {
            _values.Declare(initializer);
        }

        foreach (NodeProto node in _graph.Node)
        {
            Convert(node);
        }

        TensorProto[] used = [.. _values.UsedInitializers()];
        _graph.Node.Clear();
        _graph.Node.Add(_values.Nodes);
        _graph.Initializer.Clear();
        _graph.Initializer.Add(used);
        _graph.ValueInfo.Clear();
        if (_isBranch)
        {
            foreach (ValueInfoProto output in _graph.Output)
            {
                Elements(output).ElemType = OnnxType.Float16;
            }
        }
    }

    private void Convert(NodeProto node)
    {
        string kind = node.OpType;
        string[] inputs = [.. node.Input];
        if (kind == "Cast")
        {
            _values.DeclareCast(node);
            return;
        }

        bool half = s_convolutions.Contains(kind) || (s_either.Contains(kind) && Samples(kind, inputs).Any(_values.IsHalf));
        for (int i = 0; i < inputs.Length; i++)
        {
            node.Input[i] = half && i < SampleCount(kind, inputs) ? _values.InHalf(inputs[i]) : _values.InFloat(inputs[i]);
        }

        OnnxType type = half ? OnnxType.Float16 : _values.TypeAfter(kind, inputs);
        if (kind == Choice)
        {
            foreach (AttributeProto branch in node.Attribute.Where(attribute => attribute.G is not null))
            {
                new HalfPrecisionGraph(branch.G, _values).Convert();
            }

            type = OnnxType.Float16;
        }

        Emit(node, type);
    }

    /// <summary>Adds a node. An output of the whole network is float32, one of a branch float16, whatever the node yields.</summary>
    private void Emit(NodeProto node, OnnxType type)
    {
        OnnxType wanted = _isBranch ? OnnxType.Float16 : OnnxType.Float32;
        bool isSamples = type is OnnxType.Float16 or OnnxType.Float32;
        List<(string From, string To)> casts = [];
        for (int i = 0; i < node.Output.Count; i++)
        {
            if (isSamples && type != wanted && _outputs.Contains(node.Output[i]))
            {
                casts.Add((node.Output[i] + ".raw", node.Output[i]));
                node.Output[i] += ".raw";
            }

            _values.Declare(node.Output[i], type);
        }

        _values.Nodes.Add(node);
        casts.ForEach(cast => _values.AddCast(cast.From, cast.To, wanted));
    }

    /// <summary>The inputs that hold samples; those after them are sizes, scales and the like, which have types of their own.</summary>
    private static IEnumerable<string> Samples(string kind, IReadOnlyList<string> inputs) => inputs.Take(SampleCount(kind, inputs));

    private static int SampleCount(string kind, IReadOnlyList<string> inputs) => kind switch
    {
        "Gather" or "Reshape" or "Resize" or "Slice" or "Squeeze" or "Unsqueeze" => 1,
        _ => inputs.Count,
    };

    private static TypeProto.Types.Tensor Elements(ValueInfoProto value) =>
        value.Type?.TensorType ?? throw new InvalidDataException($"'{value.Name}' is no array of numbers.");
}

/// <summary>
/// Makes a network compute in float16 that was written to compute in float32. Inputs and outputs stay float32. Convolutions are in float16,
/// and so is what follows them until an operator that loses too much there (or is not known to take it), which is given float32 as before.
/// </summary>
internal static class HalfPrecisionPass
{
    /// <summary>The same model in float16.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <exception cref="InvalidDataException">It is no ONNX model, or a weight is beyond what float16 holds.</exception>
    /// <exception cref="InvalidProtocolBufferException">It is damaged.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> model)
    {
        ModelProto file = ModelProto.Parser.ParseFrom(model);
        new HalfPrecisionGraph(file.Graph ?? throw new InvalidDataException("It holds no network."), outer: null).Convert();
        return file.ToByteArray();
    }
}
