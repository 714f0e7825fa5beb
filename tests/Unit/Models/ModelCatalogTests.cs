using DeepWonder3D.Cmdlets;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Models.Onnx;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Models;

public sealed class ModelCatalogTests
{
    [Fact]
    public void An_earlier_folder_hides_a_name_in_a_later_one()
    {
        using TemporaryFolder first = new();
        using TemporaryFolder second = new();
        string meant = Add(first, "Net", ModelStage.Denoise, null);
        Add(second, "net", ModelStage.Segment, 2);
        string other = Add(second, "other", ModelStage.Segment, 2);
        ModelCatalog catalog = new([first.Root, first.File("missing"), second.Root]);
        Assert.Equal([meant, other], catalog.List(SilentObserver.Instance).Select(model => model.Path));
    }

    [Fact]
    public void A_file_that_cannot_be_used_is_left_out_with_a_warning()
    {
        using TemporaryFolder folder = new();
        string meant = Add(folder, "a", ModelStage.Denoise, null);
        File.WriteAllText(folder.File("broken.onnx"), "no model");
        Warnings warnings = new();
        Assert.Equal([meant], new ModelCatalog([folder.Root]).List(warnings).Select(model => model.Path));
        Assert.Contains("broken.onnx", Assert.Single(warnings.Texts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.0, "two")]
    [InlineData(2.5, "two")]
    [InlineData(1.5, "two")]
    [InlineData(1.25, "one")]
    [InlineData(0.75, "one")]
    [InlineData(0.9, "one")]
    public void The_model_nearest_in_pixel_size_is_taken(double pixelSizeUm, string expected)
    {
        using TemporaryFolder folder = new();
        Add(folder, "one", ModelStage.Segment, 1);
        Add(folder, "two", ModelStage.Segment, 2);
        Add(folder, "denoise", ModelStage.Denoise, null);
        Assert.Equal(expected, new ModelCatalog([folder.Root]).Resolve(null, ModelStage.Segment, pixelSizeUm).Metadata.Name);
    }

    [Theory]
    [InlineData(0.74, null)]
    [InlineData(1.4, null)]
    [InlineData(2.6, null)]
    [InlineData(1.0, "two")]
    public void A_model_for_another_pixel_size_is_refused_with_both_values(double pixelSizeUm, string? name)
    {
        using TemporaryFolder folder = new();
        Add(folder, "one", ModelStage.Segment, 1);
        Add(folder, "two", ModelStage.Segment, 2);
        DeepWonderException error = Assert.Throws<DeepWonderException>(
            () => new ModelCatalog([folder.Root]).Resolve(name, ModelStage.Segment, pixelSizeUm));
        Assert.Equal(ErrorId.ModelPixelSizeMismatch, error.Id);
        Assert.Contains(FormattableString.Invariant($"{pixelSizeUm} µm"), error.Message, StringComparison.Ordinal);
        Assert.Contains("2 µm", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_for_any_size_serves_where_none_is_for_this_one()
    {
        using TemporaryFolder folder = new();
        Add(folder, "any", ModelStage.RemoveBackground, null);
        Add(folder, "two", ModelStage.RemoveBackground, 2);
        ModelCatalog catalog = new([folder.Root]);
        Assert.Equal("any", catalog.Resolve(null, ModelStage.RemoveBackground, 5).Metadata.Name);
        Assert.Equal("two", catalog.Resolve(null, ModelStage.RemoveBackground, 2.2).Metadata.Name);
    }

    [Fact]
    public void An_unknown_pixel_size_is_an_error_only_where_it_decides()
    {
        using TemporaryFolder folder = new();
        Add(folder, "two", ModelStage.Segment, 2);
        ModelCatalog catalog = new([folder.Root]);
        Assert.Equal("two", catalog.Resolve(null, ModelStage.Segment, null).Metadata.Name);
        Add(folder, "one", ModelStage.Segment, 1);
        Assert.Equal("one", catalog.Resolve("one", ModelStage.Segment, null).Metadata.Name);
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => catalog.Resolve(null, ModelStage.Segment, null));
        Assert.Equal(ErrorId.PixelSizeUnknown, error.Id);
        Assert.Contains("1 µm and 2 µm", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_found_by_name_wildcard_and_path()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder elsewhere = new();
        string path = Add(folder, "Seg_60", ModelStage.Segment, 2);
        string outside = Add(elsewhere, "outside", ModelStage.Segment, 2);
        ModelCatalog catalog = new([folder.Root]);
        Assert.All(
            (string[])["Seg_60", "seg_60", "seg*", "s?g_6?", path],
            name => Assert.Equal(path, catalog.Resolve(name, ModelStage.Segment, 2).Path));
        Assert.Equal(outside, catalog.Resolve(outside, ModelStage.Segment, 2).Path);
    }

    [Fact]
    public void What_is_not_there_says_what_is_and_how_to_get_more()
    {
        using TemporaryFolder folder = new();
        Add(folder, "seg", ModelStage.Segment, 2);
        ModelCatalog catalog = new([folder.Root]);
        DeepWonderException byName = Assert.Throws<DeepWonderException>(() => catalog.Resolve("nothing", ModelStage.Segment, 2));
        Assert.Contains("seg", byName.Message, StringComparison.Ordinal);
        DeepWonderException byStage = Assert.Throws<DeepWonderException>(() => catalog.Resolve(null, ModelStage.Denoise, 2));
        DeepWonderException byPath = Assert.Throws<DeepWonderException>(
            () => catalog.Resolve(folder.File("none.onnx"), ModelStage.Denoise, 2));
        Assert.All((DeepWonderException[])[byName, byStage, byPath], error => Assert.Equal(ErrorId.ModelNotFound, error.Id));
        Assert.Contains("ConvertTo-OnnxModel", ErrorRecords.From(byName, null).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("ConvertTo-OnnxModel", ErrorRecords.From(byStage, null).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_for_another_stage_is_refused_with_both_stages()
    {
        using TemporaryFolder folder = new();
        string path = Add(folder, "seg", ModelStage.Segment, 2);
        foreach (string given in new[] { "seg", path })
        {
            DeepWonderException error = Assert.Throws<DeepWonderException>(
                () => new ModelCatalog([folder.Root]).Resolve(given, ModelStage.Denoise, 2));
            Assert.Equal(ErrorId.ModelStageMismatch, error.Id);
            Assert.Contains("Segment, not for Denoise", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Writes a model that has metadata and an empty network, which is all that a catalog looks at.</summary>
    private static string Add(TemporaryFolder folder, string name, ModelStage stage, double? pixelSizeUm)
    {
        ModelMetadata metadata = new()
        {
            Name = name,
            Stage = stage,
            PixelSizeUm = pixelSizeUm,
            Architecture = "none",
            Axes = "NCTHW",
            WindowFrames = 0,
            SizeMultiple = new Extent(8, 8, 8),
            Halo = new Extent(16, 16, 16),
            ReceptiveRadius = new Extent(51, 51, 51),
            EdgePadding = 16,
            BytesPerVoxel = 780,
            Normalisation = Normalisation.SubtractMean,
        };
        string path = folder.File(name + ".onnx");
        File.WriteAllBytes(path, OnnxModelWriter.Write(new OnnxGraph("empty"), ModelMetadataMap.ToEntries(metadata)));
        return path;
    }

    private sealed class Warnings : IStageObserver
    {
        public List<string> Texts { get; } = [];

        public void Progress(StageProgress progress)
        {
        }

        public void Warn(string message) => Texts.Add(message);

        public void Verbose(string message)
        {
        }
    }
}
