using System.Text.Json;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.Mat.Version73;

namespace DeepWonder3D.Formats.Calibrations;

/// <summary>Reads and writes calibrations: MATLAB files with the published <c>psffit_matrix</c>, and JSON.</summary>
public static class CalibrationFile
{
    // The calibration of a thousand views is smaller.
    private const long MaxJsonBytes = 1 << 28;

    /// <summary>Reads a calibration.</summary>
    /// <param name="path">A <c>.mat</c> file, of level 5 or 7.3, or a <c>.json</c> file.</param>
    /// <param name="units">What the caller knows of it; null for nothing.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.CalibrationInvalid"/>, <see cref="ErrorId.MatFileInvalid"/>, <see cref="ErrorId.Hdf5FileInvalid"/>,
    /// <see cref="ErrorId.UnknownFormat"/>, <see cref="ErrorId.FileNotFound"/> or <see cref="ErrorId.FileReadFailed"/>.
    /// </exception>
    public static ViewCalibration Read(string path, CalibrationUnits? units = null)
    {
        units ??= CalibrationUnits.Unknown;
        try
        {
            return IsJson(path)
                ? CalibrationJson.Read(ReadJson(path), units, path)
                : CalibrationMat.Read(MatVariableFile.Read(path, CalibrationMat.IsWanted), units, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    /// <summary>Writes a calibration.</summary>
    /// <param name="calibration">What to write.</param>
    /// <param name="path">A <c>.mat</c> or <c>.json</c> file.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.UnknownFormat"/>, <see cref="ErrorId.FileExists"/>, <see cref="ErrorId.DiskFull"/> or
    /// <see cref="ErrorId.FileWriteFailed"/>.
    /// </exception>
    public static void Write(ViewCalibration calibration, string path, bool overwrite = false)
    {
        if (IsJson(path))
        {
            ResultFiles.Write(overwrite, (path, WriteJson));
            void WriteJson(Stream stream)
            {
                using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
                CalibrationJson.Write(writer, calibration);
            }
        }
        else
        {
            ResultFiles.Write(
                overwrite, (path, stream => MatWriter.Write(stream, [.. CalibrationMat.ToVariables(calibration)], compress: true)));
        }
    }

    private static bool IsJson(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JSON" => true,
        ".MAT" => false,
        _ => throw new DeepWonderException(
            ErrorId.UnknownFormat, $"'{path}' ends neither in .mat nor in .json.", path, "Give a MATLAB or a JSON file."),
    };

    private static byte[] ReadJson(string path)
    {
        long bytes = new FileInfo(path).Length;
        return bytes <= MaxJsonBytes
            ? File.ReadAllBytes(path)
            : throw CalibrationChecks.Invalid(path, $"it has {bytes >> 20} MB, and a calibration never has");
    }
}
