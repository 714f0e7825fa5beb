using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.NeuronFiles;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>Neurons go to other programs and come from them: NWB, suite2p, CaImAn, ImageJ.</summary>
public sealed class NeuronExchangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nwb", "set")]
    [InlineData("nwb", "unknown set")]
    [InlineData("nwb", "empty set")]
    [InlineData("nwb", "population")]
    [InlineData("nwb", "unknown population")]
    [InlineData("nwb", "empty population")]
    [InlineData("mat73", "set")]
    [InlineData("mat73", "unknown set")]
    [InlineData("mat73", "empty set")]
    [InlineData("mat73", "population")]
    [InlineData("mat73", "unknown population")]
    [InlineData("mat73", "empty population")]
    [InlineData("suite2p", "set")]
    [InlineData("suite2p", "unknown set")]
    [InlineData("suite2p", "empty set")]
    public void What_was_written_reads_back_whole(string format, string what)
    {
        string path = _folder.File(format switch { "nwb" => "a.nwb", "mat73" => "a.mat", _ => "plane0" });
        Write(Sample(what), path, format switch { "nwb" => NeuronFileFormat.Auto, "mat73" => NeuronFileFormat.Mat73, _ => NeuronFileFormat.Suite2p });
        SameNeurons.Check(Sample(what), Read(path));
    }

    [Fact]
    public void The_same_neurons_give_the_same_bytes_in_every_format()
    {
        foreach (string folder in new[] { "a", "b" })
        {
            Write(NeuronSamples.Set(), _folder.File($"{folder}/x.nwb"));
            Write(NeuronSamples.Set(), _folder.File($"{folder}/x.zip"));
            Write(NeuronSamples.Set(), _folder.File($"{folder}/x.npz"));
            Write(NeuronSamples.Set(), _folder.File($"{folder}/x.mat"), NeuronFileFormat.Mat73);
            Write(NeuronSamples.Set(), _folder.File($"{folder}/s2p"), NeuronFileFormat.Suite2p);
        }

        string[] files = [.. Directory.GetFiles(_folder.File("a"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.File("a"), f))];
        Assert.Equal(10, files.Length);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(_folder.File("a/" + f)), File.ReadAllBytes(_folder.File("b/" + f))));
    }

    [Fact]
    public void Others_read_the_NWB_that_is_written()
    {
        Write(NeuronSamples.Set(2000), _folder.File("set.nwb"));
        Write(NeuronSamples.Population(), _folder.File("population.nwb"));
        NpyWriterOf(NeuronSamples.Set(2000), _folder.File("traces.npy"));
        string frame = File.ReadAllText(Path.Combine(SharedMaterial.Root, "tests", "Unit", "Formats", "Judges", "recordings_read.py"));
        string said = IndependentJudge.Python(frame.Replace("__main__", "never", StringComparison.Ordinal) + """


            for name in ["set", "population"]:
                with h5py.File(os.path.join(folder, name + ".nwb")) as file:
                    nwb_frame(file)
                    module = file["processing/ophys"]
                    typed(module, "ProcessingModule")
                    typed(module["ImageSegmentation"], "ImageSegmentation")
                    typed(module["Fluorescence"], "Fluorescence")
                    table = module["ImageSegmentation/PlaneSegmentation"]
                    typed(table, "PlaneSegmentation")
                    typed(table["id"], "ElementIdentifiers", "hdmf-common")
                    count = len(table["id"])
                    assert isinstance(table.get("imaging_plane", getlink=True), h5py.SoftLink) and table["imaging_plane"] == file["general/optophysiology/ImagingPlane"]
                    for column in table.attrs["colnames"]:
                        column = text(column)
                        typed(table[column], "VectorData", "hdmf-common")
                        assert text(table[column].attrs["description"])
                        if column + "_index" in table:
                            index = table[column + "_index"]
                            typed(index, "VectorIndex", "hdmf-common")
                            assert file[index.attrs["target"]] == table[column] and len(index) == count and index[-1] == len(table[column])
                        else:
                            assert len(table[column]) == count
                    assert table["pixel_mask"].dtype.names == ("x", "y", "weight")
                    group = series(file, name, "processing/ophys/Fluorescence/RoiResponseSeries", "RoiResponseSeries")
                    typed(group["rois"], "DynamicTableRegion", "hdmf-common")
                    assert file[group["rois"].attrs["table"]] == table and list(group["rois"]) == list(range(count))
                    assert group["data"].shape[1] == count and group["starting_time"].attrs["rate"] > 0
                    if name == "set":
                        numpy.testing.assert_array_equal(group["data"][()].T, numpy.load(os.path.join(folder, "traces.npy")))
                        mask = table["pixel_mask"][:table["pixel_mask_index"][0]]
                        assert sorted(zip(mask["y"], mask["x"])) == [(1, 3), (2, 2), (2, 3), (2, 4), (3, 3)], mask
            print("agree")
            """, _folder.Root);
        Assert.SkipWhen(said.StartsWith("skip: ", StringComparison.Ordinal), said);
        Assert.Contains("agree", said, StringComparison.Ordinal);
    }

    [Fact]
    public void NumPy_reads_the_suite2p_folder_that_is_written_with_all_that_its_window_asks_for()
    {
        Write(NeuronSamples.Set(50), _folder.File("plane0"), NeuronFileFormat.Suite2p);
        NpyWriterOf(NeuronSamples.Set(50), _folder.File("traces.npy"));
        string said = IndependentJudge.Python("""
            import os, sys, numpy as np
            load = lambda name: np.load(os.path.join(sys.argv[1], name), allow_pickle=True)
            stat, ops = load("stat.npy"), load("ops.npy").item()
            F, Fneu, spks, iscell = (load(n + ".npy") for n in ["F", "Fneu", "spks", "iscell"])
            assert stat.shape == (3,) and F.shape == Fneu.shape == spks.shape == (3, 50) and iscell.shape == (3, 2)
            assert F.dtype == np.float32 and np.array_equal(F, np.load(sys.argv[2]), equal_nan=True) and iscell[:, 0].all()
            for s in stat:
                assert s["ypix"].shape == s["xpix"].shape == s["lam"].shape == s["overlap"].shape == (s["npix"],) and s["overlap"].dtype == bool
                for key in ["med", "radius", "aspect_ratio", "compact", "footprint", "skew", "std", "npix_norm"]:
                    s[key]
            assert list(zip(stat[0]["ypix"], stat[0]["xpix"])) == [(1, 3), (2, 2), (2, 3), (2, 4), (3, 3)]
            assert (ops["Ly"], ops["Lx"], ops["nframes"]) == (12, 9, 50) and ops["fs"] == 7.3 and ops["meanImg"].shape == (12, 9)
            for key in ["Vcorr", "max_proj", "refImg", "meanImgE", "xrange", "yrange", "tau", "nchannels", "save_path"]:
                ops[key]
            np.save(os.path.join(sys.argv[1], "again.npy"), stat)
            print("agree")
            """, _folder.File("plane0"), _folder.File("traces.npy"));
        Assert.Contains("agree", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_the_folder_that_suite2p_writes()
    {
        IndependentJudge.Python("""
            import os, sys, numpy as np
            folder = sys.argv[1]
            stat = [dict(ypix=np.array([1, 1, 2]), xpix=np.array([4, 5, 4]), lam=np.ones(3, "f4"), med=[1, 4], npix=3, radius=np.float32(1.5), skew=np.float64(2), overlap=np.zeros(3, bool), text="x"),
                    dict(ypix=np.array([7]), xpix=np.array([8]), lam=np.ones(1, "f4"), med=(7, 8), npix=np.int64(1), flag=True, nothing=None, big=2 ** 40),
                    dict(ypix=np.array([3, 4], dtype="i2"), xpix=np.array([0, 0], dtype=">i4"), lam=np.ones(2), med=[3, 0], npix=2)]
            np.save(os.path.join(folder, "stat.npy"), np.array(stat, dtype=object))
            np.save(os.path.join(folder, "ops.npy"), dict(Ly=10, Lx=20, fs=15.0, meanImg=np.zeros((10, 20), "f4"), nested=dict(a=[1, 2])))
            np.save(os.path.join(folder, "F.npy"), np.arange(18, dtype="f4").reshape(3, 6))
            np.save(os.path.join(folder, "iscell.npy"), np.array([[1, 0.9], [0, 0.1], [1, 0.7]]))
            """, _folder.Root);
        NeuronSet set = (NeuronSet)Read(_folder.Root);
        Assert.Equal((10, 20, 15.0, 6L, 2), (set.Height, set.Width, set.FrameRate, set.FrameCount, set.Count));
        Assert.Equal([(0, 1, 2, 3, 4, 5), (12, 13, 14, 15, 16, 17)], set.Neurons.Select(n => (n.Trace[0], n.Trace[1], n.Trace[2], n.Trace[3], n.Trace[4], n.Trace[5])).Select(t => ((int)t.Item1, (int)t.Item2, (int)t.Item3, (int)t.Item4, (int)t.Item5, (int)t.Item6)));
        Assert.Equal([24, 25, 44], set.Neurons[0].Footprint.Pixels.ToArray());
        Assert.Equal([60, 80], set.Neurons[1].Footprint.Pixels.ToArray());
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
                    for series, offset in [("Neuropil/Neuropil", 100), ("Fluorescence/Fluorescence", 0), ("Deconvolved/Deconvolved", 200)]:
                        s = f.create_group("processing/ophys/" + series)
                        s.attrs["neurodata_type"] = "RoiResponseSeries"
                        s["data"] = np.arange(8.0).reshape(4, 2) + offset
                        s["rois"] = [0, 1]
                        s["starting_time"] = 0.0; s["starting_time"].attrs["rate"] = 12.0
            """, _folder.File("x_"));
        foreach (string name in new[] { "pixels", "images" })
        {
            NeuronSet set = (NeuronSet)Read(_folder.File($"x_{name}.nwb"));
            Assert.Equal((12.0, 2.0, 4L, 2), (set.FrameRate, set.PixelSizeUm, set.FrameCount, set.Count));
            Assert.Equal([(1, 4), (1, 5)], Enumerable.Range(0, 2).Select(i => (set.Neurons[0].Footprint.RowAt(i), set.Neurons[0].Footprint.ColumnAt(i))));
            Assert.Equal([1f, 3, 5, 7], set.Neurons[1].Trace.ToArray());
        }
    }

    [Fact]
    public void The_outlines_for_ImageJ_enclose_the_footprints()
    {
        Write(NeuronSamples.Set(), _folder.File("x.zip"));
        Write(NeuronSamples.Population(), _folder.File("points.zip"));
        string said = IndependentJudge.Python("""
            import sys, struct, zipfile
            def inside(px, py, xs, ys):
                odd, j = False, len(xs) - 1
                for i in range(len(xs)):
                    if (ys[i] > py) != (ys[j] > py) and px < (xs[j] - xs[i]) * (py - ys[i]) / (ys[j] - ys[i]) + xs[i]:
                        odd = not odd
                    j = i
                return odd
            for file in sys.argv[1:]:
                for name in zipfile.ZipFile(file).namelist():
                    b = zipfile.ZipFile(file).read(name)
                    assert b[:4] == b"Iout"
                    top, left, bottom, right, n = struct.unpack(">5h", b[8:18])
                    xs = [left + v for v in struct.unpack(f">{n}h", b[64:64 + 2 * n])]
                    ys = [top + v for v in struct.unpack(f">{n}h", b[64 + 2 * n:64 + 4 * n])]
                    assert min(ys) == top and max(ys) == bottom and min(xs) == left and max(xs) == right
                    print(name, b[6], [(y, x) for y in range(12) for x in range(9) if inside(x + 0.5, y + 0.5, xs, ys)] if b[6] == 8 else list(zip(ys, xs)))
            """, _folder.File("x.zip"), _folder.File("points.zip"));
        Assert.Contains("neuron0001.roi 8 [(1, 3), (2, 2), (2, 3), (2, 4), (3, 3)]", said, StringComparison.Ordinal);
        Assert.Contains("neuron0002.roi 8 [(2, 4), (3, 3), (3, 4), (3, 5), (4, 4)]", said, StringComparison.Ordinal);
        Assert.Contains("neuron0007.roi 8 [(8, 7), (9, 6), (9, 7), (9, 8), (10, 7)]", said, StringComparison.Ordinal);
        Assert.Contains("neuron0001.roi 10 [(6, 10)]", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Others_read_the_MATLAB_7_3_and_NumPy_files_that_are_written()
    {
        Write(NeuronSamples.Set(50), _folder.File("x.mat"), NeuronFileFormat.Mat73);
        Write(NeuronSamples.Population(), _folder.File("p.mat"), NeuronFileFormat.Mat73);
        Write(NeuronSamples.Set(50), _folder.File("x.npz"));
        NpyWriterOf(NeuronSamples.Set(50), _folder.File("traces.npy"));
        string said = IndependentJudge.Python("""
            import os, sys, json, h5py, numpy as np
            at = lambda name: os.path.join(sys.argv[1], name)
            traces = np.load(at("traces.npy"))
            header = open(at("x.mat"), "rb").read(128)
            assert header.startswith(b"MATLAB 7.3 MAT-file") and header[124:] == b"\x00\x02IM"
            with h5py.File(at("x.mat")) as f:
                assert f.userblock_size == 512 and f["final_contours"].shape == (9, 12) and f["final_contours"].attrs["MATLAB_class"] == b"uint16"
                assert "".join(map(chr, f["name"][:, 0])) == 'mouse 3, "left"_view_108' and f["name"].attrs["MATLAB_class"] == b"char" and f["name"].attrs["MATLAB_int_decode"] == 2
                masks = f["final_mask_list"]
                assert masks.shape == (3, 1) and masks.attrs["MATLAB_class"] == b"cell"
                for i, reference in enumerate(masks[:, 0]):
                    record = f[reference]
                    assert record.attrs["MATLAB_class"] == b"struct" and record.parent.name == "/#refs#"
                    assert record["position"].shape == (2, 5) and record["position"].dtype == np.int64
                    np.testing.assert_array_equal(record["trace"][:, 0], traces[i].astype(float))
            with h5py.File(at("p.mat")) as f:
                assert f["spatial_3D"].shape == (3, 2) and f["all_single_neuron_trace"].shape == (5, 2)
            z = np.load(at("x.npz"))
            np.testing.assert_array_equal(z["trace"], traces)
            assert list(z["id"]) == [1, 2, 7] and z["pixels"].shape == (15, 3) and tuple(z["pixels"][0]) == (1, 1, 3)
            assert json.loads(bytes(z["head"]))["frameRate"] == 7.3
            print("agree")
            """, _folder.Root);
        Assert.Contains("agree", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_traces_stands_alone()
    {
        Write(NeuronSamples.Population(2), _folder.File("t.csv"), NeuronFileFormat.TraceTable);
        Assert.Equal(["Frame,TimeSeconds,Neuron1,Neuron4", "0,0,"], File.ReadAllLines(_folder.File("t.csv")).Take(2).Select(l => l[..Math.Min(l.Length, l.StartsWith('F') ? l.Length : 4)]));
        Assert.Equal(["t.csv"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void What_a_format_cannot_hold_is_told()
    {
        NeuronSet timeless = NeuronSamples.Set() with { FrameRate = null };
        Assert.Equal(ErrorId.FrameRateUnknown, Assert.Throws<DeepWonderException>(() => Write(timeless, _folder.File("a.nwb"))).Id);
        Assert.Equal(ErrorId.ParameterInvalid, Assert.Throws<DeepWonderException>(() => Write(NeuronSamples.Population(), _folder.File("a"), NeuronFileFormat.Suite2p)).Id);
        Assert.Equal(ErrorId.UnknownFormat, Assert.Throws<DeepWonderException>(() => Write(timeless, _folder.File("a.hdf5"))).Id);
        Assert.Equal(ErrorId.NeuronFileInvalid, Assert.Throws<DeepWonderException>(() => Read(_folder.Root)).Id);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
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

    [Theory]
    [InlineData("a.nwb")]
    [InlineData("x.mat")]
    [InlineData("plane0/stat.npy")]
    [InlineData("plane0/ops.npy")]
    public void Damage_anywhere_is_read_or_told_and_soon(string file)
    {
        Write(NeuronSamples.Set(30), _folder.File("a.nwb"));
        Write(NeuronSamples.Set(30), _folder.File("plane0"), NeuronFileFormat.Suite2p);
        Write(NeuronSamples.Set(30), _folder.File("x.mat"), NeuronFileFormat.Mat73);
        byte[] sound = File.ReadAllBytes(_folder.File(file));
        Random random = new(20_26);
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = i % 4 == 0 ? sound[..random.Next(sound.Length)] : [.. sound];
            for (int flips = 1 + (i % 3); flips > 0 && i % 4 != 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(_folder.File(file), damaged);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(_folder.File(file.Contains('/', StringComparison.Ordinal) ? "plane0" : file));
            }
            catch (DeepWonderException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
        }

        Assert.InRange(refused, 50, 300);
    }

    private static void NpyWriterOf(NeuronSet set, string path)
    {
        using FileStream stream = File.Create(path);
        NpyWriter.Write(stream, [.. set.Neurons.SelectMany(n => n.Trace.ToArray())], set.Count, (int)set.FrameCount);
    }

    private static object Sample(string what) => what switch
    {
        "set" => NeuronSamples.Set(),
        "unknown set" => NeuronSamples.UnknownSet(),
        "empty set" => NeuronSamples.Set() with { Neurons = [] },
        "population" => NeuronSamples.Population(),
        "unknown population" => NeuronSamples.UnknownPopulation(),
        _ => NeuronSamples.Population() with { Neurons = [] },
    };

    private static void Write(object neurons, string path, NeuronFileFormat format = NeuronFileFormat.Auto) =>
        NeuronFile.Write(neurons, path, format, false, TestContext.Current.CancellationToken);

    private static object Read(string path) => NeuronFile.Read(path, NeuronFileFormat.Auto, NeuronImportOptions.None);
}
