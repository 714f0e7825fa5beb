using System.Globalization;
using System.Text.RegularExpressions;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Models.Checkpoints;
using DeepWonder3D.Models.Networks;
using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models;

/// <summary>Makes a model file out of a PyTorch checkpoint.</summary>
internal static partial class CheckpointConverter
{
    /// <summary>Reads a checkpoint, recognises its network and writes it as ONNX, whole or not at all.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="destination">The file to write; its folder is made where it is missing.</param>
    /// <param name="options">What the tensors don't tell.</param>
    /// <param name="cancellation">Ends the work before the file is written.</param>
    /// <exception cref="DeepWonderException">
    /// The checkpoint's faults (<see cref="CheckpointReader"/>, <see cref="NetworkFamilies"/>), <see cref="ErrorId.FileExists"/>,
    /// <see cref="ErrorId.DiskFull"/> or <see cref="ErrorId.FileWriteFailed"/>.
    /// </exception>
    public static ModelFile Convert(string path, string destination, ConversionOptions options, CancellationToken cancellation = default)
    {
        if (!options.Overwrite && File.Exists(destination))
        {
            throw FileErrors.Exists(destination);
        }

        Checkpoint checkpoint = CheckpointReader.Read(path, cancellation);
        (OnnxGraph graph, ModelMetadata design) = NetworkFamilies.Build(checkpoint, options.Stage);
        ModelMetadata metadata = design with
        {
            Name = options.Name ?? Path.GetFileNameWithoutExtension(path),
            PixelSizeUm = options.PixelSizeUm ?? (design.Stage == ModelStage.Denoise ? null : PixelSizeInName(path)),
            Licence = options.Licence ?? design.Licence,
            Training = options.Training ?? design.Training,
            SourceFile = Path.GetFileName(path),
            SourceSha256 = checkpoint.Sha256,
        };
        byte[] model = OnnxModelWriter.Write(graph, ModelMetadataMap.ToEntries(metadata));
        cancellation.ThrowIfCancellationRequested();
        using (AtomicFile file = new(destination, options.Overwrite, model.Length))
        {
            file.Stream.Write(model);
            file.Commit();
        }

        return ModelFile.Load(destination);
    }

    /// <summary>
    /// The pixel size that published checkpoints carry at the end of their folder's name, or a file at the end of its own.
    /// </summary>
    private static double? PixelSizeInName(string path)
    {
        string full = Path.GetFullPath(path);
        foreach (string? name in (string?[])[Path.GetFileNameWithoutExtension(full), Path.GetFileName(Path.GetDirectoryName(full))])
        {
            Match match = PixelSize().Match(name ?? "");
            if (match.Success && double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is > 0 and var size)
            {
                return size;
            }
        }

        return null;
    }

    [GeneratedRegex(@"_([0-9]{1,4}(?:\.[0-9]{1,4})?)um$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PixelSize();
}
