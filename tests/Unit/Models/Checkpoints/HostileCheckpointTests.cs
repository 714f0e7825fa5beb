using System.Diagnostics;
using System.IO.Compression;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Models.Checkpoints;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>Checkpoints that try to run code, to exhaust memory or time, or to reach outside their samples.</summary>
public sealed class HostileCheckpointTests
{
    /// <summary>What no refusal may take, on a slow and busy machine.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    public static TheoryData<string, string> ForbiddenGlobals { get; } = new()
    {
        { "os", "system" }, { "posix", "system" }, { "nt", "system" }, { "subprocess", "Popen" }, { "builtins", "eval" },
        { "builtins", "exec" },
        { "builtins", "getattr" }, { "__builtin__", "eval" }, { "torch", "load" }, { "torch.storage", "_load_from_bytes" },
        { "torch._utils", "_rebuild_parameter" },
        { "torch", "LongStorage" }, { "collections", "defaultdict" }, { "collections", "OrderedDict.fromkeys" }, { "runpy", "_run_code" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(ForbiddenGlobals))]
    public void Refuses_every_function_but_those_of_tensors_by_its_name(string module, string name)
    {
        byte[] pickle = PickleWriter.Protocol2().Global(module, name).Op('(').Text("echo harm").Op('t').Op('R').Stop();
        Assert.Contains($"'{module}.{name}'", Refused(pickle, ErrorId.CheckpointUnsafe), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_function_that_is_named_by_strings_on_the_stack()
    {
        byte[] pickle = new PickleWriter().Raw(0x80, 4).Text("os").Text("system").Raw(0x93).Text("echo harm").Raw(0x85).Op('R').Stop();
        Assert.Contains("'os.system'", Refused(pickle, ErrorId.CheckpointUnsafe), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_function_hidden_in_a_tensors_hooks_or_behind_a_sound_start()
    {
        byte[] pickle = PickleWriter.Protocol2().OrderedDictionary().Op('(').Text("w").Tensor(TestTensor.Of("w", [1], [1]), "0")
            .Text("x").Global("os", "system").Op('(').Text("echo harm").Op('t').Op('R').Op('u').Stop();
        Assert.Contains("'os.system'", Refused(pickle, ErrorId.CheckpointUnsafe), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((byte)'i', "Inst")]
    [InlineData((byte)'o', "Obj")]
    [InlineData(0x81, "NewObj")]
    [InlineData(0x92, "NewObjEx")]
    [InlineData(0x82, "Ext1")]
    [InlineData((byte)'P', "PersId")]
    [InlineData((byte)'S', "String")]
    [InlineData(0xFE, "0xFE")]
    public void Refuses_instructions_that_tensors_do_not_need_by_their_names(byte opcode, string named)
    {
        byte[] pickle = PickleWriter.Protocol2().Op('(').Text("a").Raw(opcode).Stop();
        Assert.Contains(named, Refused(pickle, ErrorId.CheckpointUnsafe), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_state_set_on_anything_but_a_dictionary() =>
        Refused(PickleWriter.Protocol2().Global("torch", "FloatStorage").Op('}').Op('b').Stop(), ErrorId.CheckpointUnsafe);

    [Fact]
    public void Refuses_to_call_a_value() =>
        Refused(PickleWriter.Protocol2().Text("os.system").Op(')').Op('R').Stop(), ErrorId.CheckpointUnsafe);

    [Fact]
    public void Control_characters_in_a_name_do_not_reach_the_terminal()
    {
        string message = Refused(PickleWriter.Protocol2().Global("o\u001b[2Js", "x").Stop(), ErrorId.CheckpointUnsafe);
        Assert.DoesNotContain('\u001b', message);
    }

    public static TheoryData<string, byte[]> Malformed { get; } = new()
    {
        { "empty", [] },
        { "no stop", PickleWriter.Protocol2().Op('}').Stop()[..^1] },
        { "stop on nothing", PickleWriter.Protocol2().Stop() },
        { "tuple without mark", PickleWriter.Protocol2().Text("a").Op('t').Stop() },
        { "three of nothing", PickleWriter.Protocol2().Raw(0x87).Stop() },
        { "takes below a mark", PickleWriter.Protocol2().Text("a").Op('(').Raw(0x85).Stop() },
        { "unknown memo", PickleWriter.Protocol2().Op('h').Raw(7).Stop() },
        { "text of 4 GiB", PickleWriter.Protocol2().Op('X').Raw(255, 255, 255, 255).Stop() },
        { "text that is not UTF-8", PickleWriter.Protocol2().Raw(0x8C, 2, 0xC3, 0x28).Stop() },
        { "number of 255 bytes", PickleWriter.Protocol2().Raw([0x8A, 255, .. new byte[255]]).Stop() },
        { "odd items", PickleWriter.Protocol2().Op('}').Op('(').Text("a").Op('u').Stop() },
        { "items of a list", PickleWriter.Protocol2().Op(']').Text("a").Text("b").Op('s').Stop() },
        { "appends to a tuple", PickleWriter.Protocol2().Op(')').Text("a").Op('a').Stop() },
        { "endless name", PickleWriter.Protocol2().Raw([(byte)'c', .. Enumerable.Repeat((byte)'a', 5000)]).Stop() },
        { "a list", PickleWriter.Protocol2().Op(']').Stop() },
        { "a number for a tensor", PickleWriter.Protocol2().Op('}').Text("epoch").Integer(3).Op('s').Stop() },
        { "a number for a name", PickleWriter.Protocol2().Op('}').Integer(3).Integer(3).Op('s').Stop() },
        { "a storage for a tensor", PickleWriter.Protocol2().Op('}').Text("w").Storage("0", 1).Op('s').Stop() },
        {
            "a storage of no type",
            PickleWriter.Protocol2().Op('(').Text("storage").Text("f").Text("0").Text("cpu").Integer(1).Op('t').Op('Q').Stop()
        },
        { "tensor of wrong arguments", PickleWriter.Protocol2().Global("torch._utils", "_rebuild_tensor_v2").Op(')').Op('R').Stop() },
        { "dictionary of arguments", PickleWriter.Protocol2().Global("collections", "OrderedDict").Tuple(1).Op('R').Stop() },
        { "protocol 1", new PickleWriter().Raw(0x80, 1).Op('}').Stop() },
        { "protocol 200", new PickleWriter().Raw(0x80, 200).Op('}').Stop() },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_malformed_pickles(string name, byte[] pickle)
    {
        Assert.NotNull(name);
        Refused(pickle, ErrorId.CheckpointInvalid);
    }

    [Fact]
    public void Refuses_nesting_of_a_million_levels_without_descending()
    {
        byte[] lists = PickleWriter.Protocol2()
            .Raw([.. Enumerable.Repeat((byte)']', 1_000_000)])
            .Raw([.. Enumerable.Repeat((byte)'a', 999_999)])
            .Stop();
        Refused(lists, ErrorId.CheckpointInvalid);
        byte[] tuples = PickleWriter.Protocol2().Op(')').Raw([.. Enumerable.Repeat((byte)0x85, 1_000_000)]).Stop();
        Refused(tuples, ErrorId.CheckpointInvalid);
    }

    [Fact]
    public void Refuses_a_memo_of_millions_and_a_pickle_of_many_megabytes()
    {
        byte[] memo = PickleWriter.Protocol2().Op('N').Raw([.. Enumerable.Repeat((byte)0x94, 2_000_000)]).Stop();
        Refused(memo, ErrorId.CheckpointInvalid);
        byte[] large = PickleWriter.Protocol2().Op('}').Raw(new byte[CheckpointPickle.MaxBytes]).Stop();
        Refused(large, ErrorId.CheckpointInvalid);
    }

    [Fact]
    public void Refuses_a_dictionary_that_holds_itself()
    {
        byte[] pickle = PickleWriter.Protocol2().Op('}').Op('q').Raw(0).Text("self").Op('h').Raw(0).Op('s').Stop();
        Assert.Contains("'self'", Refused(pickle, ErrorId.CheckpointInvalid), StringComparison.Ordinal);
    }

    public static TheoryData<string, long[], long[], long, long?> ImpossibleLayouts { get; } = new()
    {
        { "beyond the end", [3, 2], [2, 1], 1, null },
        { "offset beyond the end", [1], [1], 6, null },
        { "offset of 2^62", [1], [1], 1L << 62, null },
        { "negative offset", [1], [1], -1, null },
        { "negative length", [-1], [1], 0, null },
        { "length 0", [0], [1], 0, null },
        { "negative stride", [2], [-1], 1, null },
        { "stride 0: a terabyte out of 24 bytes", [1L << 38], [0], 0, null },
        { "overlap", [3, 3], [1, 1], 0, null },
        { "product overflows", [1L << 32, 1L << 32], [1L << 32, 1], 0, null },
        { "stride overflows", [3, 2], [long.MaxValue, 1], 0, null },
        { "strides missing", [3, 2], [1], 0, null },
        { "nine axes", [1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1], 0, null },
        { "more samples than stored", [7], [1], 0, 7 },
        { "fewer samples than stored", [5], [1], 0, 5 },
        { "2^62 samples", [6], [1], 0, 1L << 62 },
        { "negative samples", [6], [1], 0, -6 },
    };

    [Theory]
    [MemberData(nameof(ImpossibleLayouts))]
    public void Refuses_tensors_that_their_storage_cannot_hold(string name, long[] shape, long[] strides, long offset, long? announced)
    {
        Assert.NotNull(name);
        TestTensor tensor =
            TestTensor.Of("w", [6], new float[6]) with { Shape = shape, Strides = strides, Offset = offset, AnnouncedCount = announced };
        Refused(TestCheckpoint.Of([tensor]), ErrorId.CheckpointInvalid, whole: true);
    }

    [Fact]
    public void Refuses_a_storage_that_is_not_in_the_archive_wherever_its_name_points()
    {
        foreach (string key in new[] { "7", "../data.pkl", "/etc/passwd", "" })
        {
            byte[] pickle = PickleWriter.Protocol2().Op('}').Text("w").Tensor(TestTensor.Of("w", [1], [1]), key).Op('s').Stop();
            Refused(TestCheckpoint.Of(pickle, []), ErrorId.CheckpointInvalid, whole: true);
        }
    }

    [Fact]
    public void Refuses_two_tensors_of_one_name_and_one_storage_of_two_types()
    {
        TestTensor tensor = TestTensor.Of("w", [1], [1]);
        Refused(TestCheckpoint.Of([tensor, tensor]), ErrorId.CheckpointInvalid, whole: true);
        Refused(TestCheckpoint.Of([tensor, tensor with { Name = "module.w" }]), ErrorId.CheckpointInvalid, whole: true);
        byte[] pickle = PickleWriter.Protocol2().Op('}').Text("a").Tensor(tensor, "0").Op('s')
            .Text("b").Tensor(tensor with { Type = "HalfStorage" }, "0").Op('s').Stop();
        Refused(TestCheckpoint.Of(pickle, [tensor]), ErrorId.CheckpointInvalid, whole: true);
    }

    [Fact]
    public void Refuses_compressed_members()
    {
        TestTensor bomb = TestTensor.Of("w", [1_000_000], new float[1_000_000]);
        byte[] checkpoint = TestCheckpoint.Of(PickleWriter.StateDictionary([bomb]), [bomb], CompressionLevel.SmallestSize);
        Assert.Contains("compressed", Refused(checkpoint, ErrorId.CheckpointInvalid, whole: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_archives_without_a_pickle_or_with_two_and_samples_of_the_other_byte_order()
    {
        byte[] pickle = PickleWriter.StateDictionary([]);
        Refused(TestCheckpoint.Zip([("archive/version", [51])]), ErrorId.CheckpointInvalid, whole: true);
        Refused(TestCheckpoint.Zip([("a/data.pkl", pickle), ("b/data.pkl", pickle)]), ErrorId.CheckpointInvalid, whole: true);
        Refused(TestCheckpoint.Zip([("a/data.pkl", pickle), ("a/byteorder", "big"u8.ToArray())]), ErrorId.CheckpointInvalid, whole: true);
    }

    [Fact]
    public void Says_what_a_file_is_that_is_no_checkpoint()
    {
        Assert.Contains(
            "before 1.6", Refused([0x80, 2, 0x8A, 10, 0x6C, 0xFC], ErrorId.CheckpointInvalid, whole: true), StringComparison.Ordinal);
        Assert.Contains(
            "no PyTorch checkpoint", Refused("II*\0"u8.ToArray(), ErrorId.CheckpointInvalid, whole: true), StringComparison.Ordinal);
        Assert.Contains("no PyTorch checkpoint", Refused([], ErrorId.CheckpointInvalid, whole: true), StringComparison.Ordinal);
    }

    /// <summary>
    /// Converts a checkpoint with this pickle (or that is these bytes), which must fail in this way and in time; gives the message.
    /// </summary>
    private static string Refused(byte[] bytes, ErrorId id, bool whole = false)
    {
        using TemporaryFolder folder = new();
        string path = folder.Save(whole ? bytes : TestCheckpoint.Of(bytes, [TestTensor.Of("w", [1], [1])]));
        string destination = folder.File("model.onnx");
        Stopwatch clock = Stopwatch.StartNew();
        DeepWonderException error = Assert.Throws<DeepWonderException>(
            () => CheckpointConverter.Convert(path, destination, new ConversionOptions()));
        Assert.True(clock.Elapsed < s_limit, $"the refusal took {clock.Elapsed}");
        Assert.Equal(id, error.Id);
        Assert.Equal(path, error.Target);
        Assert.Equal([path], Directory.GetFiles(folder.Root));
        return error.Message;
    }
}
