using DeepWonder3D.Formats.Npy;

namespace DeepWonder3D.Tests.Formats;

public sealed class NpyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("npy").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_a_reference_array()
    {
        NpyArray array = SharedMaterial.Npy("reference/fixtures/stage_fast_coords.npy");

        Assert.Equal([18, 3], array.Shape);
        Assert.Equal(typeof(float), array.SampleType);
        Assert.Equal(-115.98652648925781f, array.ToSingles().Min());
        Assert.Equal(121.55470275878906, array.ToDoubles().Max());
    }

    [Theory]
    [InlineData("bool")]
    [InlineData("int8")]
    [InlineData("uint8")]
    [InlineData("<i2")]
    [InlineData(">u2")]
    [InlineData(">i4")]
    [InlineData("<u4")]
    [InlineData(">i8")]
    [InlineData("<u8")]
    [InlineData(">f2")]
    [InlineData("<f4")]
    [InlineData(">f8")]
    public void Reads_what_NumPy_saved_in_every_type_and_either_order(string type)
    {
        string path = Path.Combine(_folder, "a.npy");
        foreach (string order in new[] { "C", "F" })
        {
            IndependentJudge.Python(
                "import sys, numpy as np; np.save(sys.argv[1], np.asarray(np.arange(24).reshape(2,3,4) % 120, "
                    + "dtype=sys.argv[2], order=sys.argv[3]))",
                path,
                type,
                order);

            NpyArray array = NpyFile.Read(path);

            Assert.Equal([2, 3, 4], array.Shape);
            Assert.Equal(Enumerable.Range(0, 24).Select(v => type == "bool" ? Math.Min(v, 1) : (double)v), array.ToDoubles());
        }
    }

    [Fact]
    public void Reads_a_single_number_and_an_empty_array()
    {
        string path = Path.Combine(_folder, "a.npy");
        IndependentJudge.Python("import sys, numpy as np; np.save(sys.argv[1], np.float64(2.5))", path);
        Assert.Equal([2.5], NpyFile.Read(path).As<double>());

        IndependentJudge.Python("import sys, numpy as np; np.save(sys.argv[1], np.zeros((0, 3)))", path);
        Assert.Equal([0, 3], NpyFile.Read(path).Shape);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", 16)]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }", 64)]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 64)]
    [InlineData("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", 64)]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", 64)]
    [InlineData("{'descr': '<f1', 'fortran_order': False, 'shape': (1,), }", 64)]
    public void Refuses_what_it_cannot_read(string header, int sampleBytes)
    {
        string path = Path.Combine(_folder, "bad.npy");
        File.WriteAllBytes(
            path,
            [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[sampleBytes]]);

        Refusal.Of(ErrorId.NpyFileInvalid, () => NpyFile.Read(path));
    }

    [Fact]
    public void Refuses_a_file_that_is_not_NumPys_or_ends_early()
    {
        string path = Path.Combine(_folder, "bad.npy");
        foreach (byte[] content in new byte[][] { [], [1, 2, 3], [.. "0123456789"u8], [0x93, .. "NUMPY"u8, 1, 0, 118] })
        {
            File.WriteAllBytes(path, content);
            Refusal.Of(ErrorId.NpyFileInvalid, () => NpyFile.Read(path));
        }
    }
}
