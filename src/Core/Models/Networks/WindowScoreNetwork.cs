using DeepWonder3D.Models.Networks.Enlarging;
using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// The shipped network for segmentation: a short window's maximum, mean and standard deviation in each pixel, on a logarithmic scale,
/// through a <see cref="WindowTrunk"/> to a logit a pixel (<c>training/networks.py</c>, ScoreNetwork). What does not depend on the order of
/// frames cannot be learnt wrongly from it, and costs once a window instead of once a frame.
/// </summary>
internal sealed class WindowScoreNetwork : INetworkFamily
{
    private const string Prefix = "score";

    /// <summary>Frames a window; windows half overlap.</summary>
    private const int Frames = 16;

    /// <summary>
    /// Where this tensor is, pixels are averaged in squares of so many a side first, and the scores interpolated back: the same weights for
    /// finer pixels.
    /// </summary>
    private const string PoolName = Prefix + ".pool";

    /// <summary>
    /// The least area at the pixel size of the weights, pixels. On Typical and Hard recordings (seeds 301 and 302, two views each) 8, 12
    /// and 20 gave an F1 of 0.966, 0.969, 0.939 and 0.912, 0.904, 0.768.
    /// </summary>
    private const double MinAreaPx = 9;

    /// <summary>
    /// Somata in one plane lie farther apart; where two depths bring them closer, merging by correlation costs neurons: 3, 5 and 8 gave
    /// 0.972, 0.969, 0.969 and 0.908, 0.904, 0.904.
    /// </summary>
    private const double MaxDistancePx = 3;

    private const int BytesPerVoxel = 40;
    private const int HaloInCoarsePixels = 3;

    public IReadOnlyList<ModelStage> Stages { get; } = [ModelStage.Segment];

    public bool Owns(string tensor) => tensor.StartsWith(Prefix + ".", StringComparison.Ordinal);

    public NetworkModel Build(TensorSource tensors, ModelStage? stage)
    {
        OnnxGraph graph = new("window_score");
        NetworkBuilder builder = new(graph, tensors);
        string input = graph.AddInput(ModelFile.InputName, OnnxType.Float32, "batch", 1, Frames, "height", "width");
        int pool = Pool(tensors);
        string movie = graph.AddNode("Squeeze", [input, graph.AddIntegers(1)]);
        movie = pool == 1 ? movie : graph.AddNode("AveragePool", [movie], ("kernel_shape", [pool, pool]), ("strides", [pool, pool]));
        ReceptiveField field = pool == 1 ? ReceptiveField.Input : ReceptiveField.Input.Average(pool);
        FeatureMap summary = new(
            Summarise(graph, graph.AddNode("Relu", [movie])), 3, 2, field, "the window's maximum, mean and standard deviation");
        (FeatureMap score, int multiple) = WindowTrunk.Apply(builder, summary, Prefix, 1, tensors);
        multiple *= pool;
        string scores = pool == 1 ? score.Value : PlaneInterpolation.ByFactor(graph, score.Value, pool);
        string output = graph.AddNode("Unsqueeze", [scores, graph.AddIntegers(1)]);
        graph.AddOutput(ModelFile.OutputName, output, "batch", 1, 1, "height", "width");
        int radius = (pool == 1 ? score.Field : score.Field.Interpolate(1)).Radius;
        string architecture = $"window-score-{Frames}-{multiple}";
        return new NetworkModel(graph, new ModelMetadata
        {
            Stage = ModelStage.Segment,
            Name = architecture,
            Architecture = architecture,
            Axes = "NCTHW",
            WindowFrames = Frames,
            SizeMultiple = new Extent(Frames, multiple, multiple),
            Halo = new Extent(0, HaloInCoarsePixels * multiple, HaloInCoarsePixels * multiple),
            ReceptiveRadius = new Extent(0, radius, radius),
            EdgePadding = 0,
            BytesPerVoxel = BytesPerVoxel,
            Normalisation = Normalisation.Fluctuation,
            Detection = new DetectionFacts(ScoreThreshold: 0, MinAreaPx * pool * pool, MinRoundness: 0.6, MaxDistancePx * pool),
        });
    }

    private static int Pool(TensorSource tensors)
    {
        if (!tensors.Names.Contains(PoolName))
        {
            return 1;
        }

        float pool = tensors.Take(PoolName, [1]).Data[0];
        return pool is 2 or 4 ? (int)pool : throw tensors.Mismatch($"has {pool} as its tensor '{PoolName}', where 2 and 4 are known");
    }

    /// <summary>log(1 + maximum, mean, standard deviation over the frames).</summary>
    private static string Summarise(OnnxGraph graph, string movie)
    {
        string mean = graph.AddNode("ReduceMean", [movie], ("axes", [1]), ("keepdims", 1));
        string difference = graph.AddNode("Sub", [movie, mean]);
        string variance = graph.AddNode("ReduceMean", [graph.AddNode("Mul", [difference, difference])], ("axes", [1]), ("keepdims", 1));
        string maximum = graph.AddNode("ReduceMax", [movie], ("axes", [1]), ("keepdims", 1));
        string all = graph.AddNode("Concat", [maximum, mean, graph.AddNode("Sqrt", [variance])], ("axis", 1));
        return graph.AddNode("Log", [graph.AddNode("Add", [all, graph.AddNumbers(1)])]);
    }
}
