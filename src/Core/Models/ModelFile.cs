using System.Security.Cryptography;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Models.Onnx;
using DeepWonder3D.Models.Onnx.Editing;
using Google.Protobuf;

namespace DeepWonder3D.Models;

/// <summary>An ONNX file and what it says of itself. Reading it needs neither ONNX Runtime nor the weights.</summary>
/// <param name="Path">The full path.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="Sha256">The SHA-256, in upper-case hexadecimal digits.</param>
/// <param name="Metadata">What the file says of its network.</param>
internal sealed record ModelFile(string Path, long SizeBytes, string Sha256, ModelMetadata Metadata)
{
    public const string Extension = ".onnx";

    /// <summary>The name of every model's input: samples, float32, in the order of <see cref="ModelMetadata.Axes"/>.</summary>
    public const string InputName = "input";

    /// <summary>The name of a super-resolution model's second input: the output's height and width, int64.</summary>
    public const string SizeName = "size";

    /// <summary>The name of every model's output, float32.</summary>
    public const string OutputName = "output";

    /// <summary>Reads a model file's metadata and takes its hash.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ModelNotFound"/>, <see cref="ErrorId.ModelInvalid"/> or <see cref="ErrorId.FileReadFailed"/>.
    /// </exception>
    public static ModelFile Load(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            string hash = Convert.ToHexString(SHA256.HashData(file));
            file.Position = 0;
            long size = file.Length;
            Dictionary<string, string> entries = OnnxModelReader.ReadMetadata(file);
            return new ModelFile(System.IO.Path.GetFullPath(path), size, hash, ModelMetadataMap.FromEntries(entries));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeepWonderException(ErrorId.ModelNotFound, $"There is no model file '{path}'.", path, "Check the path.", e);
        }
        catch (FormatException e)
        {
            throw new DeepWonderException(
                ErrorId.ModelInvalid,
                $"The model '{path}' {e.Message}.",
                path,
                "Convert the checkpoint with this module, or add the entries that it writes to the model's metadata map.",
                e);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw new DeepWonderException(
                ErrorId.ModelInvalid, $"'{path}' is no ONNX model, or is damaged: {e.Message}", path, "Convert or copy it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    /// <summary>
    /// The network as ONNX Runtime is to load it: the file's bytes, or a network made of them that computes in float16 (inputs and outputs
    /// are float32 in either case).
    /// </summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ModelNotFound"/>, <see cref="ErrorId.ModelInvalid"/> or <see cref="ErrorId.FileReadFailed"/>.
    /// </exception>
    public byte[] ReadNetwork(Precision precision)
    {
        try
        {
            byte[] model = File.ReadAllBytes(Path);
            return precision == Precision.Float16 ? HalfPrecisionPass.Apply(model) : model;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeepWonderException(ErrorId.ModelNotFound, $"There is no model file '{Path}'.", Path, "Check the path.", e);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw new DeepWonderException(
                ErrorId.ModelInvalid,
                $"'{Path}' cannot be made a network of {precision}: {e.Message}",
                Path,
                "Use the model in float32, or convert or copy it again.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(Path, e);
        }
    }

    /// <summary>What PowerShell users see of the model.</summary>
    public Model ToModel() => new()
    {
        Name = Metadata.Name,
        Stage = Metadata.Stage,
        PixelSizeUm = Metadata.PixelSizeUm,
        FrameRate = Metadata.FrameRate,
        WindowFrames = Metadata.WindowFrames,
        Architecture = Metadata.Architecture,
        Version = Metadata.Version,
        Licence = Metadata.Licence,
        Training = Metadata.Training,
        SourceFile = Metadata.SourceFile,
        Path = Path,
        SizeBytes = SizeBytes,
        Hash = Sha256,
    };
}
