using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// The shipped networks for denoising and background removal: a window of frames, as channels of a <see cref="WindowTrunk"/>, to as many
/// frames (<c>training/networks.py</c>, MovieNetwork).
/// </summary>
internal sealed class WindowMovieNetwork : INetworkFamily
{
    private const string Prefix = "movie";

    /// <summary>Neighbouring windows share twice an eighth of their frames.</summary>
    private const int MarginsAWindow = 8;

    /// <summary>
    /// Measured on windows of 1024 × 1024 pixels: 10 for activations, 16 for the two input and two output buffers; the rest is room for
    /// wider networks.
    /// </summary>
    private const int BytesPerVoxel = 32;

    /// <summary>
    /// Pixels of the coarsest level on each side. Twelve tiles of a Hard recording against one, in standard deviations over time (root mean
    /// square, largest): denoising 0.0002, 0.016; background removal 0.0016, 0.12.
    /// </summary>
    private const int HaloInCoarsePixels = 3;

    public IReadOnlyList<ModelStage> Stages { get; } = [ModelStage.Denoise, ModelStage.RemoveBackground];

    public bool Owns(string tensor) => tensor.StartsWith(Prefix + ".", StringComparison.Ordinal);

    public NetworkModel Build(TensorSource tensors, ModelStage? stage)
    {
        int frames = (int)tensors.Peek(WindowTrunk.FirstWeights(Prefix), [-1, -1, -1, -1]).Shape[1];
        OnnxGraph graph = new("window_movie");
        NetworkBuilder builder = new(graph, tensors);
        string input = graph.AddInput(ModelFile.InputName, OnnxType.Float32, "batch", 1, frames, "height", "width");
        string channels = graph.AddNode("Squeeze", [input, graph.AddIntegers(1)]);
        FeatureMap movie = new(channels, frames, 2, ReceptiveField.Input, "the window's frames");
        (FeatureMap result, int multiple) = WindowTrunk.Apply(builder, movie, Prefix, frames, tensors);
        string output = graph.AddNode("Unsqueeze", [result.Value, graph.AddIntegers(1)]);
        graph.AddOutput(ModelFile.OutputName, output, "batch", 1, frames, "height", "width");
        int radius = result.Field.Radius;
        string architecture = $"window-movie-{frames}-{multiple}";
        return new NetworkModel(graph, new ModelMetadata
        {
            Stage = stage ?? ModelStage.Denoise,
            Name = architecture,
            Architecture = architecture,
            Axes = "NCTHW",
            WindowFrames = frames,
            SizeMultiple = new Extent(frames, multiple, multiple),
            Halo = new Extent(frames / MarginsAWindow, HaloInCoarsePixels * multiple, HaloInCoarsePixels * multiple),
            ReceptiveRadius = new Extent(frames, radius, radius),
            EdgePadding = 0,
            BytesPerVoxel = BytesPerVoxel,
            Normalisation = stage == ModelStage.RemoveBackground ? Normalisation.Baseline : Normalisation.Noise,
        });
    }
}
