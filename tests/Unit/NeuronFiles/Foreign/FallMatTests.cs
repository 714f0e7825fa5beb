using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles.Foreign;

/// <summary>suite2p's results in one MATLAB file.</summary>
public sealed class FallMatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_case_has_two_regions_with_traces_and_events()
    {
        NeuronSet set = (NeuronSet)NeuronFile.Read(SharedMaterial.Path("cases/Fall.mat"));
        Assert.Equal((24, 28, 2, 60L, 10.0), (set.Height, set.Width, set.Count, set.FrameCount, set.FrameRate));
        Assert.Equal([(6.5, 7.5), (6.5, 15.5)], set.Neurons.Select(n => (n.Row, n.Column)));
        Assert.All(set.Neurons, n => Assert.Equal(60, n.Events!.Length));
    }

    [Fact]
    public void Cells_records_and_what_is_missing_are_told_apart()
    {
        IndependentJudge.Python("""
            import sys, numpy as np, scipy.io as sio
            def region(i): return {"ypix": np.array([i, i + 1]), "xpix": np.array([2 * i, 2 * i]), "lam": np.ones(2), "med": [i, 2 * i]}
            cells = np.empty((1, 3), object)
            for i in range(3): cells[0, i] = region(i)
            F = np.arange(12.0).reshape(3, 4)
            ops = {"Ly": 9, "Lx": 11, "fs": 7.5, "date_proc": "2024", "nested": {"a": 1}}
            save = lambda name, **v: sio.savemat(f"{sys.argv[1]}/{name}.mat", v)
            save("some", stat=cells, F=F, Fneu=F, spks=F + 1, iscell=np.array([[1, .9], [0, .1], [1, .8]]), ops=ops)
            save("bare", stat=cells, F=F)
            records = np.zeros((1, 3), dtype=[("ypix", object), ("xpix", object)])
            for i in range(3): records[0, i] = (region(i)["ypix"], region(i)["xpix"])
            save("records", stat=records, F=F.astype("f4"), spks=F)
            save("short", stat=cells, F=F[:2])
            save("pixels", stat=np.array([[{"ypix": np.arange(2)}, {"ypix": np.arange(2)}]], object), F=F[:2])
            """, _folder.Root);
        NeuronSet some = (NeuronSet)NeuronFile.Read(_folder.File("some.mat"));
        Assert.Equal((9, 11, 7.5), (some.Height, some.Width, some.FrameRate));
        Assert.Equal([0f, 8], some.Neurons.Select(n => n.Trace[0]));
        Assert.Equal([9f, 10, 11, 12], some.Neurons[1].Events!.ToArray());
        Assert.Equal([26, 37], some.Neurons[1].Footprint.Pixels.ToArray());
        NeuronSet bare = (NeuronSet)NeuronFile.Read(_folder.File("bare.mat"));
        Assert.Equal((3, true, (double?)null), (bare.Count, bare.Neurons[2].Events is null, bare.FrameRate));
        NeuronSet records = (NeuronSet)NeuronFile.Read(_folder.File("records.mat"));
        Assert.Equal(
            bare.Neurons.Select(n => (n.Row, n.Column, n.Trace[3])), records.Neurons.Select(n => (n.Row, n.Column, n.Trace[3])));
        Refusal.Of(ErrorId.NeuronFileInvalid, () => NeuronFile.Read(_folder.File("short.mat")));
        Refusal.Of(ErrorId.NeuronFileInvalid, () => NeuronFile.Read(_folder.File("pixels.mat")));
    }
}
