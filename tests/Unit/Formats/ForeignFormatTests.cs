using DeepWonder3D.Formats.Foreign;
using DeepWonder3D.Formats.Raw;
using DeepWonder3D.Formats.Recordings;
using DeepWonder3D.Tests.Formats.Films;
using DeepWonder3D.Tests.Formats.Tiff;

namespace DeepWonder3D.Tests.Formats;

/// <summary>What is not read is known by its content or its ending, and the error says what it is and how to convert it.</summary>
public sealed class ForeignFormatTests : FolderTests
{
    [Theory]
    [InlineData("a.isxd", "", "Inscopix")]
    [InlineData("a.nd2", "", "NIS-Elements")]
    [InlineData("renamed", "DACEBE0A", "NIS-Elements")]
    [InlineData("renamed.dat", "5A495352415746494C45", "ZEN")]
    [InlineData("a.czi", "", "ZEN")]
    [InlineData("renamed.tmp", "70000000140000002A0000000000000000000000", "LAS X")]
    [InlineData("a.lif", "", "LAS X")]
    [InlineData("renamed.x", "4F4C594D505553524157464F524D4154", "FluoView")]
    [InlineData("a.oib", "D0CF11E0A1B11AE1", "FluoView")]
    [InlineData("a.oif", "", "FluoView")]
    [InlineData("renamed.bin", "4443494D47", "Hamamatsu")]
    [InlineData("a.mesc", "894844460D0A1A0A", "Femtonics")]
    [InlineData("a.ims", "894844460D0A1A0A", "Imaris")]
    [InlineData("a.vsi", "49492A00", "cellSens")]
    [InlineData("a.stk", "49492A00", "MetaMorph")]
    [InlineData("renamed.avi2", "1A45DFA3", "Matroska")]
    [InlineData("renamed.film", "000000186674797069736F6D", "MPEG-4")]
    [InlineData("a.mov", "", "QuickTime")]
    [InlineData("a.mj2", "0000000C6A5020200D0A870A", "Motion JPEG 2000")]
    public void A_known_format_is_named_and_how_to_convert_it(string name, string start, string program)
    {
        string path = Folder.Write(name, [.. Convert.FromHexString(start), .. new byte[200]]);
        DeepWonderException failure = Refusal.Of(ErrorId.FormatNotRead, () => Open(path));
        Assert.Contains(program, failure.Message, StringComparison.Ordinal);
        Assert.True(failure.RecommendedAction!.Length > 30, failure.RecommendedAction);
    }

    [Fact]
    public void Every_known_ending_is_refused_by_name_and_counts_as_a_recording_that_is_not_read()
    {
        foreach (string ending in ForeignFormat.Endings)
        {
            string path = Folder.Write("a" + ending, new byte[100]);
            Refusal.Of(ErrorId.FormatNotRead, () => Open(path));
            Assert.Equal(RecordingKind.NotRead, RecordingKinds.Of(path));
            Assert.Contains(path[^ending.Length..], ending, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a.avi")]
    [InlineData("a.sbx")]
    [InlineData("a_d1_4_d2_4_d3_1_order_C_frames_9_.mmap")]
    [InlineData("a.npy")]
    [InlineData("a.raw")]
    [InlineData("a.h5")]
    public void An_empty_file_is_said_to_be_empty_or_damaged(string name)
    {
        string path = Folder.Write(name, []);
        File.WriteAllBytes(Path.ChangeExtension(path, ".mat"), Fuzzing.FuzzFilms.ScanboxInfo(false));
        Refusal.Of(ErrorId.RecordingDamaged, () => Open(path));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(40)]
    [InlineData(300)]
    public void A_film_that_is_cut_before_its_first_frame_is_damaged(int bytes)
    {
        string path = Folder.Write("a.avi", TestAvi.Grey(4, 8, 6, (_, _, _) => 1)[..Math.Min(bytes, 250)]);
        Refusal.Of(ErrorId.RecordingDamaged, () => Open(path));
    }

    [Theory]
    [InlineData("a.raw", null, null, null, ErrorId.ShapeUnknown)]
    [InlineData("a.bin", 8, null, SampleType.UInt16, ErrorId.ShapeUnknown)]
    [InlineData("a.dat", 8, 6, null, ErrorId.ShapeUnknown)]
    [InlineData("a.raw", 0, 6, SampleType.UInt16, ErrorId.ParameterInvalid)]
    [InlineData("a.raw", 8, -6, SampleType.UInt16, ErrorId.ParameterInvalid)]
    [InlineData("a.raw", 80, 60, SampleType.UInt16, ErrorId.RecordingDamaged)]
    [InlineData("a.raw", int.MaxValue, int.MaxValue, SampleType.Float64, ErrorId.RecordingDamaged)]
    public void A_raw_file_needs_a_shape_that_it_can_have(string name, int? width, int? height, SampleType? type, ErrorId id)
    {
        string path = Folder.Write(name, new byte[8 * 6 * 2 * 5]);
        RawLayout? raw = width is null && type is null ? null : new RawLayout { Width = width, Height = height, SampleType = type };
        Refusal.Of(id, () => Open(path, new VolumeReadOptions { Raw = raw }));
    }

    [Fact]
    public void A_raw_file_of_another_shape_says_what_is_left()
    {
        string path = Folder.Write("a.raw", new byte[(8 * 6 * 2 * 5) + 3]);
        using Volume movie = Open(path, new VolumeReadOptions { Raw = Layout });
        Assert.Equal(5, movie.FrameCount);
        Assert.Contains("3 bytes are left after 5 whole frames", string.Concat(movie.History[^1].Warnings!), StringComparison.Ordinal);
        using Volume headed = Open(path, new VolumeReadOptions { Raw = Layout with { HeaderBytes = 3 } });
        Assert.Null(headed.History[^1].Warnings);
        Refusal.Of(ErrorId.RecordingDamaged, () => Open(path, new VolumeReadOptions { Raw = Layout with { HeaderBytes = 5000 } }));
    }

    [Fact]
    public void A_shape_is_not_stated_of_what_says_its_own()
    {
        byte[] tiff = new TestTiff { Type = SampleType.UInt8, Rows = 8, Columns = 6 }.Build(TestTiff.Plane(SampleType.UInt8, 8, 6, 1));
        foreach (string path in (string[])[
            Folder.Write("a.tif", tiff), Folder.Write("a.avi", TestAvi.Grey(4, 8, 6, (_, _, _) => 1)), Folder.Write("a.sbx", new byte[99]),
            Folder.Root])
        {
            Refusal.Of(ErrorId.ParameterInvalid, () => Open(path, new VolumeReadOptions { Raw = Layout }));
        }
    }

    [Theory]
    [InlineData("a_d1_4_d2_5_d3_1_order_C_frames_9_.mmap", 4 * 5 * 9 * 4 - 1)]
    [InlineData("a_d1_4_d2_5_d3_1_order_F_frames_9_.mmap", 4 * 5 * 10 * 4)]
    [InlineData("a_d1_4_d2_5_order_F_frames_9_.mmap", 4 * 5 * 9 * 4)]
    [InlineData("a_d1_99999999999999999999_d2_5_d3_1_order_F_frames_9_.mmap", 720)]
    [InlineData("a_d1_0_d2_5_d3_1_order_F_frames_9_.mmap", 720)]
    [InlineData("a.mmap", 720)]
    public void A_map_whose_name_does_not_go_with_it_is_damaged(string name, int bytes)
    {
        string path = Folder.Write(name, new byte[bytes]);
        Refusal.Of(ErrorId.RecordingDamaged, () => Open(path));
    }

    [Fact]
    public void Scanbox_and_suite2p_need_what_lies_beside_them()
    {
        string sbx = Folder.Write("a.sbx", new byte[8 * 6 * 4 * 2]);
        Assert.Contains("'a.mat'", Refusal.Of(ErrorId.RecordingIncomplete, () => Open(sbx)).Message, StringComparison.Ordinal);
        string bin = Folder.Write("data.bin", new byte[8 * 6 * 4 * 2]);
        Refusal.Of(ErrorId.ShapeUnknown, () => Open(bin));
        Folder.Write("ops.npy", "no array"u8.ToArray());
        Refusal.Of(ErrorId.NpyFileInvalid, () => Open(bin));
    }

    [Fact]
    public void A_codec_of_Zarr_that_is_not_read_is_named()
    {
        string json = System.Text.Encoding.UTF8.GetString(Fuzzing.FuzzFilms.Zarr2());
        foreach (string codec in (string[])["bz2", "delta", "zfpy"])
        {
            Folder.Write(".zarray", System.Text.Encoding.UTF8.GetBytes(json.Replace("blosc", codec, StringComparison.Ordinal)));
            Assert.Contains(codec, Refusal.Of(ErrorId.CodecNotRead, () => Open(Folder.Root)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Metadata_of_Zarr_name_nothing_outside_it()
    {
        Folder.Write("b/.zarray", Fuzzing.FuzzFilms.Zarr2());
        string json = System.Text.Encoding.UTF8.GetString(Fuzzing.FuzzFilms.OmeZarr());
        foreach (string path in (string[])["../b", "..\\b", "/b", "C:/b", "./../b", ""])
        {
            Folder.Write("a/.zgroup", "{}"u8.ToArray());
            Folder.Write("a/.zattrs", System.Text.Encoding.UTF8.GetBytes(
                json.Replace(
                    "\"path\":\"0\"", $"\"path\":\"{path.Replace("\\", "\\\\", StringComparison.Ordinal)}\"", StringComparison.Ordinal)));
            Refusal.Of(ErrorId.RecordingDamaged, () => Open(Folder.File("a")));
        }
    }

    [Fact]
    public void Names_tell_what_looks_like_a_recording()
    {
        foreach (string name
            in (string[])["a.tif", "a.AVI", "a.sbx", "a.mmap", "a.raw", "0/x.zarr/zarr.json", "1/.zarray", "2/3.avi", "2/msCam4.avi"])
        {
            Folder.Write(name, [1]);
            string path = name.Contains('/', StringComparison.Ordinal) ? Path.GetDirectoryName(Folder.File(name))! : Folder.File(name);
            Assert.Equal(RecordingKind.Read, RecordingKinds.Of(path));
            Assert.True(RecordingKinds.LooksLikeRecording(path));
        }

        Folder.Write("4/mouse.avi", [1]);
        Folder.Write("data.bin", [1]);
        foreach (string name in (string[])[".a.tif", "notes.txt", "data.bin", "4", "missing.csv"])
        {
            Assert.False(RecordingKinds.LooksLikeRecording(Folder.File(name)), name);
        }

        Folder.Write("ops.npy", [1]);
        Assert.Equal(RecordingKind.Read, RecordingKinds.Of(Folder.File("data.bin")));
    }

    private static RawLayout Layout { get; } = new() { Width = 8, Height = 6, SampleType = SampleType.UInt16 };

    private static Volume Open(string path, VolumeReadOptions? options = null) =>
        VolumeReader.Open(path, options, TestContext.Current.CancellationToken);
}
