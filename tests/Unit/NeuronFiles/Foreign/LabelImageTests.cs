using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles.Foreign;

/// <summary>An image of labels gives one footprint a label; a list of coordinates stays one.</summary>
public sealed class LabelImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("npy")]
    [InlineData("tif")]
    public void The_case_has_two_neurons(string ending)
    {
        NeuronSet set = (NeuronSet)NeuronFile.Read(SharedMaterial.Path("cases/cellpose_masks." + ending));
        Assert.Equal((24, 28, 2, 0L), (set.Height, set.Width, set.Count, set.FrameCount));
        Assert.Equal([(1, 36, 5.5, 6.5), (2, 36, 14.5, 16.5)], set.Neurons.Select(n => (n.Id, n.Footprint.Count, n.Row, n.Column)));
        Assert.Null(set.History[^1].Warnings);
    }

    [Fact]
    public void Numbers_of_all_types_and_Cellposes_own_file_are_read()
    {
        IndependentJudge.Python("""
            import sys, numpy as np, tifffile
            a = np.zeros((6, 9), "i4"); a[1:3, 2:4] = 7; a[5, 8] = 70000
            np.save(sys.argv[1] + "/i.npy", a)
            np.save(sys.argv[1] + "/f.npy", np.asfortranarray(a.astype("f4")))
            np.save(sys.argv[1] + "/b.npy", a.astype(">i8"))
            tifffile.imwrite(sys.argv[1] + "/u.tif", a.astype("u4"))
            np.save(sys.argv[1] + "/x_seg.npy", {"masks": a.astype("u4"), "filename": "x.tif", "outlines": a * 0})
            """, _folder.Root);
        foreach (string name in new[] { "i.npy", "f.npy", "b.npy", "u.tif", "x_seg.npy" })
        {
            NeuronSet set = (NeuronSet)NeuronFile.Read(_folder.File(name));
            Assert.Equal([7, 70000], set.Neurons.Select(n => n.Id));
            Assert.Equal([11, 12, 20, 21], set.Neurons[0].Footprint.Pixels.ToArray());
            Assert.Equal([53], set.Neurons[1].Footprint.Pixels.ToArray());
        }
    }

    [Fact]
    public void Coordinates_stay_coordinates_and_a_picture_is_neither()
    {
        IndependentJudge.Python("""
            import sys, numpy as np, tifffile
            np.save(sys.argv[1] + "/three.npy", np.array([[1, 2, 3], [4, 5, 6]]))
            np.save(sys.argv[1] + "/five.npy", np.array([[1.5, 2, -3, 0, 0], [4, 5, 6, 0, 0]]))
            np.save(sys.argv[1] + "/picture.npy", np.random.default_rng(0).random((20, 30)))
            np.save(sys.argv[1] + "/empty.npy", np.zeros((20, 30), "u2"))
            tifffile.imwrite(sys.argv[1] + "/movie.tif", np.zeros((3, 8, 9), "u2"), photometric="minisblack")
            tifffile.imwrite(sys.argv[1] + "/picture.tif", np.full((8, 9), 0.5, "f4"))
            """, _folder.Root);
        Assert.Equal([3.0, 6], ((NeuronPopulation)NeuronFile.Read(_folder.File("three.npy"))).Neurons.Select(n => n.ZUm));
        Assert.Equal([-3.0, 6], ((NeuronPopulation)NeuronFile.Read(_folder.File("five.npy"))).Neurons.Select(n => n.ZUm));
        Refusal.Of(ErrorId.CoordinateFileInvalid, () => NeuronFile.Read(_folder.File("picture.npy")));
        foreach (string name in new[] { "empty.npy", "movie.tif", "picture.tif" })
        {
            Refusal.Of(ErrorId.NeuronFileInvalid, () => NeuronFile.Read(_folder.File(name)));
        }
    }
}
