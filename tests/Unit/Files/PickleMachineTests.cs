using System.Diagnostics;
using DeepWonder3D.Errors;
using DeepWonder3D.Files.Pickle;
using DeepWonder3D.Tests.Models;
using Xunit;

namespace DeepWonder3D.Tests.Files;

/// <summary>The machine that reads pickles, with a use that allows one name.</summary>
public sealed class PickleMachineTests
{
    private const int Limit = 1 << 20;

    [Fact]
    public void Plain_values_are_read_as_they_are()
    {
        byte[] pickle = PickleWriter.Protocol2().Op('(').Op('N').Raw(0x88).Integer(-3)
            .Raw((byte)'G', 0x3F, 0xE0, 0, 0, 0, 0, 0, 0).Text("µ").Raw((byte)'C', 2, 7, 8)
            .Raw((byte)'B', 1, 0, 0, 0, 9).Raw(0x8E, 1, 0, 0, 0, 0, 0, 0, 0, 10).Op(']').Op('}').Op(')').Op('t').Stop();
        object?[] read = Assert.IsType<object?[]>(Read(pickle));
        Assert.Equal([null, true, -3L, 0.5, "µ"], read[..5]);
        Assert.Equal([[7, 8], [9], [10]], read[5..8].Cast<byte[]>());
        Assert.Empty(Assert.IsType<List<object?>>(read[8]));
        Assert.Empty(Assert.IsType<PickleDictionary>(read[9]).Items);
        Assert.Empty(Assert.IsType<object?[]>(read[10]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00", 0)]
    [InlineData("FF", -1)]
    [InlineData("FF00", 255)]
    [InlineData("0080", -32768)]
    [InlineData("FFFFFFFFFFFFFF7F", long.MaxValue)]
    [InlineData("0000000000000080", long.MinValue)]
    public void Whole_numbers_have_any_length_up_to_eight_bytes(string bytes, long value = 0)
    {
        byte[] number = Convert.FromHexString(bytes);
        Assert.Equal(value, Read(PickleWriter.Protocol2().Raw([0x8A, (byte)number.Length, .. number]).Stop()));
    }

    [Fact]
    public void What_is_not_allowed_is_refused_by_its_name_before_anything_is_made_of_it()
    {
        OneName use = new();
        byte[] global = PickleWriter.Protocol2().Global("os", "system").Text("echo harm").Raw(0x85).Op('R').Stop();
        byte[] named = PickleWriter.Protocol2().Text("letters").Text("b").Raw(0x93).Op(')').Op('R').Stop();
        Assert.Equal("unsafe: 'os.system'", Refused(global, use));
        Assert.Equal("unsafe: 'letters.b'", Refused(named, use));
        Assert.Equal("unsafe: 'letters.a b?'", Refused(PickleWriter.Protocol2().Global("letters", "a b\u0007").Stop(), use));
        Assert.Equal(0, use.Calls);
    }

    [Fact]
    public void A_name_that_is_allowed_stays_a_name()
    {
        OneName use = new();
        PickleGlobal global = Assert.IsType<PickleGlobal>(PickleMachine.Read(PickleWriter.Protocol2().Global("letters", "a").Stop(), use));
        Assert.Equal(new PickleGlobal("letters", "a"), global);
        Assert.Equal(0, use.Calls);
        PickleMachine.Read(PickleWriter.Protocol2().Global("letters", "a").Op(')').Op('R').Op('N').Op('b').Stop(), use);
        Assert.Equal(2, use.Calls);
    }

    [Theory]
    [InlineData((byte)'i', "Inst")]
    [InlineData((byte)'o', "Obj")]
    [InlineData(0x81, "NewObj")]
    [InlineData(0x83, "Ext2")]
    [InlineData((byte)'0', "Pop")]
    [InlineData((byte)'2', "Dup")]
    [InlineData(0x97, "NextBuffer")]
    [InlineData(0xFE, "0xFE")]
    public void Other_instructions_are_refused_by_their_names(byte opcode, string name)
    {
        byte[] pickle = PickleWriter.Protocol2().Op('(').Op('N').Op('N').Raw(opcode).Stop();
        Assert.Equal($"unsafe: the pickle instruction {name}", Refused(pickle));
    }

    [Fact]
    public void A_use_refuses_instructions_that_it_does_not_need()
    {
        byte[] pickle = PickleWriter.Protocol2().Text("a").Stop();
        Assert.Equal("unsafe: the pickle instruction BinUnicode", Refused(pickle, new OneName { HasTexts = false }));
    }

    [Fact]
    public void References_to_the_outside_are_refused_where_a_use_has_none() =>
        Assert.Equal("unsafe: a reference to something outside of it", Refused(PickleWriter.Protocol2().Text("a").Op('Q').Stop()));

    public static TheoryData<string, byte[]> Malformed { get; } = new()
    {
        { "empty", [] },
        { "no stop", PickleWriter.Protocol2().Op('}').Stop()[..^1] },
        { "stop on nothing", PickleWriter.Protocol2().Stop() },
        { "stop above a mark", PickleWriter.Protocol2().Op('N').Op('(').Stop() },
        { "memo of nothing", PickleWriter.Protocol2().Raw(0x94).Op('N').Stop() },
        { "memo of what lies below a mark", PickleWriter.Protocol2().Op('N').Op('(').Raw(0x94).Stop() },
        { "memo that is not there", PickleWriter.Protocol2().Op('j').Raw(255, 255, 255, 255).Stop() },
        { "takes below a mark", PickleWriter.Protocol2().Op('N').Op('(').Raw(0x85).Stop() },
        { "tuple without mark", PickleWriter.Protocol2().Op('N').Op('t').Stop() },
        { "call of nothing", PickleWriter.Protocol2().Op(')').Op('R').Stop() },
        { "state of nothing", PickleWriter.Protocol2().Op('N').Op('b').Stop() },
        { "name that is no text", PickleWriter.Protocol2().Op('N').Op('N').Raw(0x93).Stop() },
        { "bytes of 2^63", PickleWriter.Protocol2().Raw(0x8E, 0, 0, 0, 0, 0, 0, 0, 0x80).Stop() },
        { "bytes of 2^64 - 1", PickleWriter.Protocol2().Raw(0x8E, 255, 255, 255, 255, 255, 255, 255, 255).Stop() },
        { "text of 4 GiB", PickleWriter.Protocol2().Op('X').Raw(255, 255, 255, 255).Stop() },
        { "text that is not UTF-8", PickleWriter.Protocol2().Raw(0x8C, 2, 0xC3, 0x28).Stop() },
        { "number of 9 bytes", PickleWriter.Protocol2().Raw([0x8A, 9, .. new byte[9]]).Stop() },
        { "frame beyond the end", PickleWriter.Protocol2().Raw(0x95, 1).Stop() },
        { "name without end", PickleWriter.Protocol2().Raw([(byte)'c', .. Enumerable.Repeat((byte)'a', 300)]).Stop() },
        { "protocol 1", new PickleWriter().Raw(0x80, 1).Op('N').Stop() },
        { "protocol 6", new PickleWriter().Raw(0x80, 6).Op('N').Stop() },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Malformed_pickles_are_refused(string name, byte[] pickle)
    {
        Assert.NotNull(name);
        Assert.StartsWith("invalid: ", Refused(pickle), StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_levels_are_built_without_descending_and_more_instructions_than_the_limit_are_refused()
    {
        byte[] tuples = PickleWriter.Protocol2().Op(')').Raw([.. Enumerable.Repeat((byte)0x85, Limit - 3)]).Stop();
        Assert.IsType<object?[]>(Read(tuples));
        foreach (byte opcode in new byte[] { (byte)']', (byte)'(', 0x94, 0x85, (byte)'N' })
        {
            byte[] endless = PickleWriter.Protocol2().Op(')').Raw([.. Enumerable.Repeat(opcode, 2 * Limit)]).Stop();
            Assert.Contains($"{Limit} pickle instructions", Refused(endless), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Values_that_hold_themselves_are_read_and_not_followed()
    {
        byte[] list = PickleWriter.Protocol2().Op(']').Op('q').Raw(0).Op('h').Raw(0).Op('a').Stop();
        List<object?> inItself = Assert.IsType<List<object?>>(Read(list));
        Assert.Same(inItself, Assert.Single(inItself));
        byte[] dictionary = PickleWriter.Protocol2().Op('}').Raw(0x94).Text("self").Op('h').Raw(0).Op('s')
            .Op('h').Raw(0).Op('h').Raw(0).Op('s').Stop();
        PickleDictionary itself = Assert.IsType<PickleDictionary>(Read(dictionary));
        Assert.Same(itself, itself.ByName["self"]);
        Assert.Same(itself, itself.Items[1].Key);
    }

    [Fact]
    public void A_list_that_is_doubled_by_references_costs_what_the_pickle_costs()
    {
        // Each level holds the one below it twice: 2^1000 leaves for whoever follows them.
        PickleWriter writer = PickleWriter.Protocol2().Op(')').Op('q').Raw(0);
        for (int level = 0; level < 1000; level++)
        {
            writer.Op('h').Raw(0).Raw(0x86).Op('q').Raw(0);
        }

        Stopwatch clock = Stopwatch.StartNew();
        Assert.IsType<object?[]>(Read(writer.Stop()));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"it took {clock.Elapsed}");
    }

    [Fact]
    public void Of_a_key_that_occurs_twice_both_values_are_kept_and_the_last_is_found_by_name()
    {
        byte[] pickle = PickleWriter.Protocol2().Op('}').Op('(')
            .Text("a").Integer(1).Integer(5).Integer(2).Text("a").Integer(3).Op('u').Stop();
        PickleDictionary read = Assert.IsType<PickleDictionary>(Read(pickle));
        Assert.Equal([1L, 2L, 3L], read.Items.Select(item => item.Value));
        Assert.Equal([new("a", 3L)], read.ByName);
    }

    private static object? Read(byte[] pickle) => PickleMachine.Read(pickle, new OneName());

    private static string Refused(byte[] pickle, OneName? use = null) =>
        Assert.Throws<DeepWonderException>(() => PickleMachine.Read(pickle, use ?? new OneName())).Message;

    /// <summary>A use that allows one name, and counts what is done with it.</summary>
    private sealed class OneName() : PickleUse(Limit)
    {
        public bool HasTexts { get; init; } = true;

        public int Calls { get; private set; }

        public override bool Allows(PickleOpcode opcode) => HasTexts || opcode != PickleOpcode.BinUnicode;

        public override bool Allows(PickleGlobal global) => global is ("letters", "a");

        public override object Reduce(object? function, object? arguments)
        {
            Calls++;
            return function!;
        }

        public override void SetState(object? target, object? state) => Calls++;

        public override DeepWonderException Unsafe(string what) => new(ErrorId.CheckpointUnsafe, "unsafe: " + what, "");

        public override DeepWonderException Invalid(string what) => new(ErrorId.CheckpointInvalid, "invalid: " + what, "");
    }
}
