using DeepWonder3D.Cmdlets;
using DeepWonder3D.Errors;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Simulation;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>The models in <c>module/models</c>.</summary>
public sealed class ShippedModelTests
{
    private const long MostBytes = 2_000_000;

    private static readonly string s_folder = Path.Combine(SharedMaterial.Root, "module", "models");
    private static readonly ModelCatalog s_catalog = new([s_folder]);

    public static TheoryData<string> Files { get; } =
        [.. Directory.EnumerateFiles(s_folder, "*.onnx").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData(ModelStage.Denoise, 1.0)]
    [InlineData(ModelStage.Denoise, 2.0)]
    [InlineData(ModelStage.Denoise, 4.0)]
    [InlineData(ModelStage.RemoveBackground, 0.8)]
    [InlineData(ModelStage.RemoveBackground, 1.25)]
    [InlineData(ModelStage.RemoveBackground, 1.6)]
    [InlineData(ModelStage.RemoveBackground, 2.5)]
    [InlineData(ModelStage.Segment, 1.0)]
    [InlineData(ModelStage.Segment, 2.0)]
    [InlineData(ModelStage.SuperResolve, 1.0)]
    [InlineData(ModelStage.SuperResolve, 2.0)]
    public void There_is_a_model_for_each_stage_at_the_pixel_sizes_in_use(ModelStage stage, double pixelSizeUm)
    {
        ModelMetadata metadata = s_catalog.Resolve(null, stage, pixelSizeUm).Metadata;
        Assert.Equal(stage, metadata.Stage);
        Assert.True(metadata.PixelSizeUm is not { } trained || Math.Abs((pixelSizeUm / trained) - 1) <= 0.25);
    }

    [Theory]
    [InlineData(ModelStage.RemoveBackground)]
    [InlineData(ModelStage.Segment)]
    public void Other_pixel_sizes_are_answered_with_what_to_do(ModelStage stage)
    {
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => s_catalog.Resolve(null, stage, 4));
        Assert.Equal(ErrorId.ModelPixelSizeMismatch, error.Id);
        Assert.Contains(
            "Resize-Volume -PixelSizeUm", ErrorRecords.From(error, null).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_model_is_small_and_says_what_it_is(string file)
    {
        ModelFile model = ModelFile.Load(Path.Combine(s_folder, file));
        Assert.InRange(model.SizeBytes, 1, MostBytes);
        Assert.Equal("MIT", model.Metadata.Licence);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), model.Metadata.Name);
        Assert.Contains("training/README.md", model.Metadata.Training, StringComparison.Ordinal);
        Assert.EndsWith(".pth", model.Metadata.SourceFile, StringComparison.Ordinal);
        Assert.Equal(64, model.Metadata.SourceSha256.Length);
        string card = File.ReadAllText(Path.Combine(SharedMaterial.Root, "docs", "models.md"));
        Assert.Contains($"`{model.Metadata.Name}`", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Neurons_of_a_recording_that_training_never_saw_are_found_without_naming_a_model()
    {
        // A bound far below what the benchmark shows (benchmarks/results/accuracy-*.md): it tells a broken chain from a working one, not a
        // good one from a better.
        SimulationOptions options = SimulationPresets.Of(SimulationPreset.Easy, 77)
            .InField(128, 128, 2, -40, 40) with
        {
            ViewIds = [113],
            KeepClean = false,
            KeepBackgroundFree = false,
        };
        CancellationToken token = TestContext.Current.CancellationToken;
        using SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance, token);
        using Volume denoised = Denoising.Run(recording.Views[0], Options(ModelStage.Denoise), SilentObserver.Instance, token);
        using Volume free = BackgroundRemoval.Run(denoised, Options(ModelStage.RemoveBackground), SilentObserver.Instance, token);
        NeuronSet found = NeuronFinding.Run(
            free, new NeuronFindingOptions { Network = Options(ModelStage.Segment) }, null, SilentObserver.Instance, token);
        NeuronComparison score = new NeuronComparer(new ComparisonOptions()).Compare(found, recording.TruthByView[0]);
        TestContext.Current.TestOutputHelper?.WriteLine(score.ToString()!);
        Assert.True(score.F1 >= 0.7, score.ToString());
    }

    private static NetworkOptions Options(ModelStage stage) =>
        new() { Model = s_catalog.Resolve(null, stage, 2).Path, Device = DeviceRequest.Parse("Cpu") };
}
