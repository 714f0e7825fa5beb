using System.Security.Cryptography;
using System.Text;
using DeepWonder3D.Models;
using DeepWonder3D.Runs.Journal;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Runs;

/// <summary>What the neurons of one view depend on.</summary>
internal static class ViewFacts
{
    /// <summary>The facts of a view's step.</summary>
    /// <exception cref="Errors.DeepWonderException">A model cannot be found or does not fit the recording.</exception>
    public static SortedDictionary<string, string> Of(ViewPlan view, Volume recorded, IReadOnlyList<InputFile> inputs, ExtractionOptions options)
    {
        double? pixel = options.Does(ExtractionStage.Resize) ? options.TargetPixelSizeUm ?? recorded.PixelSizeUm : recorded.PixelSizeUm;
        return StepFacts.Of(
            ("Recording", HashOf(inputs)),
            ("FrameRate", options.Reading.FrameRate),
            ("PixelSizeUm", options.Reading.PixelSizeUm),
            ("PlaneStepUm", options.Reading.PlaneStepUm),
            ("Axes", options.Reading.Axes),
            ("Dataset", options.Reading.Dataset),
            ("Channel", options.Reading.Channel),
            ("Plane", options.Reading.Plane),
            ("Stages", string.Join(' ', Enum.GetValues<ExtractionStage>().Where(s => s <= ExtractionStage.FindNeuron && options.Does(s)))),
            ("Denoise model", Model(ExtractionStage.Denoise, ModelStage.Denoise, options.DenoiseModel, recorded.PixelSizeUm, options)),
            ("Target frame rate", options.TargetFrameRate),
            ("Target pixel size", options.TargetPixelSizeUm),
            ("Super-resolution model", SuperResolutionModel(recorded, options)),
            ("Background model", Model(ExtractionStage.RemoveBackground, ModelStage.RemoveBackground, options.BackgroundModel, pixel, options)),
            ("Segmentation model", Model(ExtractionStage.FindNeuron, ModelStage.Segment, options.SegmentationModel, pixel, options)),
            ("Device", options.Device),
            ("Tile size", options.TileSize),
            ("Movies kept", options.KeepIntermediate),
            ("Frames shown", view.FramesToShow));
    }

    /// <summary>One hash for all files of a view, with their names: an order of frames is in the names.</summary>
    private static string HashOf(IReadOnlyList<InputFile> inputs)
    {
        string list = string.Join('\n', inputs.Select(file => $"{Path.GetFileName(file.Path)} {file.Sha256}"));
        return inputs.Count == 1 ? inputs[0].Sha256 : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(list)));
    }

    private static string? SuperResolutionModel(Volume recorded, ExtractionOptions options)
    {
        double factor = recorded.PixelSizeUm / options.TargetPixelSizeUm ?? 1;
        return factor > 1
            ? Model(ExtractionStage.Resize, ModelStage.SuperResolve, options.SuperResolutionModel, recorded.PixelSizeUm / (Math.Ceiling((factor * 2) - 1e-9) / 2), options)
            : null;
    }

    private static string? Model(ExtractionStage stage, ModelStage kind, string? asked, double? pixelSizeUm, ExtractionOptions options)
    {
        if (!options.Does(stage))
        {
            return null;
        }

        ModelFile model = ModelCatalog.Default.Resolve(asked, kind, pixelSizeUm);
        return $"{model.Sha256} {model.Metadata.Name}";
    }
}
