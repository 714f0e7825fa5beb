using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>Results of other programs are read: suite2p, CaImAn, and NWB of anybody.</summary>
public sealed class ForeignNeuronTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_folder_that_suite2p_writes()
    {
        IndependentJudge.Python("""
            import os, sys, numpy as np
            folder = sys.argv[1]
            stat = [dict(ypix=np.array([1, 1, 2]), xpix=np.array([4, 5, 4]), lam=np.ones(3, "f4"), med=[1, 4], npix=3,
                         radius=np.float32(1.5), skew=np.float64(2), overlap=np.zeros(3, bool), text="x"),
                    dict(ypix=np.array([7]), xpix=np.array([8]), lam=np.ones(1, "f4"), med=(7, 8), npix=np.int64(1),
                         flag=True, nothing=None, big=2 ** 40),
                    dict(ypix=np.array([3, 4], dtype="i2"), xpix=np.array([0, 0], dtype=">i4"), lam=np.ones(2), med=[3, 0], npix=2)]
            np.save(os.path.join(folder, "stat.npy"), np.array(stat, dtype=object))
            np.save(os.path.join(folder, "ops.npy"), dict(Ly=10, Lx=20, fs=15.0, meanImg=np.zeros((10, 20), "f4"), nested=dict(a=[1, 2])))
            np.save(os.path.join(folder, "F.npy"), np.arange(18, dtype="f4").reshape(3, 6))
            np.save(os.path.join(folder, "Fneu.npy"), np.ones((3, 6), "f4"))
            np.save(os.path.join(folder, "spks.npy"), np.arange(18, dtype="f4").reshape(3, 6) % 4)
            np.save(os.path.join(folder, "iscell.npy"), np.array([[1, 0.9], [0, 0.1], [1, 0.7]]))
            """, _folder.Root);
        NeuronSet set = (NeuronSet)Read(_folder.Root);
        Assert.Equal((10, 20, 15.0, 6L, 2), (set.Height, set.Width, set.FrameRate, set.FrameCount, set.Count));
        Assert.Equal(
            [(0, 1, 2, 3, 4, 5), (12, 13, 14, 15, 16, 17)],
            set.Neurons.Select(n => (n.Trace[0], n.Trace[1], n.Trace[2], n.Trace[3], n.Trace[4], n.Trace[5]))
                .Select(t => ((int)t.Item1, (int)t.Item2, (int)t.Item3, (int)t.Item4, (int)t.Item5, (int)t.Item6)));
        Assert.Equal([0f, 1, 2, 3, 0, 1], set.Neurons[1].Events!.ToArray());
        Assert.Equal([24, 25, 44], set.Neurons[0].Footprint.Pixels.ToArray());
        Assert.Equal([60, 80], set.Neurons[1].Footprint.Pixels.ToArray());
    }

    [Fact]
    public void Reads_the_spikes_of_a_folder_that_suite2p_itself_left()
    {
        NeuronSet set = (NeuronSet)Read(SharedMaterial.Path("cases/suite2p_0.14"));
        Assert.True(set.Count > 0);
        Assert.All(set.Neurons, n => Assert.True(n.Events!.Minimum == 0 && n.Events.Length == n.Trace.Length));
        Assert.Contains(set.Neurons, n => n.Events!.Maximum > 0);
    }

    [Fact]
    public void Reads_the_results_that_CaImAn_saves()
    {
        IndependentJudge.Python("""
            import sys, h5py, numpy as np, scipy.sparse as sp
            rows, columns, frames = 6, 5, 7
            A = np.zeros((rows * columns, 3))
            def at(r, c): return r + c * rows
            A[[at(1, 1), at(1, 2), at(2, 1)], 0] = [1, 0.5, 0.1]
            A[[at(3, 3)], 1] = [2]
            A[[at(4, 4), at(5, 4)], 2] = [1, 1]
            A = sp.csc_matrix(A)
            with h5py.File(sys.argv[1], "w") as f:
                g = f.create_group("estimates/A")
                for name in ["data", "indices", "indptr", "shape"]:
                    g[name] = getattr(A, name)
                f["estimates/C"] = np.arange(21.0).reshape(3, 7)
                f["estimates/dims"] = [rows, columns]
                f["estimates/idx_components"] = [0, 2]
                f["params/data/fr"] = 30
            """, _folder.File("caiman.hdf5"));
        NeuronSet set = (NeuronSet)Read(_folder.File("caiman.hdf5"));
        Assert.Equal((6, 5, 30.0, 7L, 2), (set.Height, set.Width, set.FrameRate, set.FrameCount, set.Count));
        Assert.Equal([6, 7], set.Neurons[0].Footprint.Pixels.ToArray());
        Assert.Equal([24, 29], set.Neurons[1].Footprint.Pixels.ToArray());
        Assert.Equal([14f, 15, 16, 17, 18, 19, 20], set.Neurons[1].Trace.ToArray());
        Assert.All(set.Neurons, n => Assert.True(n is { Denoised: null, Events: null, DeltaFOverF: null }));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public void What_CaImAn_deconvolved_comes_apart_into_trace_denoised_trace_and_events(string spikes, bool isDeconvolved)
    {
        IndependentJudge.Python("""
            import sys, h5py, numpy as np, scipy.sparse as sp
            A = sp.csc_matrix(np.eye(6, 2))
            with h5py.File(sys.argv[1], "w") as f:
                for name in ["data", "indices", "indptr", "shape"]:
                    f["estimates/A/" + name] = getattr(A, name)
                f["estimates/C"] = np.arange(8.0).reshape(2, 4)
                f["estimates/YrA"] = np.full((2, 4), 0.5)
                f["estimates/S"] = np.arange(8.0).reshape(2, 4) % 3 * float(sys.argv[2])
                f["estimates/F_dff"] = np.arange(8.0).reshape(2, 4) / 10
                f["estimates/dims"] = [3, 2]
            """, _folder.File("caiman.hdf5"), spikes);
        Neuron neuron = ((NeuronSet)Read(_folder.File("caiman.hdf5"))).Neurons[1];
        Assert.Equal([4.5f, 5.5f, 6.5f, 7.5f], neuron.Trace.ToArray());
        Assert.Equal([0.4f, 0.5f, 0.6f, 0.7f], neuron.DeltaFOverF!.ToArray());
        Assert.Equal(isDeconvolved ? [4f, 5, 6, 7] : null, neuron.Denoised?.ToArray());
        Assert.Equal(isDeconvolved ? [1f, 2, 0, 1] : null, neuron.Events?.ToArray());
    }

    [Fact]
    public void Reads_the_NWB_of_others_with_masks_of_pixels_or_images()
    {
        IndependentJudge.Python("""
            import sys, h5py, numpy as np
            for name in ["pixels", "images"]:
                with h5py.File(sys.argv[1] + name + ".nwb", "w") as f:
                    f.attrs["nwb_version"] = "2.6.0"
                    plane = f.create_group("general/optophysiology/plane")
                    plane["grid_spacing"] = np.array([2.0, 2.0]); plane["grid_spacing"].attrs["unit"] = "micrometers"
                    t = f.create_group("processing/ophys/ImageSegmentation/PlaneSegmentation")
                    t.attrs["neurodata_type"] = "PlaneSegmentation"
                    t["id"] = [0, 1]
                    t["imaging_plane"] = h5py.SoftLink("/general/optophysiology/plane")
                    if name == "pixels":
                        t["pixel_mask"] = np.array([(4, 1, 1), (5, 1, 1), (8, 7, 1)], dtype=[("x", "u4"), ("y", "u4"), ("weight", "f4")])
                        t["pixel_mask_index"] = np.array([2, 3], dtype="u1")
                    else:
                        masks = np.zeros((2, 20, 10), "f4"); masks[0, 4, 1] = masks[0, 5, 1] = masks[1, 8, 7] = 0.5
                        t.create_dataset("image_mask", data=masks, chunks=(1, 20, 10), compression="gzip")
                    for series, offset in [("Neuropil/Neuropil", 100), ("Fluorescence/Fluorescence", 0),
                                           ("Deconvolved/Deconvolved", 200), ("DfOverF/dff", 0)]:
                        s = f.create_group("processing/ophys/" + series)
                        s.attrs["neurodata_type"] = "RoiResponseSeries"
                        s["data"] = (np.arange(8.0).reshape(4, 2) + offset) * (0.5 if "DfOverF" in series else 1)
                        s["rois"] = [0, 1]
                        if name == "pixels":
                            s["starting_time"] = 0.0; s["starting_time"].attrs["rate"] = 12.0
                        else:
                            s["timestamps"] = np.array([100, 100 + 1 / 12, 100 + 2 / 12, 130])
            """, _folder.File("x_"));
        foreach (string name in new[] { "pixels", "images" })
        {
            NeuronSet set = (NeuronSet)Read(_folder.File($"x_{name}.nwb"));
            Assert.Equal((12.0, 2.0, 4L, 2), (Math.Round(set.FrameRate!.Value, 9), set.PixelSizeUm, set.FrameCount, set.Count));
            Assert.Equal(name == "pixels" ? 0.25 : 30, set.TimeOfFrame(3));
            Assert.Equal(
                [(1, 4), (1, 5)],
                Enumerable.Range(0, 2).Select(i => (set.Neurons[0].Footprint.RowAt(i), set.Neurons[0].Footprint.ColumnAt(i))));
            Assert.Equal([1f, 3, 5, 7], set.Neurons[1].Trace.ToArray());
            Assert.Equal([201f, 203, 205, 207], set.Neurons[1].Events!.ToArray());
            Assert.Equal([0.5f, 1.5f, 2.5f, 3.5f], set.Neurons[1].DeltaFOverF!.ToArray());
        }
    }

    [Fact]
    public void A_pickle_that_could_run_code_is_refused()
    {
        IndependentJudge.Python("""
            import os, sys, numpy as np
            class Bad:
                def __reduce__(self): return (os.system, ("echo harm",))
            a = np.empty(1, dtype=object); a[0] = Bad()
            np.save(os.path.join(sys.argv[1], "stat.npy"), a)
            """, _folder.Root);
        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => Read(_folder.Root));
        Assert.Equal(ErrorId.NpyFileInvalid, refused.Id);
        Assert.Contains("run code", refused.Message, StringComparison.Ordinal);
    }

    private static object Read(string path) => NeuronFile.Read(path, NeuronFileFormat.Auto, NeuronImportOptions.None);
}
