using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>Noise, contamination, baselines, events and the times of frames are kept by every format.</summary>
public sealed class NeuronQuantityFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<NeuronFileFormat, bool> Formats
    {
        get
        {
            TheoryData<NeuronFileFormat, bool> cases = [];
            foreach (NeuronFileFormat format in new[]
            {
                NeuronFileFormat.Csv, NeuronFileFormat.Json, NeuronFileFormat.Mat, NeuronFileFormat.Mat73, NeuronFileFormat.Npz,
                NeuronFileFormat.Nwb, NeuronFileFormat.Suite2p,
            })
            {
                cases.Add(format, false);
                if (format != NeuronFileFormat.Suite2p)
                {
                    cases.Add(format, true);
                }
            }

            return cases;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void All_that_a_neuron_has_comes_back_and_what_it_has_not_stays_away(NeuronFileFormat format, bool inSpace)
    {
        object neurons = inSpace ? NeuronSamples.FullPopulation() : NeuronSamples.FullSet();
        SameNeurons.Check(neurons, Read(Write(neurons, format)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Times_without_a_rate_give_one(NeuronFileFormat format, bool inSpace)
    {
        object neurons = inSpace
            ? NeuronSamples.FullPopulation() with { FrameRate = null }
            : NeuronSamples.FullSet() with { FrameRate = null };
        object read = Read(Write(neurons, format));
        (double? rate, double[]? times) = read is NeuronSet set
            ? (set.FrameRate, set.FrameTimes)
            : (((NeuronPopulation)read).FrameRate, ((NeuronPopulation)read).FrameTimes);
        Assert.Equal(NeuronSamples.FullSet().FrameTimes, times);
        Assert.InRange(rate!.Value, 9.999, 10.001);
    }

    [Fact]
    public void A_rate_that_the_caller_states_outweighs_times_of_another()
    {
        string path = Write(NeuronSamples.FullSet(), NeuronFileFormat.Json);
        NeuronSet other = (NeuronSet)Read(path, new NeuronImportOptions { FrameRate = 20 });
        Assert.Equal((20.0, null, 0.15), (other.FrameRate, other.FrameTimes, Math.Round(other.TimeOfFrame(3)!.Value, 9)));
        NeuronSet same = (NeuronSet)Read(path, new NeuronImportOptions { FrameRate = 10.01 });
        Assert.Equal((10.01, 60.3), (same.FrameRate, same.TimeOfFrame(3)));
    }

    [Theory]
    [InlineData("[0, 0.1, 0.2]")]
    [InlineData("[0, 0.1, 0.2, 0.2, 0.4]")]
    [InlineData("[0, 0.1, null, 0.3, 0.4]")]
    [InlineData("[0, 0.1, 0.2, 0.3, \"Infinity\"]")]
    public void Times_that_are_none_of_these_frames_are_told(string times)
    {
        string path = Write(NeuronSamples.FullSet(), NeuronFileFormat.Json);
        string json = File.ReadAllText(path);
        File.WriteAllText(path, json.Replace("[0,0.1,0.2,60.3,60.40001]", times, StringComparison.Ordinal));
        Assert.Equal(ErrorId.NeuronFileInvalid, Assert.Throws<DeepWonderException>(() => Read(path)).Id);
    }

    [Fact]
    public void Tables_have_columns_and_files_for_what_there_is_and_no_others()
    {
        Write(NeuronSamples.FullSet(), NeuronFileFormat.Csv);
        Assert.Equal(
            [
                "x.baseline.csv", "x.csv", "x.deltaf.csv", "x.denoised.csv", "x.events.csv", "x.eventtimes.csv", "x.footprints.csv",
                "x.info.json", "x.traces.csv",
            ],
            Files());
        Assert.StartsWith(
            "Id,Row,Column,AreaPx,Roundness,Score,Snr,RowUm,ColumnUm,NoiseLevel,Contamination,TimeOffsetS,AlignmentProbability"
            + ",ChannelMean,ChannelSurround,ChannelScore,IsRed,Label\r\n",
            File.ReadAllText(_folder.File("x.csv")),
            StringComparison.Ordinal);

        // A spreadsheet would take such a name for a formula.
        Assert.EndsWith(",'=1+1", File.ReadAllLines(_folder.File("x.csv"))[2], StringComparison.Ordinal);
        Assert.Equal("Frame,TimeSeconds,Neuron1,Neuron2", File.ReadLines(_folder.File("x.events.csv")).First());

        Write(NeuronSamples.Set(), NeuronFileFormat.Csv);
        Assert.Equal(["x.csv", "x.footprints.csv", "x.info.json", "x.traces.csv"], Files());
        SameNeurons.Check(NeuronSamples.Set(), Read(_folder.File("x.csv")));
    }

    [Fact]
    public void What_an_earlier_result_left_beside_a_table_is_not_removed_without_leave()
    {
        File.WriteAllText(_folder.File("x.events.csv"), "mine");
        DeepWonderException refused = Assert.Throws<DeepWonderException>(
            () => NeuronFile.Write(NeuronSamples.Set(), _folder.File("x.csv"), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(ErrorId.FileExists, refused.Id);
        Assert.Equal(["x.events.csv"], Files());
    }

    [Fact]
    public void Events_are_listed_with_neuron_time_frame_and_amplitude()
    {
        Write(NeuronSamples.FullSet(), NeuronFileFormat.Csv);
        string[] rows = File.ReadAllText(_folder.File("x.eventtimes.csv")).Split("\r\n");
        Assert.Equal(["Neuron,TimeSeconds,Frame,Amplitude", "1,"], [rows[0], rows[1][..2]]);

        // The mean of 0.1 and 0.2 s by 2.5 and 0.5, 12.3 ms later because of the neuron's row; the last frame's event alone.
        double[][] numbers = [.. rows[1..3].Select(r => r.Split(',').Select(v => double.Parse(v, null)).ToArray())];
        Assert.Equal([1, 0.129, 1, 3], numbers[0].Select(v => Math.Round(v, 4)));
        Assert.Equal([1, 60.4123, 4, 1], numbers[1].Select(v => Math.Round(v, 4)));
        Assert.Equal([""], rows[3..]);

        NeuronSet timeless = NeuronSamples.FullSet() with { FrameRate = null, FrameTimes = null };
        Write(timeless, NeuronFileFormat.Csv);
        Assert.Equal(
            ["Neuron,Frame,Amplitude", "1,1,3", "1,4,1"], File.ReadLines(_folder.File("x.eventtimes.csv")));
    }

    [Fact]
    public void A_table_of_others_with_a_column_of_times_needs_no_frame_rate()
    {
        File.WriteAllText(_folder.File("x.csv"), "Id,Row,Column,ZUm\n1,2,3,4\n");
        File.WriteAllText(_folder.File("x.traces.csv"), "Frame,TimeSeconds,Neuron1\n0,0,5\n1,0.25,6\n2,0.5,7\n3,9,8\n");
        NeuronPopulation population = (NeuronPopulation)Read(_folder.File("x.csv"));
        Assert.Equal((4.0, 9.0, null), (population.FrameRate, population.TimeOfFrame(3), population.TimeOfFrame(4)));
    }

    [Fact]
    public void NumPy_finds_events_in_the_suite2p_folder_and_nothing_left_to_correct()
    {
        string folder = Write(NeuronSamples.FullSet(), NeuronFileFormat.Suite2p);
        string said = IndependentJudge.Python("""
            import os, sys, numpy as np
            load = lambda name: np.load(os.path.join(sys.argv[1], name + ".npy"), allow_pickle=True)
            F, Fneu, spks, base = (load(n) for n in ["F", "Fneu", "spks", "deepwonder3d_baseline"])
            assert np.array_equal(F - 0.7 * Fneu, F, equal_nan=True) and F.shape == spks.shape == base.shape == (3, 5)
            assert spks.tolist() == [[0, 2.5, 0.5, 0, 1], [0] * 5, [0] * 5]
            assert np.isnan(base[2]).all() and base[1].tolist()[1:] == [1, 2, 3, 4]
            stat = load("stat")
            assert stat[0]["deepwonder3d_noise_level"] == 1.25 and "deepwonder3d_noise_level" not in stat[2]
            print("agree")
            """, folder);
        Assert.Contains("agree", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Others_find_events_times_and_baselines_in_NWB()
    {
        Write(NeuronSamples.FullSet(), NeuronFileFormat.Nwb);
        string said = Judged("""
            import sys, h5py, numpy as np
            with h5py.File(sys.argv[1] + "/x.nwb") as f:
                ophys = f["processing/ophys"]
                for place, rows in [
                    ("Fluorescence/RoiResponseSeries", [0, 1, 2]), ("Fluorescence/Baseline", [0, 1]), ("Fluorescence/Denoised", [0]),
                    ("Fluorescence/Deconvolved", [0, 1]), ("DfOverF/RoiResponseSeries", [0])]:
                    series = ophys[place]
                    assert series.attrs["neurodata_type"] == "RoiResponseSeries" and list(series["rois"]) == rows
                    assert series["data"].shape == (5, len(rows)) and "starting_time" not in series
                    assert list(series["timestamps"]) == [0, 0.1, 0.2, 60.3, 60.40001]
                    assert series["timestamps"].attrs["unit"] == "seconds" and series["timestamps"].attrs["interval"] == 1
                assert ophys["Fluorescence/Deconvolved/data"][:, 0].tolist() == [0, 2.5, 0.5, 0, 1]
                events, table = ophys["Events"], ophys["ImageSegmentation/PlaneSegmentation"]
                assert events.attrs["neurodata_type"] == "TimeIntervals" and f[events["neuron"].attrs["table"]] == table
                rows = table["id"][()][events["neuron"][()]]
                np.testing.assert_allclose(events["start_time"], [0.1123, 60.41231])
                np.testing.assert_allclose(events["stop_time"], [0.2123, 60.41231])
                np.testing.assert_allclose(events["time"], [0.1 + 0.1 / 6 + 0.0123, 60.41231])
                assert rows.tolist() == [1, 1] and list(events["frame"]) == [1, 4] and list(events["amplitude"]) == [3, 1]
                assert table["noise_level"][0] == 1.25 and np.isnan(table["noise_level"][1:]).all()
            print("agree")
            """);
        Assert.Contains("agree", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Others_find_events_times_and_baselines_in_MATLAB_and_NumPy_files()
    {
        foreach (NeuronFileFormat format in new[] { NeuronFileFormat.Mat, NeuronFileFormat.Npz })
        {
            Write(NeuronSamples.FullPopulation(), format);
        }

        string said = Judged("""
            import sys, numpy as np, scipy.io
            mat, npz = scipy.io.loadmat(sys.argv[1] + "/x.mat"), np.load(sys.argv[1] + "/x.npz")
            times = [0, 0.1, 0.2, 60.3, 60.40001]
            assert mat["frame_times_s"].ravel().tolist() == times == npz["frame_times_s"].tolist()
            for events in mat["events"], npz["events"]:
                assert events.shape == (2, 5) and np.isnan(events[0]).all() and events[1].tolist() == [1, 0, 0, 4, 0]
            assert mat["contamination"].ravel()[1] == npz["contamination"][1] == 0.5 and np.isnan(npz["contamination"][0])
            np.testing.assert_array_equal(mat["baseline"].astype("f4"), npz["baseline"])
            print("agree")
            """);
        Assert.Contains("agree", said, StringComparison.Ordinal);
    }

    private string Judged(string script)
    {
        string said = IndependentJudge.Python("""
            import sys
            try:
                import h5py
            except ImportError as missing:
                print("skip:", missing)
                sys.exit(0)
            """ + "\n" + script, _folder.Root);
        Assert.SkipWhen(said.StartsWith("skip: ", StringComparison.Ordinal), said);
        return said;
    }

    private IEnumerable<string?> Files() => Directory.GetFiles(_folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string Write(object neurons, NeuronFileFormat format)
    {
        string path = _folder.File(format switch
        {
            NeuronFileFormat.Suite2p => "plane0",
            NeuronFileFormat.Mat73 => "x.mat",
            _ => "x." + format.ToString().ToLowerInvariant(),
        });
        NeuronFile.Write(neurons, path, format, overwrite: true, TestContext.Current.CancellationToken);
        return path;
    }

    private static object Read(string path, NeuronImportOptions? options = null) =>
        NeuronFile.Read(path, NeuronFileFormat.Auto, options ?? NeuronImportOptions.None);
}
