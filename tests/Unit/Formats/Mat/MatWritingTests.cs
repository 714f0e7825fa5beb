using DeepWonder3D.Formats.Mat;

namespace DeepWonder3D.Tests.Formats.Mat;

public sealed class MatWritingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mat").FullName;

    private string File5 => Path.Combine(_folder, "a.mat");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SciPy_reads_every_class_with_its_size_and_values(bool compress)
    {
        Write(EveryClass(), compress);

        string seen = IndependentJudge.Python(
            """
            import sys, numpy as np, scipy.io
            m = scipy.io.loadmat(sys.argv[1])
            numbers = ['double', 'single', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64']
            for n in numbers + ['computed', 'cube', 'nothing']:
                print(n, m[n].dtype, m[n].shape, m[n].ravel(order='F').tolist())
            print([(n, s, c) for n, s, c in scipy.io.whosmat(sys.argv[1]) if n == 'truth'], m['truth'].tolist())
            print(m['text'][0], ascii(m['unit'][0]), m['x'].shape, m['cell'].shape, m['cell'][0, 1][0])
            print(m['records'].dtype.names, m['records'].shape, m['records'][0, 1]['name'][0], m['records'][0, 1]['number'].tolist())
            """,
            File5);

        Assert.Equal(
            """
            double float64 (2, 3) [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]
            single float32 (1, 2) [0.5, -1.5]
            int8 int8 (1, 2) [-128, 127]
            uint8 uint8 (1, 2) [0, 255]
            int16 int16 (1, 2) [-32768, 32767]
            uint16 uint16 (1, 2) [0, 65535]
            int32 int32 (1, 2) [-2147483648, 2147483647]
            uint32 uint32 (1, 2) [0, 4294967295]
            int64 int64 (1, 2) [-9223372036854775808, 9223372036854775807]
            uint64 uint64 (1, 2) [0, 18446744073709551615]
            computed float64 (2, 2) [0.0, 10.0, 1.0, 11.0]
            cube float64 (1, 2, 2) [1.0, 2.0, 3.0, 4.0]
            nothing float64 (0, 3) []
            [('truth', (1, 3), 'logical')] [[1, 0, 1]]
            a text '\xb5m' (0,) (1, 2) inside
            ('number', 'name') (1, 2) two [[2.0]]

            """,
            seen,
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Octave_reads_every_class_with_its_size_and_values(bool compress)
    {
        Write(EveryClass(), compress);

        string seen = IndependentJudge.Octave(
            """
            m = load(argv(){1});
            for n = {'double', 'single', 'int8', 'uint16', 'int64', 'uint64', 'truth', 'text', 'cell', 'records', 'cube', 'nothing', 'x'}
              printf('%s %s %s\n', n{1}, class(m.(n{1})), mat2str(size(m.(n{1}))));
            end
            printf('%s|%s|%s|%d|%s\n', m.text, m.cell{1, 2}, m.records(2).name, m.records(2).number, mat2str(m.double));
            printf('%d %d %s\n', m.int64(1), m.int64(2), m.unit);
            """,
            File5);

        Assert.Equal(
            """
            double double [2 3]
            single single [1 2]
            int8 int8 [1 2]
            uint16 uint16 [1 2]
            int64 int64 [1 2]
            uint64 uint64 [1 2]
            truth logical [1 3]
            text char [1 6]
            cell cell [1 2]
            records struct [1 2]
            cube double [1 2 2]
            nothing double [0 3]
            x char [0 0]
            a text|inside|two|2|[0 1 2;3 4 5]
            -9223372036854775808 9223372036854775807 µm

            """,
            seen,
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_written_reads_back(bool compress)
    {
        Write(EveryClass(), compress);

        Dictionary<string, MatArray> read = MatFile.Read(File5);

        foreach ((string name, MatArray written) in EveryClass())
        {
            Assert.Equal(written.ToString(), read[name].ToString());
            if (written is MatNumeric numeric)
            {
                Assert.Equal(numeric.Values, ((MatNumeric)read[name]).Values);
            }
        }

        Assert.Equal("µm", ((MatText)read["unit"]).Text);
        Assert.Equal("two", ((MatText)((MatStruct)read["records"]).Find("name", 1)!).Text);
        Assert.Equal([0, 10, 1, 11], ((MatNumeric)read["computed"]).ToDoubles());
    }

    [Fact]
    public void The_same_variables_give_the_same_bytes()
    {
        Write(EveryClass(), true);
        byte[] first = File.ReadAllBytes(File5);
        Write(EveryClass(), true);

        Assert.Equal(first, File.ReadAllBytes(File5));
    }

    [Fact]
    public void A_variable_beyond_2_GB_is_refused_before_anything_is_written()
    {
        using MemoryStream stream = new();
        MatComputed traces = new(2_000, 150_000, (_, _) => throw new InvalidOperationException("Nothing may be computed."));

        DeepWonderException refused = Refusal.Of(
            ErrorId.MatVariableTooLarge, () => MatWriter.Write(stream, [("traces", traces)], true, TestContext.Current.CancellationToken));
        Assert.Contains("2.4 GB", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Writing_can_be_cancelled()
    {
        using CancellationTokenSource stop = new();
        MatComputed traces = new(1000, 1000, (row, column) =>
        {
            stop.Cancel();
            return row + column;
        });

        Assert.ThrowsAny<OperationCanceledException>(() => MatWriter.Write(new MemoryStream(), [("traces", traces)], true, stop.Token));
    }

    private static List<(string Name, MatArray Array)> EveryClass() =>
    [
        ("double", new MatNumeric([2, 3], new double[] { 0, 3, 1, 4, 2, 5 })),
        ("single", new MatNumeric([1, 2], new[] { 0.5f, -1.5f })),
        ("int8", new MatNumeric([1, 2], new[] { sbyte.MinValue, sbyte.MaxValue })),
        ("uint8", new MatNumeric([1, 2], new[] { byte.MinValue, byte.MaxValue })),
        ("int16", new MatNumeric([1, 2], new[] { short.MinValue, short.MaxValue })),
        ("uint16", new MatNumeric([1, 2], new[] { ushort.MinValue, ushort.MaxValue })),
        ("int32", new MatNumeric([1, 2], new[] { int.MinValue, int.MaxValue })),
        ("uint32", new MatNumeric([1, 2], new[] { uint.MinValue, uint.MaxValue })),
        ("int64", new MatNumeric([1, 2], new[] { long.MinValue, long.MaxValue })),
        ("uint64", new MatNumeric([1, 2], new[] { ulong.MinValue, ulong.MaxValue })),
        ("truth", new MatNumeric([1, 3], new byte[] { 1, 0, 1 }, isLogical: true)),
        ("computed", new MatComputed(2, 2, (row, column) => (10 * row) + column)),
        ("cube", new MatNumeric([1, 2, 2], new double[] { 1, 2, 3, 4 })),
        ("nothing", new MatNumeric([0, 3], Array.Empty<double>())),
        ("text", new MatText("a text")),
        ("unit", new MatText("µm")),
        ("x", new MatText("")),
        ("cell", new MatCell([1, 2], [MatNumeric.Scalar(1.5), new MatText("inside")])),
        ("records", new MatStruct(
            [1, 2], ["number", "name"], [MatNumeric.Scalar(1.0), new MatText("one"), MatNumeric.Scalar(2.0), new MatText("two")])),
    ];

    private void Write(List<(string Name, MatArray Array)> variables, bool compress)
    {
        using FileStream stream = File.Create(File5);
        MatWriter.Write(stream, variables, compress, CancellationToken.None);
    }
}
