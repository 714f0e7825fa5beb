using System.Globalization;
using System.Text.RegularExpressions;
using DeepWonder3D.Errors;
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
    /// <exception cref="DeepWonderException">The checkpoint's faults (<see cref="CheckpointReader"/>, <see cref="NetworkFamilies"/>),
    /// <see cref="ErrorId.FileExists"/> or <see cref="ErrorId.FileWriteFailed"/>.</exception>
    public static ModelFile Convert(string path, string destination, ConversionOptions options, CancellationToken cancellation = default)
    {
        if (!options.Overwrite && File.Exists(destination))
        {
            throw Exists(destination, null);
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
        Write(destination, model, options.Overwrite);
        return ModelFile.Load(destination);
    }

    /// <summary>The pixel size that published checkpoints carry at the end of their folder's name, or a file at the end of its own.</summary>
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

    /// <summary>Writes beside the destination first, so that no half-written model is ever found there.</summary>
    private static void Write(string destination, byte[] model, bool overwrite)
    {
        string part = $"{destination}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
            File.WriteAllBytes(part, model);
            File.Move(part, destination, overwrite);
        }
        catch (IOException e) when (!overwrite && File.Exists(destination))
        {
            throw Exists(destination, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeepWonderException(
                ErrorId.FileWriteFailed, $"The model '{destination}' could not be written: {e.Message}", destination, "Give a folder that can be written to.", e);
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }

    private static DeepWonderException Exists(string destination, Exception? inner) => new(
        ErrorId.FileExists, $"The file '{destination}' exists.", destination, "Use -Force to replace it, or give another -Destination.", inner);
}
