using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Formats.NeuronFiles.Mat;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

public sealed class NeuronMatFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_published_neurons_of_a_view()
    {
        string copy = _folder.File("20241222_view_108.tif.mat");
        File.Copy(SharedMaterial.Path("reference/fixtures/stage_mn_out.mat"), copy);

        NeuronSet set = Read<NeuronSet>(copy, new NeuronImportOptions { FrameRate = 10, PixelSizeUm = 2 });

        Assert.Equal(("20241222_view_108", 108, 224L, 15), (set.Name, set.ViewId, set.FrameCount, set.Count));
        Assert.Equal((128, 128), (set.Height, set.Width));
        Assert.Equal((10, 2), (set.FrameRate, set.PixelSizeUm));
        Neuron first = set.Neurons[0];
        Assert.Equal((1, 15.46875, 23.015625, 64), (first.Id, first.Row, first.Column, first.AreaPx));
        Assert.Equal((12, 20), (first.Footprint.RowAt(0), first.Footprint.ColumnAt(0)));
        Assert.Equal(12.703125f, first.Trace[0]);
        Assert.All(set.Neurons, n => Assert.Equal(n.Row, Enumerable.Range(0, n.AreaPx).Average(n.Footprint.RowAt), 1e-9));
    }

    [Fact]
    public void Outlines_are_the_published_ones()
    {
        string path = SharedMaterial.Path("reference/fixtures/stage_mn_out.mat");
        Dictionary<string, MatArray> published = MatFile.Read(path);

        Dictionary<string, MatArray> ours = NeuronSetMat.ToVariables(Read<NeuronSet>(path)).ToDictionary(v => v.Name, v => v.Array);

        Assert.Equal(((MatNumeric)published["final_contours"]).Values, ((MatNumeric)ours["final_contours"]).Values);
        (MatCell theirs, MatCell mine) = ((MatCell)published["final_mask_list"], (MatCell)ours["final_mask_list"]);
        for (int i = 0; i < theirs.Count; i++)
        {
            (MatStruct expected, MatStruct actual) = ((MatStruct)theirs.Cells[i], (MatStruct)mine.Cells[i]);
            Assert.Equal(expected.Fields, actual.Fields);
            foreach (string field in new[] { "contours", "value", "position", "centroid" })
            {
                Assert.Equal(expected.Find(field)!.ToString(), actual.Find(field)!.ToString());
                Assert.Equal(((MatNumeric)expected.Find(field)!).Values, ((MatNumeric)actual.Find(field)!).Values);
            }
        }
    }

    [Fact]
    public void SciPy_sees_the_published_names_classes_and_sizes_of_a_view()
    {
        Write(NeuronSamples.Set(), "x.mat");

        string seen = IndependentJudge.Python(
            """
            import sys, json, scipy.io
            m = scipy.io.loadmat(sys.argv[1])
            print(scipy.io.whosmat(sys.argv[1])[:2])
            r = m['final_mask_list'][0, 0]
            for n in r.dtype.names: print(n, r[n][0, 0].dtype, r[n][0, 0].shape)
            for n in ['value', 'position', 'remain_position', 'centroid']: print(r[n][0, 0].tolist())
            print(m['frame_rate'].item(), m['pixel_size_um'].item(), m['view_id'].item(), m['neuron_id'].tolist())
            print(json.loads(m['history'][0])[1]['step'])
            """,
            _folder.File("x.mat"));

        Assert.Equal(
            """
            [('final_contours', (12, 9), 'uint16'), ('final_mask_list', (1, 3), 'cell')]
            contours int64 (34, 2)
            value int64 (1, 1)
            position int64 (5, 2)
            remain_position int64 (3, 2)
            trace float64 (1, 5)
            centroid float64 (1, 2)
            remain_trace float64 (1, 5)
            remain_sr_trace float64 (1, 5)
            [[1]]
            [[1, 3], [2, 2], [2, 3], [2, 4], [3, 3]]
            [[1, 3], [2, 2], [2, 3]]
            [[2.1, 2.9]]
            7.3 1.15 108.0 [[1.0, 2.0, 7.0]]
            Find-Neuron

            """,
            seen,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void SciPy_sees_the_published_names_classes_and_sizes_of_an_empty_view_and_of_a_population()
    {
        Write(NeuronSamples.Set() with { Neurons = [] }, "none.mat");
        Write(NeuronSamples.Population(), "result.mat");

        string seen = IndependentJudge.Python(
            """
            import sys, scipy.io
            print(scipy.io.whosmat(sys.argv[1])[:2])
            print(scipy.io.whosmat(sys.argv[2])[:2])
            p = scipy.io.loadmat(sys.argv[2])
            print(p['spatial_3D'].tolist())
            print(p['detections'].shape, p['psffit_matrix'].tolist())
            print(p['all_view_traces'].shape, p['view_ids'].tolist(), p['delta_f_over_f'].shape)
            """,
            _folder.File("none.mat"),
            _folder.File("result.mat"));

        Assert.Equal(
            """
            [('final_contours', (12, 9), 'uint16'), ('final_mask_list', (0, 0), 'double')]
            [('spatial_3D', (2, 3), 'double'), ('all_single_neuron_trace', (2, 5), 'double')]
            [[5.5, 10.25, -37.123456789], [2.0, 1.0, 0.0]]
            (2, 8) [[108.0, 113.0, -0.4, 0.01, 0.123456789012345, 0.0]]
            (1, 2, 5) [[108]] (2, 5)

            """,
            seen,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Octave_sees_the_published_names_classes_and_sizes()
    {
        Write(NeuronSamples.Set(), "x.mat");

        string seen = IndependentJudge.Octave(
            """
            m = load(argv(){1});
            r = m.final_mask_list{1, 2};
            printf('%s %s %s\n', class(m.final_contours), class(m.final_mask_list), mat2str(size(m.final_mask_list)));
            for n = fieldnames(r)'
              printf('%s %s %s\n', n{1}, class(r.(n{1})), mat2str(size(r.(n{1}))));
            end
            """,
            _folder.File("x.mat"));

        Assert.Equal(
            """
            uint16 cell [1 3]
            contours int64 [37 2]
            value int64 [1 1]
            position int64 [5 2]
            remain_position int64 [3 2]
            trace double [1 5]
            centroid double [1 2]
            remain_trace double [1 5]
            remain_sr_trace double [1 5]

            """,
            seen,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Reads_the_published_neurons_in_space()
    {
        string path = SharedMaterial.Path("reference/fixtures/stage_vm_result.mat");

        NeuronPopulation population = Read<NeuronPopulation>(path);

        Assert.Equal((58, 224L), (population.Count, population.FrameCount));
        Assert.Null(population.FrameRate);
        Assert.All(population.Neurons, n => Assert.True(double.IsNaN(n.XUm) && n.ViewCount == 0));
        MatNumeric published = (MatNumeric)MatFile.Read(path)["all_single_neuron_trace"];
        Assert.Equal((float)published.ToDoubles()[57 + (58 * 223)], population.Neurons[57].Trace[223]);
    }

    [Fact]
    public void Reads_a_published_fast_trace_result_with_its_single_precision()
    {
        IndependentJudge.Python(
            """
            import sys, numpy as np, scipy.io
            v = {'spatial_3D': np.array([[1, 2, 3], [4, 5, 6]], 'f4'), 'all_single_neuron_trace': np.arange(8, dtype='f4').reshape(2, 4)}
            v.update({'all_view_traces': np.zeros((3, 2, 4), 'f4'), 'view_ids': np.array([[1, 2, 3]])})
            scipy.io.savemat(sys.argv[1], v)
            """,
            _folder.File("result_fast_trace.mat"));

        NeuronPopulation population = Read<NeuronPopulation>(
            _folder.File("result_fast_trace.mat"), new NeuronImportOptions { PixelSizeUm = 10 });

        Assert.Equal([(1, 2, 3), (4, 5, 6)], population.Neurons.Select(n => (n.Row, n.Column, n.ZUm)));
        Assert.Equal([20, 50], population.Neurons.Select(n => n.XUm));
        Assert.Equal([4, 5, 6, 7], population.Neurons[1].Trace.ToArray());
    }

    private static T Read<T>(string path, NeuronImportOptions? options = null) =>
        Assert.IsType<T>(NeuronFile.Read(path, NeuronFileFormat.Auto, options ?? NeuronImportOptions.None));

    private void Write(object neurons, string name) =>
        NeuronFile.Write(neurons, _folder.File(name), NeuronFileFormat.Auto, false, TestContext.Current.CancellationToken);
}
