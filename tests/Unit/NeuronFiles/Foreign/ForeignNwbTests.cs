using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles.Foreign;

/// <summary>Which series of an NWB file belongs to which regions.</summary>
public sealed class ForeignNwbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_two_planes_the_series_counts_whose_rois_name_the_table_that_is_read()
    {
        NeuronSet set = Read(SharedMaterial.Path("cases/n_two_planes_mismatched_order.nwb"));
        Assert.Equal((2.43, 1.29), (Math.Round(set.Neurons[0].Row, 2), Math.Round(set.Neurons[0].Column, 2)));
        Assert.All(set.Neurons, n => Assert.InRange(n.Trace[0], 0, 1));
        Assert.Contains("2 plane segmentations", Assert.Single(set.History[^1].Warnings!), StringComparison.Ordinal);
    }

    [Fact]
    public void suite2ps_own_layout_has_rows_as_x()
    {
        NeuronSet set = Read(SharedMaterial.Path("cases/n_suite2p_nwb_layout.nwb"));
        NeuronSet usual = Read(SharedMaterial.Path("cases/n_neuroconv_all_traces.nwb"));
        Assert.Equal(usual.Neurons.Select(n => (n.Row, n.Column)), set.Neurons.Select(n => (n.Row, n.Column)));
        Assert.Equal((usual.Height, usual.Width), (set.Height, set.Width));
        Assert.Contains("suite2p", Assert.Single(set.History[^1].Warnings!), StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_traces_come_before_what_was_derived_of_them()
    {
        NeuronSet set = Read(SharedMaterial.Path("cases/n_neuroconv_all_traces.nwb"));
        Assert.All(set.Neurons, n => Assert.InRange(n.Trace[0], 0, 1));
        Assert.All(set.Neurons, n => Assert.InRange(n.DeltaFOverF![0], 9, 10));
        Assert.Null(set.History[^1].Warnings);
    }

    [Fact]
    public void Regions_without_a_trace_have_no_value()
    {
        NeuronSet set = Read(SharedMaterial.Path("cases/n_subset_rows.nwb"));
        Assert.Equal((4, 50L), (set.Count, set.FrameCount));
        Assert.Equal([true, false, true, false], set.Neurons.Select(n => n.Trace.ToArray().All(float.IsNaN)));

        // Column 0 of the series is of row 3, column 1 of row 1.
        Assert.Equal((0.262f, 0.298f), (MathF.Round(set.Neurons[3].Trace[0], 3), MathF.Round(set.Neurons[1].Trace[0], 3)));
        Assert.Contains("no trace of 2 of 4", Assert.Single(set.History[^1].Warnings!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b-first", 200)]
    [InlineData("no-reference", null)]
    [InlineData("other-only", null)]
    [InlineData("denoised-name", 100)]
    public void Relatives_of_the_cases_give_the_traces_of_their_table_or_none(string kind, int? first)
    {
        IndependentJudge.Python("""
            import sys, h5py, numpy as np
            path, kind = sys.argv[1:]
            with h5py.File(path, "w") as f:
                f.attrs["nwb_version"] = "2.6.0"
                def table(name, x):
                    t = f.create_group("processing/ophys/ImageSegmentation/" + name); t.attrs["neurodata_type"] = "PlaneSegmentation"
                    t["id"] = [0, 1]
                    t["pixel_mask"] = np.array([(x, 1, 1), (x, 3, 1)], dtype=[("x", "u4"), ("y", "u4"), ("weight", "f4")])
                    t["pixel_mask_index"] = np.array([1, 2], dtype="u1")
                    return t
                def series(name, value, rois, table):
                    s = f.create_group("processing/ophys/Fluorescence/" + name); s.attrs["neurodata_type"] = "RoiResponseSeries"
                    s["data"] = np.arange(2.0 * len(rois)).reshape(2, -1) + value
                    s["rois"] = rois
                    if table is not None: s["rois"].attrs["table"] = table.ref
                    s["starting_time"] = 0.0; s["starting_time"].attrs["rate"] = 10.0
                a = table("A", 5)
                if kind != "denoised-name": b = table("B", 9)
                if kind == "b-first": series("a", 100, [0, 1], b); series("b", 200, [1, 0], a)
                if kind == "no-reference": series("a", 100, [0, 1], None)
                if kind == "other-only": series("a", 100, [0, 1], b)
                if kind == "denoised-name": series("DenoisedTraces", 300, [0, 1], a); series("Traces", 100, [1, 0], a)
            """, _folder.File("a.nwb"), kind);
        NeuronSet set = Read(_folder.File("a.nwb"));
        Assert.Equal([5.0, 5], set.Neurons.Select(n => n.Column));
        Assert.Equal(first is null ? 0 : 2, set.FrameCount);
        if (first is { } value)
        {
            Assert.Equal([value + 1f, value], set.Neurons.Select(n => n.Trace[0]));
        }
    }

    private static NeuronSet Read(string path) => (NeuronSet)NeuronFile.Read(path);
}
