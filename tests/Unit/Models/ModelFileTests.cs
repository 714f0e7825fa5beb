using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Models.Onnx;
using Xunit;

namespace DeepWonder3D.Tests.Models;

public sealed class ModelFileTests
{
    private static readonly ModelMetadata s_metadata = new()
    {
        Stage = ModelStage.Segment,
        Architecture = "a-b",
        Axes = "NCTHW",
        WindowFrames = 64,
        SizeMultiple = new Extent(64, 16, 16),
        Halo = new Extent(0, 16, 16),
        ReceptiveRadius = new Extent(0, 108, 108),
        EdgePadding = 16,
        BytesPerVoxel = 780,
        Normalisation = Normalisation.ToRange(-0.1, 1.0 / 3),
        OutputScale = 1e-3,
        PixelSizeUm = 1.3,
        FrameRate = 10,
        Name = "größe = \"µ\"",
        Version = "2",
        Licence = "MIT",
        Training = "two\nlines",
        SourceFile = "x.pth",
        SourceSha256 = "AB",
    };

    [Fact]
    public void Metadata_come_back_as_they_were_written()
    {
        using TemporaryFolder folder = new();
        ModelMetadata open = s_metadata with { PixelSizeUm = null, FrameRate = null, Normalisation = Normalisation.SubtractMean };
        foreach (ModelMetadata metadata in (ModelMetadata[])[s_metadata, open])
        {
            Assert.Equal(metadata, ModelFile.Load(Write(folder, ModelMetadataMap.ToEntries(metadata))).Metadata);
        }
    }

    [Fact]
    public void A_number_reads_the_same_in_every_culture()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Metadata_come_back_as_they_were_written();
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_entry_that_is_missing_is_named()
    {
        using TemporaryFolder folder = new();
        IReadOnlyList<KeyValuePair<string, string>> entries = ModelMetadataMap.ToEntries(s_metadata);
        foreach (KeyValuePair<string, string> missing in entries)
        {
            Assert.Contains(
                $"'{missing.Key}'", Invalid(Write(folder, entries.Where(entry => entry.Key != missing.Key))), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("format", "2")]
    [InlineData("stage", "Unheard")]
    [InlineData("stage", "7")]
    [InlineData("axes", "THW")]
    [InlineData("windowFrames", "-1")]
    [InlineData("windowFrames", "99999999999999999999")]
    [InlineData("sizeMultiple", "0 8 8")]
    [InlineData("sizeMultiple", "8 8")]
    [InlineData("halo", "1 2 x")]
    [InlineData("receptiveRadius", "-1 2 3")]
    [InlineData("normalisation", "range 3 3")]
    [InlineData("normalisation", "range 0 NaN")]
    [InlineData("normalisation", "divide 3")]
    [InlineData("outputScale", "0")]
    [InlineData("pixelSizeUm", "-2")]
    [InlineData("pixelSizeUm", "1,5")]
    [InlineData("frameRate", "Infinity")]
    [InlineData("name", "")]
    public void An_entry_that_cannot_be_used_is_named_with_its_value(string key, string value)
    {
        using TemporaryFolder folder = new();
        string full = ModelMetadataMap.Prefix + key;
        string message = Invalid(
            Write(folder, ModelMetadataMap.ToEntries(s_metadata).Select(entry => entry.Key == full ? new(full, value) : entry)));
        Assert.Contains($"'{full}'", message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_never_ends_in_another_error()
    {
        using TemporaryFolder folder = new();
        byte[] sound = File.ReadAllBytes(Write(folder, ModelMetadataMap.ToEntries(s_metadata)));
        string path = folder.File("damaged.onnx");
        Random random = new(7);
        for (int i = 0; i < 1000; i++)
        {
            byte[] damaged = [.. sound];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            LoadsOrIsInvalid(path, i % 2 == 0 ? damaged : damaged[..random.Next(damaged.Length)]);
        }

        for (int i = 0; i < 300; i++)
        {
            byte[] noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            LoadsOrIsInvalid(path, noise);
        }
    }

    [Fact]
    public void A_model_that_claims_gigabytes_of_metadata_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("claims.onnx");
        File.WriteAllBytes(path, [8, 8, 0x72, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]);
        Invalid(path);
        Invalid(Write(folder, [new("a", new string('x', 1 << 20))]));
        Invalid(Write(folder, Enumerable.Range(0, 5000).Select(i => new KeyValuePair<string, string>($"key{i}", ""))));
    }

    [Fact]
    public void A_file_that_is_no_model_and_one_that_is_not_there_are_two_errors()
    {
        using TemporaryFolder folder = new();
        string text = folder.File("text.onnx");
        File.WriteAllText(text, "This is no model.");
        Invalid(text);
        Assert.Equal(ErrorId.ModelNotFound, Assert.Throws<DeepWonderException>(() => ModelFile.Load(folder.File("none.onnx"))).Id);
    }

    [Fact]
    public void What_users_see_is_its_path_as_text()
    {
        using TemporaryFolder folder = new();
        Model model = ModelFile.Load(Write(folder, ModelMetadataMap.ToEntries(s_metadata))).ToModel();
        Assert.Equal(model.Path, model.ToString());
        Assert.Equal((s_metadata.Name, 1.3, "MIT", 64), (model.Name, model.PixelSizeUm, model.Licence, model.Hash.Length));
    }

    private static string Write(TemporaryFolder folder, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        string path = folder.File("model.onnx");
        File.WriteAllBytes(path, OnnxModelWriter.Write(new OnnxGraph("empty"), metadata));
        return path;
    }

    private static string Invalid(string path)
    {
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => ModelFile.Load(path));
        Assert.Equal(ErrorId.ModelInvalid, error.Id);
        Assert.Equal(path, error.Target);
        return error.Message;
    }

    private static void LoadsOrIsInvalid(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        try
        {
            ModelFile.Load(path);
        }
        catch (DeepWonderException error)
        {
            Assert.Equal(ErrorId.ModelInvalid, error.Id);
        }
    }
}
