using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx.Editing;

/// <summary>The values of a graph on its way to float16: their types, and under which name each is to be had in either type.</summary>
/// <param name="outer">The values of the graph around it; null for the outermost.</param>
internal sealed class HalfPrecisionValues(HalfPrecisionValues? outer)
{
    private readonly Dictionary<string, OnnxType> _types = [];
    private readonly Dictionary<string, string> _halves = [];
    private readonly Dictionary<string, string> _floats = [];
    private readonly OrderedDictionary<string, TensorProto> _initializers = [];

    /// <summary>Casts to float32 of weights that are stored in float16: written only where float32 is wanted.</summary>
    private readonly Dictionary<string, NodeProto> _waiting = [];

    /// <summary>The graph's new nodes.</summary>
    public List<NodeProto> Nodes { get; } = [];

    public void Declare(string value, OnnxType type) => _types[value] = type;

    /// <summary>Takes weights or another constant.</summary>
    public void Declare(TensorProto initializer)
    {
        _initializers[initializer.Name] = initializer;
        Declare(initializer.Name, initializer.DataType);
    }

    /// <summary>Takes a cast of the original graph.</summary>
    public void DeclareCast(NodeProto cast)
    {
        AttributeProto? wanted = cast.Attribute.FirstOrDefault(attribute => attribute.Name == "to");
        if (wanted is null || cast is not { Input: [var from], Output: [var to] })
        {
            throw new InvalidDataException($"The cast '{cast.Name}' does not say of what, or to what.");
        }

        OnnxType type = (OnnxType)wanted.I;
        Declare(to, type);
        if (type == OnnxType.Float32 && TypeOf(from) == OnnxType.Float16)
        {
            _halves[to] = from;
            _waiting[to] = cast;
            return;
        }

        cast.Input[0] = InFloat(from);
        Nodes.Add(cast);
    }

    public bool IsHalf(string value) => TypeOf(value) == OnnxType.Float16;

    /// <summary>
    /// The type of what an operator yields that is left in float32: that of its first input, but for those that yield sizes or truths.
    /// </summary>
    public OnnxType TypeAfter(string @operator, IReadOnlyList<string> inputs)
    {
        OnnxType type = inputs.Count == 0 ? OnnxType.Int64 : TypeOf(inputs[0]) ?? OnnxType.Float32;
        return @operator is "Shape" or "Size" or "Equal" ? OnnxType.Int64 : type == OnnxType.Float16 ? OnnxType.Float32 : type;
    }

    /// <summary>The name of a value in float16; one that holds no samples keeps its type.</summary>
    public string InHalf(string value)
    {
        if (TypeOf(value) != OnnxType.Float32)
        {
            return value;
        }

        if (Known(value, values => values._halves) is { } known)
        {
            return known;
        }

        string half = value + ".float16";
        if (_initializers.TryGetValue(value, out TensorProto? constant) && !constant.RawData.IsEmpty)
        {
            Declare(Halved(constant, half));
        }
        else
        {
            AddCast(InFloat(value), half, OnnxType.Float16);
        }

        return _halves[value] = half;
    }

    /// <summary>The name of a value in float32; one that holds no samples keeps its type.</summary>
    public string InFloat(string value)
    {
        Settle(value);
        if (TypeOf(value) != OnnxType.Float16)
        {
            return value;
        }

        if (Known(value, values => values._floats) is { } known)
        {
            return known;
        }

        AddCast(value, value + ".float32", OnnxType.Float32);
        return _floats[value] = value + ".float32";
    }

    /// <summary>Writes a cast that has waited, in the graph that it is of.</summary>
    private void Settle(string value)
    {
        if (_waiting.Remove(value, out NodeProto? cast))
        {
            Nodes.Add(cast);
        }

        outer?.Settle(value);
    }

    /// <summary>Adds a cast.</summary>
    public void AddCast(string from, string to, OnnxType type)
    {
        Nodes.Add(NodeProto.Of(to + ".cast", "Cast", [from], to, ("to", (long)type)));
        Declare(to, type);
    }

    /// <summary>The constants that the new nodes, or branches among them, name.</summary>
    public IEnumerable<TensorProto> UsedInitializers()
    {
        HashSet<string> used = [.. Nodes.SelectMany(Inputs)];
        return _initializers.Where(constant => used.Contains(constant.Key)).Select(constant => constant.Value);
    }

    private static IEnumerable<string> Inputs(NodeProto node) =>
        node.Input.Concat(node.Attribute.SelectMany(attribute => attribute.G?.Node ?? []).SelectMany(Inputs));

    private string? Known(string value, Func<HalfPrecisionValues, Dictionary<string, string>> names) =>
        names(this).GetValueOrDefault(value) ?? outer?.Known(value, names);

    private OnnxType? TypeOf(string value) => _types.TryGetValue(value, out OnnxType type) ? type : outer?.TypeOf(value);

    private static TensorProto Halved(TensorProto constant, string name)
    {
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(constant.RawData.Span);
        byte[] bytes = new byte[values.Length * 2];
        Span<Half> halves = MemoryMarshal.Cast<byte, Half>(bytes.AsSpan());
        TensorPrimitives.ConvertToHalf(values, halves);
        return TensorPrimitives.IsFiniteAll<Half>(halves)
            ? new TensorProto(constant) { Name = name, DataType = OnnxType.Float16, RawData = UnsafeByteOperations.UnsafeWrap(bytes) }
            : throw new InvalidDataException($"'{constant.Name}' has values beyond what float16 holds.");
    }
}
