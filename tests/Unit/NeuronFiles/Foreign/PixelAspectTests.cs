using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles.Foreign;

/// <summary>Pixels that are not square stay so in every format of neuron files that holds a pixel size.</summary>
public sealed class PixelAspectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(NeuronFileFormat.Mat, "a.mat")]
    [InlineData(NeuronFileFormat.Mat73, "a.mat")]
    [InlineData(NeuronFileFormat.Json, "a.json")]
    [InlineData(NeuronFileFormat.Csv, "a.csv")]
    [InlineData(NeuronFileFormat.Npz, "a.npz")]
    [InlineData(NeuronFileFormat.Nwb, "a.nwb")]
    [InlineData(NeuronFileFormat.Suite2p, "a")]
    public void The_ratio_of_both_sides_survives(NeuronFileFormat format, string name)
    {
        foreach ((double? width, double aspect) in new (double?, double)[] { (1.15, 2.25), (0.5, 0.4), (1.15, 1), (null, 3) })
        {
            NeuronSet set = NeuronSamples.Set() with { PixelSizeUm = width, PixelAspect = aspect };
            NeuronFile.Write(set, _folder.File(name), format, overwrite: true, TestContext.Current.CancellationToken);
            SameNeurons.Check(set, NeuronFile.Read(_folder.File(name)));
        }
    }

    [Theory]
    [InlineData("2.0, 4.0", "micrometers", 2.0, 2.0)]
    [InlineData("3.0, 1.5, 10.0", "micrometers", 3.0, 0.5)]
    [InlineData("2e-6, 2e-6", "meters", 2.0, 1.0)]
    [InlineData("2.0, 5.0", "pixels", null, 1.0)]
    public void NWB_of_others_says_both_sides(string spacing, string unit, double? width, double aspect)
    {
        IndependentJudge.Python("""
            import sys, h5py, numpy as np
            with h5py.File(sys.argv[1], "w") as f:
                f.attrs["nwb_version"] = "2.6.0"
                plane = f.create_group("general/optophysiology/plane")
                plane["grid_spacing"] = np.array(eval("[" + sys.argv[2] + "]")); plane["grid_spacing"].attrs["unit"] = sys.argv[3]
                t = f.create_group("processing/ophys/ImageSegmentation/PlaneSegmentation")
                t.attrs["neurodata_type"] = "PlaneSegmentation"
                t["id"] = [0]
                t["imaging_plane"] = h5py.SoftLink("/general/optophysiology/plane")
                t["pixel_mask"] = np.array([(4, 1, 1)], dtype=[("x", "u4"), ("y", "u4"), ("weight", "f4")])
                t["pixel_mask_index"] = np.array([1], dtype="u1")
            """, _folder.File("a.nwb"), spacing, unit);
        NeuronSet set = (NeuronSet)NeuronFile.Read(_folder.File("a.nwb"));
        Assert.Equal((width, aspect), (set.PixelSizeUm is { } known ? Math.Round(known, 9) : null, Math.Round(set.PixelAspect, 9)));
    }
}
