using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Views;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

public sealed class CoordinateFileTests : IDisposable
{
    private static readonly NeuronCoordinate[] s_two = [new(1.5, 2, -3), new(4, 5, 6e-3)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_published_kinds_of_file()
    {
        IndependentJudge.Python(
            """
            import sys, numpy as np, scipy.io
            c = np.array([[1.5, 2, -3, 9], [4, 5, 6e-3, 9]])
            np.save(sys.argv[1] + '/c.npy', c)
            np.save(sys.argv[1] + '/f.npy', np.asfortranarray(c))
            scipy.io.savemat(sys.argv[1] + '/s.mat', {'spatial_3D': c[:, :3], 'coords': c * 0})
            scipy.io.savemat(sys.argv[1] + '/c.mat', {'coords': c})
            np.savetxt(sys.argv[1] + '/c.csv', c, delimiter=',')
            np.savetxt(sys.argv[1] + '/c.txt', c, delimiter=',')
            """,
            _folder.Root);

        foreach (string file in new[] { "c.npy", "f.npy", "s.mat", "c.mat", "c.csv", "c.txt" })
        {
            Assert.Equal(s_two, CoordinateFile.Read(_folder.File(file)));
        }
    }

    [Fact]
    public void Reads_the_reference_coordinates()
    {
        IReadOnlyList<NeuronCoordinate> neurons = CoordinateFile.Read(SharedMaterial.Path("reference/fixtures/stage_fast_coords.npy"));

        Assert.Equal(18, neurons.Count);
        Assert.Equal(-115.98652648925781, neurons.Min(n => n.Z));
    }

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("1,2,3\r\n")]
    [InlineData(" 1 , 2 , 3 \n\n")]
    public void A_single_row_is_a_list_of_one(string text)
    {
        File.WriteAllText(_folder.File("one.txt"), text);

        Assert.Equal([new NeuronCoordinate(1, 2, 3)], CoordinateFile.Read(_folder.File("one.txt")));
    }

    [Theory]
    [InlineData("c.txt", "", "no row")]
    [InlineData("c.csv", "1,2\n", "line 1")]
    [InlineData("c.csv", "1,2,3\n4,5,x\n", "line 2")]
    [InlineData("c.csv", "1;2;3\n", "commas")]
    [InlineData("c.csv", "1,2,3\n4,5,NaN\n", "row 2")]
    [InlineData("c.csv", "1,2,\"3\n", "never closed")]
    public void A_bad_list_is_refused_in_words(string file, string content, string why)
    {
        File.WriteAllText(_folder.File(file), content);

        DeepWonderException refused = Assert.Throws<DeepWonderException>(() => CoordinateFile.Read(_folder.File(file)));

        Assert.Equal(ErrorId.CoordinateFileInvalid, refused.Id);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_becomes_neurons_in_space_without_traces()
    {
        File.WriteAllText(_folder.File("c.csv"), "1.5,2,-3\n4,5,0.006\n");

        NeuronPopulation population = (NeuronPopulation)NeuronFile.Read(
            _folder.File("c.csv"), NeuronFileFormat.Auto, new NeuronImportOptions { PixelSizeUm = 2 });

        Assert.Equal(s_two, population.Neurons.Select(n => new NeuronCoordinate(n.Row, n.Column, n.ZUm)));
        Assert.Equal([(1, 4, 3), (2, 10, 8)], population.Neurons.Select(n => (n.Id, n.XUm, n.YUm)));
        Assert.Equal(0, population.FrameCount);
    }
}
