using System.Diagnostics;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Tests.Models;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>Folders of suite2p's whose objects try to run code or to exhaust memory or time, and odd ones that are sound.</summary>
public sealed class HostileSuite2pTests : IDisposable
{
    private const long MostBytes = 256L << 20;

    /// <summary>What no refusal may take, on a slow and busy machine.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("numpy", "load")]
    [InlineData("numpy.core.multiarray", "fromfile")]
    [InlineData("_codecs", "lookup")]
    [InlineData("collections", "OrderedDict")]
    public void Names_that_arrays_do_not_need_are_refused(string module, string name)
    {
        string message = Refused(Objects(1, w => w.Global(module, name)), ErrorId.NpyFileInvalid);
        Assert.Contains($"'{module}.{name}'", message, StringComparison.Ordinal);
        Assert.Contains("could run code", message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_to_the_outside_and_calls_of_values_are_refused()
    {
        Refused(Objects(1, w => w.Text("a").Op('Q')), ErrorId.NpyFileInvalid);
        Refused(Objects(1, w => w.Text("numpy.dtype").Op(')').Op('R')), ErrorId.NpyFileInvalid);
        Refused(Objects(1, w => w.Op('}').Op('N').Op('b')), ErrorId.NpyFileInvalid);
    }

    [Fact]
    public void One_text_cannot_become_bytes_as_often_as_a_pickle_likes() => Refused(
        Objects(1, w =>
        {
            w.Text(new string('a', 1 << 20)).Op('q').Raw(9);
            for (int i = 0; i < 10_000; i++)
            {
                w.Global("_codecs", "encode").Op('h').Raw(9).Text("latin1").Raw(0x86).Op('R');
            }
        }),
        ErrorId.NpyFileInvalid);

    [Fact]
    public void A_shape_of_many_axes_is_refused() =>
        Refused(Objects(1, w => Array(w, [.. new long[65]], "f4", "<", v => v.Raw((byte)'C', 0))), ErrorId.NpyFileInvalid);

    [Fact]
    public void Regions_that_share_an_array_are_refused_before_it_is_multiplied() => Refused(
        Objects(20_000, w =>
        {
            Dictionary(w, [1 << 20], "i1", "<", new byte[1 << 20]).Op('q').Raw(9);
            for (int i = 1; i < 20_000; i++)
            {
                w.Op('h').Raw(9);
            }
        }),
        ErrorId.NeuronFileInvalid);

    [Theory]
    [InlineData("")]
    [InlineData("f")]
    [InlineData("f0")]
    [InlineData("i9")]
    [InlineData("µ4")]
    [InlineData("M8[ns]")]
    [InlineData("O8")]
    public void Types_that_are_no_numbers_are_refused(string type) =>
        Refused(Objects(1, w => Dictionary(w, [2], type, "<", new byte[8])), ErrorId.NeuronFileInvalid);

    [Fact]
    public void Bytes_of_the_other_order_are_read_right_however_often_they_are_referred_to()
    {
        NeuronSet set = Read(Objects(1, w =>
        {
            w.Op('}').Op('(').Text("ypix");
            Array(w, [2], "i4", ">", v => v.Raw((byte)'C', 8, 0, 0, 0, 3, 0, 0, 0, 4).Op('q').Raw(9));
            w.Text("xpix");
            Array(w, [2], "i4", ">", v => v.Op('h').Raw(9));
            w.Op('u');
        }));
        Footprint footprint = set.Neurons[0].Footprint;
        Assert.Equal([(3, 3), (4, 4)], Enumerable.Range(0, 2).Select(i => (footprint.RowAt(i), footprint.ColumnAt(i))));
    }

    [Fact]
    public void Numbers_and_texts_beyond_those_of_NET_are_no_reason_to_refuse_a_region()
    {
        NeuronSet set = Read(Objects(1, w => Dictionary(w, [1], "u1", "|", [5])
            .Text("hash").Raw([0x8A, 17, .. new byte[16], 1]).Op('s')
            .Text("path").Raw(0x8C, 3, 0xED, 0xB2, 0x80).Op('s')));
        Assert.Equal((5, 5), (set.Neurons[0].Footprint.RowAt(0), set.Neurons[0].Footprint.ColumnAt(0)));
    }

    private string Refused((int, byte[]) regions, ErrorId id)
    {
        Stopwatch clock = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => Read(regions));
        Assert.Equal(id, error.Id);
        Assert.True(clock.Elapsed < s_limit, $"the refusal took {clock.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        return error.Message;
    }

    /// <summary>Reads a folder with these regions, of as many neurons and no frames.</summary>
    private NeuronSet Read((int Count, byte[] File) regions)
    {
        _folder.Write("stat.npy", regions.File);
        using MemoryStream traces = new();
        NpyWriter.WriteHeader(traces, "<f4", [regions.Count, 0]);
        _folder.Write("F.npy", traces.ToArray());
        return (NeuronSet)NeuronFile.Read(_folder.Root, NeuronFileFormat.Auto, NeuronImportOptions.None);
    }

    /// <summary>The file of an array of objects.</summary>
    private static (int, byte[]) Objects(int count, Action<PickleWriter> put)
    {
        using MemoryStream file = new();
        NpyWriter.WriteHeader(file, "|O", [count]);
        file.Write(Array(PickleWriter.Protocol2(), [count], "O8", "|", w =>
        {
            w.Op(']').Op('(');
            put(w);
            w.Op('e');
        }).Stop());
        return (count, file.ToArray());
    }

    /// <summary>A region whose pixels lie on a diagonal.</summary>
    private static PickleWriter Dictionary(PickleWriter w, long[] shape, string type, string order, byte[] items)
    {
        w.Op('}').Text("ypix");
        Array(w, shape, type, order, v => v.Raw([(byte)'B', .. BitConverter.GetBytes(items.Length), .. items])).Op('q').Raw(8).Op('s');
        return w.Text("xpix").Op('h').Raw(8).Op('s');
    }

    private static PickleWriter Array(PickleWriter w, long[] shape, string type, string order, Action<PickleWriter> putContent)
    {
        w.Global("numpy.core.multiarray", "_reconstruct").Global("numpy", "ndarray").Tuple(0).Raw((byte)'C', 1, (byte)'b', 0x87).Op('R');
        w.Op('(').Integer(1).Tuple(shape);
        w.Global("numpy", "dtype").Text(type).Raw(0x89, 0x88, 0x87).Op('R');
        w.Op('(').Integer(3).Text(order).Op('N').Op('N').Op('N').Integer(-1).Integer(-1).Integer(0).Op('t').Op('b').Raw(0x89);
        putContent(w);
        return w.Op('t').Op('b');
    }
}
