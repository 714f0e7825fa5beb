using DeepWonder3D.Views.Placing;
using DeepWonder3D.Views.Upstream;

namespace DeepWonder3D.Tests.Views.Upstream;

public class SingleLinkageTests
{
    private const string Judge = """
        import json, sys
        import numpy as np
        from scipy.cluster.hierarchy import fcluster, linkage
        answers = []
        for points in json.load(open(sys.argv[1])):
            labels = fcluster(linkage(np.array(points, float), 'single'), 20, 'distance')
            largest = np.bincount(labels)[1:].argmax() + 1
            answers.append(np.nonzero(labels == largest)[0].tolist())
        print(json.dumps(answers))
        """;

    [Fact]
    public void Takes_the_same_largest_cluster_as_SciPy_also_among_equals()
    {
        // Multiples of 10 px make equal distances and equally large clusters the rule, not the exception.
        Random random = new(11);
        double[][][] cases = [.. Enumerable.Range(0, 400).Select(i =>
        {
            int grid = i % 2 == 0 ? 10 : 1;
            int side = random.Next(60, 300);
            return Enumerable.Range(0, random.Next(2, 40))
                .Select(_ => new double[] { random.Next(side / grid) * grid, random.Next(side / grid) * grid }).ToArray();
        })];
        string file = Path.Combine(Path.GetTempPath(), $"linkage-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(cases));
            int[][] expected = JsonSerializer.Deserialize<int[][]>(IndependentJudge.Python(Judge, file))!;
            Assert.Equal(expected, cases.Select(Largest));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Points_exactly_at_the_distance_hang_together()
    {
        Assert.Equal([0, 1, 2], Largest([[0, 0], [0, 20], [12, 36], [100, 100], [100, 120.5]]));
    }

    private static int[] Largest(double[][] points)
    {
        Neuron[] neurons = [.. points.Select((p, i) => ViewScene.Neuron(i + 1, (p[0], p[1]), [0, 1]))];
        Detections detections = new([ViewScene.Set(1, neurons)], 2);
        return [.. SingleLinkage.LargestCluster(detections, [.. Enumerable.Range(0, points.Length)], 20)];
    }
}
