using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.NeuronFiles.Caiman;
using DeepWonder3D.Formats.NeuronFiles.Csv;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Mat;
using DeepWonder3D.Formats.NeuronFiles.Npz;
using DeepWonder3D.Formats.NeuronFiles.Nwb;
using DeepWonder3D.Formats.NeuronFiles.Rois;
using DeepWonder3D.Formats.NeuronFiles.Suite2p;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>
/// Reads and writes neurons of a view (<see cref="NeuronSet"/>) and in space (<see cref="NeuronPopulation"/>) in every format.
/// </summary>
public static class NeuronFile
{
    /// <summary>Writes neurons; for CSV, several files that begin with the same name.</summary>
    /// <param name="neurons">A <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">The format; Auto goes by the file's extension.</param>
    /// <param name="overwrite">Whether existing files may be replaced.</param>
    /// <param name="cancellation">Ends the writing; nothing is left behind then.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.UnknownFormat"/>, <see cref="ErrorId.FileExists"/>, <see cref="ErrorId.DiskFull"/>,
    /// <see cref="ErrorId.FileWriteFailed"/>, <see cref="ErrorId.MatVariableTooLarge"/>, <see cref="ErrorId.FrameRateUnknown"/> or
    /// <see cref="ErrorId.ParameterInvalid"/>.
    /// </exception>
    public static void Write(
        object neurons,
        string path,
        NeuronFileFormat format = NeuronFileFormat.Auto,
        bool overwrite = false,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        switch (FormatOf(path, format))
        {
            case NeuronFileFormat.Mat:
                ResultFiles.Write(overwrite, (path, stream => NeuronMatFile.Write(stream, neurons, cancellation)));
                break;
            case NeuronFileFormat.Mat73:
                ResultFiles.Write(overwrite, (path, stream => NeuronMatFile.Write73(stream, neurons, cancellation)));
                break;
            case NeuronFileFormat.Npz:
                ResultFiles.Write(overwrite, (path, stream => NeuronNpzWriter.Write(stream, neurons, cancellation)));
                break;
            case NeuronFileFormat.TraceTable:
                ResultFiles.Write(overwrite, (path, stream => NeuronCsvWriter.WriteTraces(stream, neurons, cancellation)));
                break;
            case NeuronFileFormat.Nwb:
                ResultFiles.Write(overwrite, (path, stream => NeuronNwbWriter.Write(stream, neurons, cancellation)));
                break;
            case NeuronFileFormat.Suite2p:
                ResultFiles.Write(overwrite, new NeuronSuite2pWriter(SetOf(neurons), cancellation).Files(path));
                break;
            case NeuronFileFormat.RoiSet:
                ResultFiles.Write(overwrite, (path, stream => RoiSetWriter.Write(stream, neurons, cancellation)));
                break;
            case NeuronFileFormat.Caiman:
                throw new DeepWonderException(
                    ErrorId.UnknownFormat, "CaImAn's format is read, not written.", path, "Give another -Format, such as Nwb.");
            case NeuronFileFormat.Json:
                ResultFiles.Write(overwrite, (path, stream => NeuronJsonWriter.Write(stream, neurons, cancellation)));
                break;
            default:
                ResultFiles.Write(overwrite, NeuronCsvWriter.Files(path, neurons, cancellation));
                break;
        }
    }

    /// <summary>Reads neurons.</summary>
    /// <param name="path">
    /// A file that <see cref="Write"/> or the published code wrote, hand-labelled regions in JSON, or a list of coordinates (see
    /// <see cref="CoordinateFile"/>), which gives neurons in space without traces; an NWB file of anybody; a folder of suite2p's, or its
    /// <c>Fall.mat</c>; CaImAn's HDF5; an image of labels such as Cellpose's masks, a footprint a label.
    /// </param>
    /// <param name="format">The format; Auto goes by the file's extension.</param>
    /// <param name="options">What the caller knows better than the file.</param>
    /// <returns>A <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.NeuronFileInvalid"/>, <see cref="ErrorId.CoordinateFileInvalid"/>, <see cref="ErrorId.MatFileInvalid"/>,
    /// <see cref="ErrorId.NpyFileInvalid"/>, <see cref="ErrorId.CalibrationInvalid"/>, <see cref="ErrorId.UnknownFormat"/>,
    /// <see cref="ErrorId.FileNotFound"/> or <see cref="ErrorId.FileReadFailed"/>.
    /// </exception>
    public static object Read(string path, NeuronFileFormat format = NeuronFileFormat.Auto, NeuronImportOptions? options = null)
    {
        options ??= NeuronImportOptions.None;
        try
        {
            return NeuronAssembly.Build(ReadContent(path, format), options, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
        catch (InvalidDataException e)
        {
            throw NeuronFileErrors.Invalid(path, e.Message, e);
        }
    }

    /// <summary>The recording's name, after which its file in a folder is named.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>: the object holds no neurons.</exception>
    internal static string NameOf(object? neurons) => neurons switch
    {
        NeuronSet set => set.Name,
        NeuronPopulation population => population.Name,
        _ => throw new DeepWonderException(
            ErrorId.ParameterInvalid,
            $"A {neurons?.GetType().Name ?? "null"} holds no neurons.",
            neurons,
            "Give what Find-Neuron, Merge-View, Measure-Trace or Import-Neuron gave, as a whole."),
    };

    private static NeuronSet SetOf(object neurons) => neurons as NeuronSet ?? throw new DeepWonderException(
        ErrorId.ParameterInvalid,
        $"suite2p knows neurons of one view, and '{NameOf(neurons)}' holds neurons in space.",
        neurons,
        "Give what Find-Neuron gave.");

    private static NeuronFileContent ReadContent(string path, NeuronFileFormat format)
    {
        if (Directory.Exists(path))
        {
            return ReadFolder(path);
        }

        bool isByName = format == NeuronFileFormat.Auto;
        bool isStatistics = Path.GetFileName(path).Equals(Suite2pNames.Statistics, StringComparison.OrdinalIgnoreCase);
        if (format == NeuronFileFormat.Suite2p || (isByName && isStatistics))
        {
            return NeuronSuite2pReader.Read(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        string ending = isByName ? Path.GetExtension(path).ToUpperInvariant() : "";
        if (ending is ".NPY" or ".TXT" or ".TIF" or ".TIFF")
        {
            return (ending == ".TXT" ? null : LabelImageReader.TryRead(path)) ?? ReadCoordinates(path);
        }

        return FormatOf(path, format) switch
        {
            NeuronFileFormat.Mat or NeuronFileFormat.Mat73 => NeuronMatFile.Read(path),
            NeuronFileFormat.Json => NeuronJsonReader.Read(path),
            NeuronFileFormat.Nwb => NeuronNwbReader.Read(path),
            NeuronFileFormat.Caiman => ReadCaiman(path),
            NeuronFileFormat.Npz => NeuronNpzReader.Read(path),
            NeuronFileFormat.RoiSet => RoiSetReader.Read(path),
            NeuronFileFormat.TraceTable => throw new DeepWonderException(
                ErrorId.UnknownFormat,
                $"'{path}' is in a format that is written and not read.",
                path,
                "Export as Json, Nwb, Mat, Npz or Csv to read neurons back."),
            _ => CoordinateFile.IsHeaderless(path) ? ReadCoordinates(path) : NeuronCsvReader.Read(path),
        };
    }

    private static NeuronFileContent ReadFolder(string folder) => NeuronSuite2pReader.IsSuite2p(folder)
        ? NeuronSuite2pReader.Read(folder)
        : throw NeuronFileErrors.Invalid(folder, $"it is a folder without suite2p's {Suite2pNames.Statistics}");

    private static NeuronFileContent ReadCaiman(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        return NeuronCaimanReader.IsCaiman(file)
            ? NeuronCaimanReader.Read(file)
            : throw NeuronFileErrors.Invalid(path, "it holds no results of CaImAn");
    }

    private static NeuronFileContent ReadCoordinates(string path) => new(
        new NeuronFileHead { Kind = NeuronFileKind.Space },
        [.. CoordinateFile.Read(path).Select(n => new NeuronDraft
        {
            [nameof(LocalizedNeuron.Row)] = n.Row,
            [nameof(LocalizedNeuron.Column)] = n.Column,
            [nameof(LocalizedNeuron.ZUm)] = n.Z,
        })]);

    private static NeuronFileFormat FormatOf(string path, NeuronFileFormat format) => format != NeuronFileFormat.Auto
        ? format
        : Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".MAT" => NeuronFileFormat.Mat,
            ".JSON" => NeuronFileFormat.Json,
            ".CSV" => NeuronFileFormat.Csv,
            ".NWB" => NeuronFileFormat.Nwb,
            ".HDF5" or ".H5" => NeuronFileFormat.Caiman,
            ".ZIP" or ".ROI" => NeuronFileFormat.RoiSet,
            ".NPZ" => NeuronFileFormat.Npz,
            _ => throw new DeepWonderException(
                ErrorId.UnknownFormat,
                $"The extension of '{path}' names no format of neuron files.",
                path,
                "End it in .mat, .json, .csv, .nwb, .npz or .zip, or give -Format."),
        };
}
