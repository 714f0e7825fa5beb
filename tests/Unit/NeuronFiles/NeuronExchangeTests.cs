using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>Neurons go to other programs and come back: NWB, suite2p, MATLAB 7.3, NumPy, ImageJ.</summary>
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
        Write(
            Sample(what),
            path,
            format switch { "nwb" => NeuronFileFormat.Auto, "mat73" => NeuronFileFormat.Mat73, _ => NeuronFileFormat.Suite2p });
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

        string[] files = [.. Directory.GetFiles(_folder.File("a"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(_folder.File("a"), f))];
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
                    assert isinstance(table.get("imaging_plane", getlink=True), h5py.SoftLink)
                    assert table["imaging_plane"] == file["general/optophysiology/ImagingPlane"]
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
                assert s["ypix"].shape == s["xpix"].shape == s["lam"].shape == s["overlap"].shape == (s["npix"],)
                assert s["overlap"].dtype == bool
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
                    pixels = [(y, x) for y in range(12) for x in range(9) if inside(x + 0.5, y + 0.5, xs, ys)]
                    print(name, b[6], pixels if b[6] == 8 else list(zip(ys, xs)))
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
                assert f.userblock_size == 512 and f["final_contours"].shape == (9, 12)
                assert f["final_contours"].attrs["MATLAB_class"] == b"uint16"
                assert "".join(map(chr, f["name"][:, 0])) == 'mouse 3, "left"_view_108'
                assert f["name"].attrs["MATLAB_class"] == b"char" and f["name"].attrs["MATLAB_int_decode"] == 2
                masks = f["final_mask_list"]
                assert masks.shape == (3, 1) and masks.attrs["MATLAB_class"] == b"cell"
                for i, reference in enumerate(masks[:, 0]):
                    record = f[reference]
                    assert record.attrs["MATLAB_class"] == b"struct" and record.parent.name == "/#refs#"
                    assert record["position"].shape == (2, 5) and record["position"].dtype == np.int64
                    np.testing.assert_array_equal(record["trace"][:, 0], traces[i].astype(float))
            with h5py.File(at("p.mat")) as f:
                assert f["spatial_3D"].shape == (3, 2) and f["all_single_neuron_trace"].shape == (5, 2)
                assert f["all_view_traces"].shape == (5, 2, 1) and np.isnan(f["all_view_traces"][:, 1, 0]).all()
                assert not np.isnan(f["all_view_traces"][:, 0, 0]).any()
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
        Assert.Equal(
            ["Frame,TimeSeconds,Neuron1,Neuron4", "0,0,"],
            File.ReadAllLines(_folder.File("t.csv")).Take(2).Select(l => l[..Math.Min(l.Length, l.StartsWith('F') ? l.Length : 4)]));
        Assert.Equal(["t.csv"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void What_a_format_cannot_hold_is_told()
    {
        NeuronSet timeless = NeuronSamples.Set() with { FrameRate = null };
        Assert.Equal(ErrorId.FrameRateUnknown, Assert.Throws<DeepWonderException>(() => Write(timeless, _folder.File("a.nwb"))).Id);
        Assert.Equal(
            ErrorId.ParameterInvalid,
            Assert.Throws<DeepWonderException>(() => Write(NeuronSamples.Population(), _folder.File("a"), NeuronFileFormat.Suite2p)).Id);
        Assert.Equal(ErrorId.UnknownFormat, Assert.Throws<DeepWonderException>(() => Write(timeless, _folder.File("a.hdf5"))).Id);
        Assert.Equal(ErrorId.NeuronFileInvalid, Assert.Throws<DeepWonderException>(() => Read(_folder.Root)).Id);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
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
