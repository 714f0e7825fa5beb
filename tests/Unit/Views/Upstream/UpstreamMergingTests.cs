using DeepWonder3D.Formats.Mat;

namespace DeepWonder3D.Tests.Views.Upstream;

/// <summary>The published merging of the reference recording, group by group.</summary>
public class UpstreamMergingTests
{
    private static readonly Lazy<NeuronPopulation> s_upstream = new(() => Merge(new ViewMergingOptions { Upstream = true }));

    [Fact]
    public void Forms_the_published_groups()
    {
        MatCell expected = (MatCell)Read("stage_vm_view_merging.mat")["view_merge_id"];
        Assert.Equal(expected.Cells.Count, s_upstream.Value.Count);
        for (int g = 0; g < expected.Cells.Count; g++)
        {
            double[,] ids = UpstreamCalibration.Matrix(expected.Cells[g]);
            Assert.Equal(
                Enumerable.Range(0, ids.GetLength(0)).Select(k => ((int)ids[k, 0], (int)ids[k, 1])),
                s_upstream.Value.Neurons[g].Detections.Select(d => (d.ViewId, d.NeuronId)));
        }
    }

    [Fact]
    public void Finds_the_published_places_and_nominal_depths()
    {
        double[,] places = UpstreamCalibration.Matrix(Read("stage_vm_result.mat")["spatial_3D"]);
        for (int n = 0; n < s_upstream.Value.Count; n++)
        {
            LocalizedNeuron neuron = s_upstream.Value.Neurons[n];
            Assert.Equal(places[n, 0], neuron.Row, 1e-4);
            Assert.Equal(places[n, 1], neuron.Column, 1e-4);
            Assert.Equal(places[n, 2], neuron.ZUm, 1e-4);
        }
    }

    [Fact]
    public void Fuses_the_published_traces()
    {
        double[,] traces = UpstreamCalibration.Matrix(Read("stage_vm_result.mat")["all_single_neuron_trace"]);
        for (int n = 0; n < s_upstream.Value.Count; n++)
        {
            for (int t = 0; t < traces.GetLength(1); t++)
            {
                Assert.Equal(traces[n, t], s_upstream.Value.Neurons[n].Trace[t], 1e-6 * Math.Abs(traces[n, t]));
            }
        }
    }

    [Fact]
    public void The_intended_merging_finds_about_the_same_neurons_without_duplicates()
    {
        NeuronPopulation intended = Merge(new ViewMergingOptions());
        Assert.InRange(intended.Count, s_upstream.Value.Count - 3, s_upstream.Value.Count + 3);
        foreach (LocalizedNeuron a in intended.Neurons)
        {
            Assert.InRange(a.ResidualPx, 0, 3);
            Assert.All(intended.Neurons, b => Assert.True(
                ReferenceEquals(a, b) || Math.Abs(a.XUm - b.XUm) + Math.Abs(a.YUm - b.YUm) + Math.Abs(a.ZUm - b.ZUm) > 1));
        }
    }

    private static Dictionary<string, MatArray> Read(string name) => MatFile.Read(SharedMaterial.Path("reference/fixtures/" + name));

    private static NeuronPopulation Merge(ViewMergingOptions options)
    {
        Dictionary<string, MatArray> data = Read("stage_vm_all_data.mat");
        double[,] traces = UpstreamCalibration.Matrix(data["all_trace"]);
        double[,] places = UpstreamCalibration.Matrix(data["S_center_list"]);
        double[,] index = UpstreamCalibration.Matrix(data["all_index"]);
        NeuronSet[] views =
        [
            .. Enumerable.Range(0, index.GetLength(0)).GroupBy(i => (int)index[i, 0]).Select(view => ViewScene.Set(
                view.Key, [.. view.Select(i => ViewScene.Neuron((int)index[i, 1], (places[i, 0], places[i, 1]), Row(traces, i)))])),
        ];
        return ViewMerging.Run(views, UpstreamCalibration.Load(), options, SilentObserver.Instance, TestContext.Current.CancellationToken);
    }

    private static float[] Row(double[,] matrix, int row) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(t => (float)matrix[row, t])];
}
