namespace DeepWonder3D.Models.Onnx.Editing;

/// <summary>One graph, or branch of a graph, on its way to float16: it is written anew node by node, with casts where a value is wanted in the other type.</summary>
internal sealed class HalfPrecisionGraph
{
    private const int NodeField = 1;
    private const int InitializerField = 5;
    private const int InputField = 11;
    private const int OutputField = 12;
    private const int ValueInfoField = 13;

    private const string Choice = "If";

    /// <summary>Where the arithmetic is.</summary>
    private static readonly HashSet<string> s_convolutions = ["Conv", "ConvTranspose"];

    /// <summary>What takes float16 and float32 alike; the rest (means, logarithms, roots and what is not known) stays in float32.</summary>
    private static readonly HashSet<string> s_either =
    [
        "Add", "AveragePool", "Concat", "DepthToSpace", "Gather", "Identity", "MaxPool", "Pad", "Relu", "Reshape", "Resize", "Slice", "Squeeze", "Transpose", "Unsqueeze",
    ];

    private readonly ProtobufRecord _graph;
    private readonly HalfPrecisionValues _values;
    private readonly HashSet<string> _outputs;
    private readonly bool _isBranch;

    /// <param name="graph">The graph.</param>
    /// <param name="outer">The values of the graph around it; null for the outermost.</param>
    public HalfPrecisionGraph(ProtobufRecord graph, HalfPrecisionValues? outer)
    {
        _graph = graph;
        _isBranch = outer is not null;
        _values = new HalfPrecisionValues(outer);
        _outputs = [.. graph.Messages(OutputField).Select(output => output.Text(1))];
    }

    /// <summary>The graph in float16.</summary>
    public ProtobufRecord Convert()
    {
        foreach (ProtobufRecord input in _graph.Messages(InputField))
        {
            _values.Declare(input.Text(1), ElementType(input));
        }

        foreach (ProtobufRecord initializer in _graph.Messages(InitializerField))
        {
            _values.Declare(initializer);
        }

        foreach (ProtobufRecord node in _graph.Messages(NodeField))
        {
            Convert(node);
        }

        _graph.Replace(NodeField, _values.Nodes);
        _graph.Replace(InitializerField, _values.UsedInitializers());
        _graph.Replace(ValueInfoField, Array.Empty<ProtobufRecord>());
        if (_isBranch)
        {
            _graph.Replace(OutputField, _graph.Messages(OutputField).Select(InHalf));
        }

        return _graph;
    }

    private void Convert(ProtobufRecord node)
    {
        string kind = node.Text(OnnxFields.NodeOperator);
        IReadOnlyList<string> inputs = node.Texts(OnnxFields.NodeInput);
        if (kind == "Cast")
        {
            _values.DeclareCast(node, inputs[0], node.Texts(OnnxFields.NodeOutput)[0]);
            return;
        }

        bool half = s_convolutions.Contains(kind) || (s_either.Contains(kind) && Samples(kind, inputs).Any(_values.IsHalf));
        IEnumerable<string> wanted = inputs.Select((input, i) => half && i < SampleCount(kind, inputs) ? _values.InHalf(input) : _values.InFloat(input));
        node.Replace(OnnxFields.NodeInput, [.. wanted]);
        OnnxType type = half ? OnnxType.Float16 : _values.TypeAfter(kind, inputs);
        if (kind == Choice)
        {
            ConvertBranches(node);
            type = OnnxType.Float16;
        }

        Emit(node, type);
    }

    private void ConvertBranches(ProtobufRecord node) => node.Replace(OnnxFields.NodeAttribute, [.. node.Messages(OnnxFields.NodeAttribute).Select(attribute =>
    {
        if (!attribute.Bytes(OnnxFields.AttributeGraph).IsEmpty)
        {
            attribute.Replace(OnnxFields.AttributeGraph, [new HalfPrecisionGraph(attribute.Messages(OnnxFields.AttributeGraph)[0], _values).Convert()]);
        }

        return attribute;
    })]);

    /// <summary>Adds a node. An output of the whole network is float32, one of a branch float16, whatever the node yields.</summary>
    private void Emit(ProtobufRecord node, OnnxType type)
    {
        string[] outputs = [.. node.Texts(OnnxFields.NodeOutput)];
        OnnxType wanted = _isBranch ? OnnxType.Float16 : OnnxType.Float32;
        bool isSamples = type is OnnxType.Float16 or OnnxType.Float32;
        List<(string From, string To)> casts = [];
        for (int i = 0; i < outputs.Length; i++)
        {
            if (isSamples && type != wanted && _outputs.Contains(outputs[i]))
            {
                casts.Add((outputs[i] + ".raw", outputs[i]));
                outputs[i] += ".raw";
            }

            _values.Declare(outputs[i], type);
        }

        node.Replace(OnnxFields.NodeOutput, outputs);
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

    private static OnnxType ElementType(ProtobufRecord value) => (OnnxType)value.Messages(2)[0].Messages(1)[0].Integer(1);

    private static ProtobufRecord InHalf(ProtobufRecord value)
    {
        ProtobufRecord type = value.Messages(2)[0];
        ProtobufRecord tensor = type.Messages(1)[0];
        tensor.Replace(1, (long)OnnxType.Float16);
        type.Replace(1, [tensor]);
        value.Replace(2, [type]);
        return value;
    }
}
