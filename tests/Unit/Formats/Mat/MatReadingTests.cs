using DeepWonder3D.Formats.Mat;

namespace DeepWonder3D.Tests.Formats.Mat;

public sealed class MatReadingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mat").FullName;

    private string File5 => Path.Combine(_folder, "a.mat");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("True")]
    [InlineData("False")]
    public void Reads_what_SciPy_saved(string compressed)
    {
        IndependentJudge.Python(
            """
            import sys, numpy as np, scipy.io, scipy.sparse
            classes = ['double', 'single', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64']
            v = {c: np.arange(6).reshape(2, 3).astype(c) for c in classes}
            v['truth'] = np.array([[True, False, True]])
            v['text'] = 'a text'
            v['texts'] = np.array(['ab ', 'cde'])
            v['cell'] = np.array([[1.5, 'x', np.array([['nested', np.zeros((0, 0))]], dtype=object)]], dtype=object)
            v['records'] = np.array([[(1.0, 'one'), (2.0, 'two')]], dtype=[('number', 'O'), ('name', 'O')])
            v['cube'] = np.arange(24.0).reshape(2, 3, 4)
            v['nothing'] = np.zeros((0, 5))
            v['sparse'] = scipy.sparse.eye(3).tocsc()
            v['cplx'] = np.array([[1 + 2j]])
            v['last'] = 7.0
            scipy.io.savemat(sys.argv[1], v, do_compression=sys.argv[2] == 'True')
            """,
            File5,
            compressed);

        Dictionary<string, MatArray> read = MatFile.Read(File5);

        foreach (string name in new[] { "double", "single", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64" })
        {
            Assert.Equal($"2×3 {name}", read[name].ToString());
            Assert.Equal([0, 3, 1, 4, 2, 5], ((MatNumeric)read[name]).ToDoubles());
            Assert.Equal([0, 3, 1, 4, 2, 5], ((MatNumeric)read[name]).ToIntegers());
        }

        Assert.Equal("1×3 logical", read["truth"].ToString());
        Assert.Equal([1, 0, 1], ((MatNumeric)read["truth"]).ToDoubles());
        Assert.Equal("a text", ((MatText)read["text"]).Text);
        Assert.Equal("2×3 char", read["texts"].ToString());
        Assert.Equal("ab \ncde", ((MatText)read["texts"]).Text);
        CheckCell((MatCell)read["cell"]);
        CheckRecords((MatStruct)read["records"]);
        Assert.Equal("2×3×4 double", read["cube"].ToString());
        Assert.Equal([0, 12, 4, 16], ((MatNumeric)read["cube"]).ToDoubles()[..4]);
        Assert.Equal("0×5 double", read["nothing"].ToString());
        Assert.Equal("3×3 sparse", Assert.IsType<MatUnread>(read["sparse"]).ToString());
        Assert.Equal("1×1 complex double", Assert.IsType<MatUnread>(read["cplx"]).ToString());
        Assert.Equal([7], ((MatNumeric)read["last"]).ToDoubles());
    }

    [Theory]
    [InlineData("-v6")]
    [InlineData("-v7")]
    public void Reads_what_Octave_saved(string version)
    {
        IndependentJudge.Octave(
            """
            double = [0 1 2; 3 4 5]; packed = [1 2 300]; huge = [1e300 -0.5 NaN Inf];
            int64 = [intmin('int64') 5]; uint8 = uint8([1 255]); truth = [true false];
            text = 'depth'; texts = ['ab '; 'cde']; cell = {1.5, 'x', {'nested', []}};
            records = struct('number', {1, 2}, 'name', {'one', 'two'}); cube = reshape(0:23, [2 3 4]); handle = @sin; z = 1i;
            a = argv();
            if strcmp(a{2}, '-v6')
              save('-v6', a{1}, 'double', 'packed', 'huge', 'int64', 'uint8', 'truth', 'text', 'texts', 'cell', 'records', 'cube', 'z');
            else
              save('-v7', a{1}, 'double', 'packed', 'huge', 'int64', 'uint8', 'truth', 'text', 'texts', 'cell', 'records', 'cube', 'z');
            end
            """,
            File5,
            version);

        Dictionary<string, MatArray> read = MatFile.Read(File5);

        Assert.Equal("2×3 double", read["double"].ToString());
        Assert.Equal([0, 3, 1, 4, 2, 5], ((MatNumeric)read["double"]).ToDoubles());
        Assert.Equal("1×3 double", read["packed"].ToString());
        Assert.Equal([1, 2, 300], ((MatNumeric)read["packed"]).ToDoubles());
        Assert.Equal([1e300, -0.5, double.NaN, double.PositiveInfinity], ((MatNumeric)read["huge"]).ToDoubles());
        Assert.Equal([long.MinValue, 5], ((MatNumeric)read["int64"]).ToIntegers());
        Assert.Equal([1, 255], ((MatNumeric)read["uint8"]).ToIntegers());
        Assert.Equal("1×2 logical", read["truth"].ToString());
        Assert.Equal("depth", ((MatText)read["text"]).Text);
        Assert.Equal("ab \ncde", ((MatText)read["texts"]).Text);
        CheckCell((MatCell)read["cell"]);
        CheckRecords((MatStruct)read["records"]);
        Assert.Equal("2×3×4 double", read["cube"].ToString());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), ((MatNumeric)read["cube"]).ToDoubles());
        Assert.IsType<MatUnread>(read["z"]);
    }

    [Fact]
    public void Reads_a_file_of_the_other_byte_order()
    {
        // Nothing at hand saves big-endian files, so the script lays one out byte by byte; SciPy confirms that it is one.
        IndependentJudge.Python(
            """
            import sys, struct, numpy as np, scipy.io
            def el(t, b): return struct.pack('>II', t, len(b)) + b + bytes(-len(b) % 8)
            def small(t, b): return struct.pack('>I', (len(b) << 16) | t) + b.ljust(4, b'\0')
            def matrix(cls, dims, name, body, flags=0):
                return el(14, el(6, struct.pack('>II', cls | flags, 0)) + el(5, struct.pack('>%di' % len(dims), *dims)) + name + body)
            def nm(s): return el(1, s.encode()) if len(s) > 4 else small(1, s.encode())
            doubles = matrix(6, (1, 3), nm('doubles'), el(9, struct.pack('>3d', 1.5, -2, 3e100)))
            packed = matrix(6, (1, 2), nm('pk'), small(4, struct.pack('>2H', 300, 2)))
            text = matrix(4, (1, 2), nm('text'), small(17, 'µm'.encode('utf-16-be')))
            cell = matrix(1, (1, 1), nm('cell'), matrix(12, (2, 1), small(1, b''), el(5, struct.pack('>2i', -7, 70000))))
            open(sys.argv[1], 'wb').write(b'MATLAB 5.0 MAT-file'.ljust(124) + b'\x01\x00MI' + doubles + packed + text + cell)
            m = scipy.io.loadmat(sys.argv[1])
            assert m['doubles'].tolist() == [[1.5, -2, 3e100]] and m['pk'].tolist() == [[300, 2]] and m['text'][0] == 'µm'
            assert m['cell'][0, 0].tolist() == [[-7], [70000]]
            """,
            File5);

        Dictionary<string, MatArray> read = MatFile.Read(File5);

        Assert.Equal([1.5, -2, 3e100], ((MatNumeric)read["doubles"]).ToDoubles());
        Assert.Equal([300, 2], ((MatNumeric)read["pk"]).ToDoubles());
        Assert.Equal("µm", ((MatText)read["text"]).Text);
        MatNumeric inner = Assert.IsType<MatNumeric>(Assert.Single(((MatCell)read["cell"]).Cells));
        Assert.Equal("2×1 int32", inner.ToString());
        Assert.Equal([-7, 70000], inner.ToIntegers());
    }

    [Fact]
    public void Reads_the_published_results()
    {
        Dictionary<string, MatArray> neurons = MatFile.Read(SharedMaterial.Path("reference/fixtures/stage_mn_out.mat"));
        Assert.Equal("1×15 cell", neurons["final_mask_list"].ToString());
        Assert.Equal("128×128 uint16", neurons["final_contours"].ToString());
        MatStruct first = Assert.IsType<MatStruct>(((MatCell)neurons["final_mask_list"]).Cells[0]);
        Assert.Equal("64×2 int64", first.Find("position")!.ToString());
        Assert.Equal([15.46875, 23.015625], ((MatNumeric)first.Find("centroid")!).ToDoubles());

        Dictionary<string, MatArray> gathered = MatFile.Read(SharedMaterial.Path("reference/fixtures/stage_vm_all_data.mat"));
        Assert.Equal(
            ["417×224 double", "417×2 double", "417×2 int64", "1×7 int64"],
            new[] { "all_trace", "S_center_list", "all_index", "all_view_num" }.Select(n => gathered[n].ToString()));

        Dictionary<string, MatArray> merged = MatFile.Read(SharedMaterial.Path("reference/fixtures/stage_vm_view_merging.mat"));
        Assert.Equal("58×1 cell", merged["view_merge_C"].ToString());
        Assert.Equal([0.6], ((MatNumeric)merged["corr_thre"]).ToDoubles());
    }

    [Fact]
    public void Reads_only_the_variables_that_are_wanted()
    {
        string path = SharedMaterial.Path("reference/fixtures/stage_vm_all_data.mat");

        Dictionary<string, MatArray> read = MatFile.Read(path, name => name == "all_index", memoryLimit: 50_000);

        Assert.Equal(["all_index"], read.Keys);
    }

    private static void CheckCell(MatCell cell)
    {
        Assert.Equal("1×3 cell", cell.ToString());
        Assert.Equal([1.5], ((MatNumeric)cell.Cells[0]).ToDoubles());
        Assert.Equal("x", ((MatText)cell.Cells[1]).Text);
        MatCell nested = Assert.IsType<MatCell>(cell.Cells[2]);
        Assert.Equal("nested", ((MatText)nested.Cells[0]).Text);
        Assert.Equal("0×0 double", nested.Cells[1].ToString());
    }

    private static void CheckRecords(MatStruct records)
    {
        Assert.Equal("1×2 struct", records.ToString());
        Assert.Equal(["number", "name"], records.Fields);
        Assert.Equal([2], ((MatNumeric)records.Find("number", 1)!).ToDoubles());
        Assert.Equal("one", ((MatText)records.Find("name")!).Text);
        Assert.Null(records.Find("absent"));
    }
}
