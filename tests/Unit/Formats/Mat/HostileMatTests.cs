using System.Diagnostics;
using System.IO.Compression;
using DeepWonder3D.Formats.Mat;

namespace DeepWonder3D.Tests.Formats.Mat;

public sealed class HostileMatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mat").FullName;

    private string File5 => Path.Combine(_folder, "a.mat");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damage_anywhere_gives_an_error_of_ours_or_other_values_and_soon(bool compress)
    {
        byte[] sound = Bytes(compress, [("neurons", Neurons(8)), ("label", new MatText("text")), ("sizes", MatNumeric.Row([1.0, 2, 3]))]);
        Random random = new(20_26);
        Stopwatch watch = Stopwatch.StartNew();
        int refused = 0;

        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = i % 4 == 0 ? sound[..random.Next(sound.Length)] : [.. sound];
            for (int flips = 1 + (i % 3); flips > 0 && damaged.Length > 0 && i % 4 != 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(File5, damaged);
            try
            {
                MatFile.Read(File5, memoryLimit: 1 << 28);
            }
            catch (DeepWonderException e) when (e.Id is ErrorId.MatFileInvalid or ErrorId.MemoryLimitExceeded)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 399);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Damage_inside_a_compressed_variable_is_noticed()
    {
        byte[] bytes = Bytes(true, [("noise", new MatNumeric([1, 4000], Noise(4000)))]);
        bytes[bytes.Length / 2] ^= 1;

        Assert.Equal(ErrorId.MatFileInvalid, Refused(bytes).Id);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1 << 16, 1 << 14)]
    [InlineData(-1, 1)]
    [InlineData(3, 1)]
    public void A_size_that_the_data_do_not_fill_is_refused(int rows, int columns)
    {
        byte[] bytes = Bytes(false, [("a", MatNumeric.Row([1.0, 2]))]);
        BitConverter.TryWriteBytes(bytes.AsSpan(128 + 8 + 16 + 8), rows);
        BitConverter.TryWriteBytes(bytes.AsSpan(128 + 8 + 16 + 12), columns);

        Assert.Equal(ErrorId.MatFileInvalid, Refused(bytes).Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cell_that_claims_more_cells_than_fit_is_refused(bool compress)
    {
        byte[] bytes = Bytes(false, [("a", new MatCell([1, 1], [MatNumeric.Empty]))]);
        BitConverter.TryWriteBytes(bytes.AsSpan(128 + 8 + 16 + 12), 500_000_000);

        Assert.Equal(ErrorId.MatFileInvalid, Refused(compress ? Compressed(bytes) : bytes).Id);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        MatArray array = MatNumeric.Empty;
        for (int i = 0; i < 2000; i++)
        {
            array = new MatCell([1, 1], [array]);
        }

        Assert.Contains("nested", Refused(Bytes(true, [("deep", array)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decompression_bomb_is_refused_by_its_size_in_memory()
    {
        byte[] bytes = Bytes(true, [("zeros", new MatComputed(4000, 4000, (_, _) => 0))]);
        Assert.InRange(bytes.Length, 0, 2_000_000);

        DeepWonderException refused = Refused(bytes, memoryLimit: 64 << 20);

        Assert.Equal(ErrorId.MemoryLimitExceeded, refused.Id);
        Assert.Contains("64 MB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_claims_more_than_deflate_can_hold_is_refused()
    {
        byte[] bytes = Bytes(false, [("a", MatNumeric.Row([1.0, 2]))]);
        BitConverter.TryWriteBytes(bytes.AsSpan(128 + 4), 1u << 31);

        Assert.Contains("claim", Refused(Compressed(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_7_3_file_is_refused_by_name()
    {
        byte[] header = [.. "MATLAB 7.3 MAT-file, Platform: GLNXA64, HDF5 schema 1.00 ."u8.ToArray(), .. new byte[600]];

        DeepWonderException refused = Refused(header);

        Assert.Equal(ErrorId.MatFileInvalid, refused.Id);
        Assert.Contains("7.3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-v7", refused.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("7.3", Refused([0x89, .. "HDF\r\n\u001a\n"u8, .. new byte[600]]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MATLAB 5.0 MAT-file")]
    [InlineData(
        "# Created by Octave 8, a text file that is longer than the header of a MATLAB file, which takes 128 bytes; "
            + "so it has to go on for a while.")]
    public void A_file_that_is_not_MATLABs_is_refused(string content) =>
        Assert.Equal(ErrorId.MatFileInvalid, Refused(System.Text.Encoding.ASCII.GetBytes(content)).Id);

    private static MatCell Neurons(int count) => new(
        [1, count],
        [.. Enumerable.Range(1, count).Select(i => MatStruct.Of(
            ("value", MatNumeric.Scalar((long)i)),
            ("position", new MatNumeric([i, 2], new long[2 * i])),
            ("trace", MatNumeric.Row(Noise(20)))))]);

    private static double[] Noise(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    private static byte[] Bytes(bool compress, List<(string Name, MatArray Array)> variables)
    {
        using MemoryStream stream = new();
        MatWriter.Write(stream, variables, compress);
        return stream.ToArray();
    }

    /// <summary>The same file with all that follows its header as one compressed element.</summary>
    private static byte[] Compressed(byte[] file)
    {
        using MemoryStream content = new();
        using (ZLibStream deflated = new(content, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflated.Write(file, 128, file.Length - 128);
        }

        return [.. file[..128], .. BitConverter.GetBytes(15), .. BitConverter.GetBytes((int)content.Length), .. content.ToArray()];
    }

    private DeepWonderException Refused(byte[] bytes, long? memoryLimit = null)
    {
        File.WriteAllBytes(File5, bytes);
        return Assert.Throws<DeepWonderException>(() => MatFile.Read(File5, memoryLimit: memoryLimit));
    }
}
