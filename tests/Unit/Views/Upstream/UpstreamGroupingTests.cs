namespace DeepWonder3D.Tests.Views.Upstream;

public class UpstreamGroupingTests
{
    /// <summary>The published grouping, written once more from its description, over a dense matrix and SciPy's clustering.</summary>
    private const string Judge = """
        import json, sys
        import numpy as np
        from scipy.cluster.hierarchy import fcluster, linkage
        answers = []
        for scene in json.load(open(sys.argv[1])):
            views = np.array(scene['Views'])
            places = np.array(scene['Places'], float)
            with np.errstate(all='ignore'):
                r = np.corrcoef(np.array(scene['Traces'], float))
            same = views[:, None] == views[None, :]
            np.fill_diagonal(same, False)
            r[same] = 0
            linked = r > 0.6
            groups = []
            for i in range(len(views)):
                c = np.nonzero(linked[i])[0]
                if len(c) < 5:
                    continue
                labels = fcluster(linkage(places[c], 'single'), 20, 'distance')
                c = c[labels == np.bincount(labels)[1:].argmax() + 1]
                if len(c) < 5:
                    continue
                best = [max(c[views[c] == v], key=lambda j: (r[i, j], -j)) for v in np.unique(views[c])]
                if len(best) < 5:
                    continue
                groups.append([int(j) for j in best])
                linked[best, :] = False
                linked[:, best] = False
            answers.append(groups)
        print(json.dumps(answers))
        """;

    [Fact]
    public void Forms_the_groups_that_its_description_says()
    {
        Random random = new(21);
        Scene[] scenes = [.. Enumerable.Range(0, 12).Select(i => RandomScene(random, i % 2 == 0 ? 10 : 1))];
        string file = Path.Combine(Path.GetTempPath(), $"grouping-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(scenes));
            int[][][] expected = JsonSerializer.Deserialize<int[][][]>(IndependentJudge.Python(Judge, file))!;
            Assert.Contains(expected, groups => groups.Length > 10);
            Assert.Equal(expected, scenes.Select(Groups));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// Crowded: fewer activities than places, so that detections of one activity lie in several clusters, some equally large.
    /// </summary>
    private static Scene RandomScene(Random random, int grid)
    {
        List<int> views = [];
        List<double[]> places = [];
        List<float[]> traces = [];
        foreach (int view in ViewScene.Seven)
        {
            int count = random.Next(20, 50);
            for (int n = 0; n < count; n++)
            {
                int activity = random.Next(6);
                float[] trace = activity == 0 && n % 7 == 0
                    ? new float[200]
                    : ViewScene.Events(random.Next(), activity, noise: random.Next(1, 5));
                views.Add(view);
                places.Add([random.Next(200 / grid) * grid, random.Next(100 / grid) * grid]);
                traces.Add(trace);
            }
        }

        return new Scene([.. views], [.. places], [.. traces]);
    }

    private static int[][] Groups(Scene scene)
    {
        NeuronSet[] sets = [.. Enumerable.Range(0, scene.Views.Length).GroupBy(i => scene.Views[i]).Select(view => ViewScene.Set(
            view.Key, [.. view.Select(i => ViewScene.Neuron(i, (scene.Places[i][0], scene.Places[i][1]), scene.Traces[i]))]))];
        NeuronPopulation population = ViewMerging.Run(
            sets,
            ViewScene.Calibration(ViewScene.Seven),
            new ViewMergingOptions { Upstream = true },
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);
        return [.. population.Neurons.Select(n => n.Detections.Select(d => d.NeuronId).ToArray())];
    }

    private sealed record Scene(int[] Views, double[][] Places, float[][] Traces);
}
