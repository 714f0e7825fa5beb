using System.Buffers.Binary;
using System.Text;

namespace DeepWonder3D.Tests.Models;

/// <summary>Writes pickles instruction by instruction, sound ones and hostile ones.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [];

    public static PickleWriter Protocol2() => new PickleWriter().Raw(0x80, 2);

    public PickleWriter Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleWriter Op(char opcode) => Raw((byte)opcode);

    public PickleWriter Global(string module, string name) => Raw([(byte)'c', .. Encoding.UTF8.GetBytes($"{module}\n{name}\n")]);

    public PickleWriter Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Raw([(byte)'X', .. length, .. utf8]);
    }

    /// <summary>LONG1 with eight bytes, which holds every number.</summary>
    public PickleWriter Integer(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw([0x8A, 8, .. bytes]);
    }

    public PickleWriter Tuple(params long[] values)
    {
        Op('(');
        foreach (long value in values)
        {
            Integer(value);
        }

        return Op('t');
    }

    public PickleWriter OrderedDictionary() => Global("collections", "OrderedDict").Op(')').Op('R');

    /// <summary>The reference to a storage, as torch.save writes it.</summary>
    public PickleWriter Storage(string key, long count, string type = "FloatStorage") =>
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cuda:0").Integer(count).Op('t').Op('Q');

    /// <summary>A tensor, as torch.save writes it.</summary>
    public PickleWriter Tensor(TestTensor tensor, string key) =>
        Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage(key, tensor.AnnouncedCount ?? tensor.Count, tensor.Type)
            .Integer(tensor.Offset).Tuple(tensor.Shape).Tuple(tensor.Strides).Raw(0x89).OrderedDictionary().Op('t').Op('R');

    /// <summary>The whole state dictionary, with state set on it as PyTorch does.</summary>
    public static byte[] StateDictionary(IEnumerable<TestTensor> tensors)
    {
        PickleWriter writer = Protocol2().OrderedDictionary().Op('(');
        int key = 0;
        foreach (TestTensor tensor in tensors)
        {
            writer.Text(tensor.Name).Tensor(tensor, key++.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return writer.Op('u').Op('}').Text("_metadata").OrderedDictionary().Op('s').Op('b').Stop();
    }

    public byte[] Stop()
    {
        Op('.');
        return [.. _bytes];
    }
}
