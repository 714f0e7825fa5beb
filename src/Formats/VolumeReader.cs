using DeepWonder3D.Defects;
using DeepWonder3D.Formats.Avi;
using DeepWonder3D.Formats.Folders;
using DeepWonder3D.Formats.Foreign;
using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.Mat.Recordings;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Formats.Raw;
using DeepWonder3D.Formats.Tiff;
using DeepWonder3D.Formats.Tiff.Structure;
using Microsoft.Win32.SafeHandles;

namespace DeepWonder3D.Formats;

/// <summary>Opens recordings of every format that is read; the content decides, not the name.</summary>
public static class VolumeReader
{
    private const int SignatureBytes = 4096;

    /// <summary>Opens a recording; samples are read from the file when they are asked for.</summary>
    /// <param name="path">A file, or a folder that holds one recording.</param>
    /// <param name="options">What the caller says; null where the file says it all.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="DeepWonderException">
    /// The file cannot be read, is of no known format or is damaged, or an option does not fit it.
    /// </exception>
    public static Volume Open(string path, VolumeReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= VolumeReadOptions.Default;
        options.Check();
        return Named(OpenWhole(Path.GetFullPath(path), options, cancellationToken), options);
    }

    /// <summary>The recording without the frames that the caller knows to be no data.</summary>
    private static Volume Named(Volume recording, VolumeReadOptions options)
    {
        try
        {
            return options.BadFrame is { } frames ? DefectSearch.WithBadFrames(recording, frames) : recording;
        }
        catch
        {
            recording.Dispose();
            throw;
        }
    }

    private static Volume OpenWhole(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            return FolderReader.Open(path, options, cancellationToken);
        }

        ReadOnlySpan<byte> signature = Signature(path);
        if (ForeignFormat.InDisguise(path, options) is { } disguised)
        {
            throw disguised.Refused(path);
        }

        if (options.Raw is not null && !IsShapeless(path, signature))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"'{path}' says how large its frames are; -Width, -Height, -SampleType, -HeaderBytes and -ByteOrder are for raw binary.",
                path,
                "Leave them out.");
        }

        return TiffFile.IsTiff(signature) ? TiffReader.Open(path, options, cancellationToken)
            : NpyRecording.IsNpy(signature) ? NpyRecording.Open(path, options, cancellationToken)
            : Hdf5File.IsHdf5(signature)
                ? NwbRecording.TryOpen(path, options, cancellationToken) ?? Hdf5Recording.Open(path, signature, options, cancellationToken)
            : MatVariableList.IsMat(signature) ? MatRecording.Open(path, signature, options, cancellationToken)
            : AviFile.IsAvi(signature) ? AviReader.Open(path, options, cancellationToken)
            : OpenByName(path, signature, options, cancellationToken);
    }

    /// <summary>Whether nothing in a file says how large its frames are.</summary>
    private static bool IsShapeless(string path, ReadOnlySpan<byte> signature) =>
        !(TiffFile.IsTiff(signature) || NpyRecording.IsNpy(signature) || Hdf5File.IsHdf5(signature) || MatVariableList.IsMat(signature)
            || AviFile.IsAvi(signature) || ScanboxRecording.IsScanbox(path) || CaimanMovie.IsMap(path)
            || RecordingKinds.IsSuite2pMovie(path));

    /// <summary>Opens what has no beginning of its own: the name and the files beside it tell, or the caller.</summary>
    private static Volume OpenByName(
        string path, ReadOnlySpan<byte> signature, VolumeReadOptions options, CancellationToken cancellationToken) =>
        ScanboxRecording.IsScanbox(path) ? ScanboxRecording.Open(path, options, cancellationToken)
            : CaimanMovie.IsMap(path) ? CaimanMovie.Open(path, options, cancellationToken)
            : Suite2pMovie.TryOpen(path, options, cancellationToken)
            ?? (options.Raw is not null ? RawRecording.Open(path, options, cancellationToken) : throw Unknown(path, signature));

    /// <summary>Opens files that are one movie together, in the natural order of their names.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="options">What the caller says; null where the files say it all.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="DeepWonderException">
    /// A file cannot be read, is no TIFF or differs from the first, or an option does not fit.
    /// </exception>
    public static Volume OpenMovie(
        IReadOnlyList<string> paths, VolumeReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= VolumeReadOptions.Default;
        options.Check();
        string[] files = [.. paths.Select(Path.GetFullPath).Distinct().Order(NaturalOrder.Instance)];
        return Named(
            AviFile.IsAvi(Signature(files[0]))
                ? AviReader.OpenSequence(files, options, cancellationToken)
                : TiffSetReader.OpenSequence(files, files[0], options, cancellationToken),
            options);
    }

    private static DeepWonderException Unknown(string path, ReadOnlySpan<byte> signature)
    {
        string ending = Path.GetExtension(path).ToUpperInvariant();
        return ending is ".TIF" or ".TIFF" ? new DeepWonderException(
                ErrorId.NotATiff, $"'{path}' is not a TIFF, whatever its name says.", path, "Check the file; it may be empty or damaged.")
            : signature.IsEmpty && RecordingKinds.LooksLikeRecording(path) ? RecordingErrors.Damaged(path, "it is empty")
            : RawRecording.IsRaw(path) && ForeignFormat.Of(path, signature) is null ? RawRecording.Unknown(path, null)
            : ending is ".AVI" ? RecordingErrors.Damaged(path, "it does not begin as an AVI does")
            : ForeignFormat.Of(path, signature)?.Refused(path) ?? new DeepWonderException(
                ErrorId.UnknownFormat,
                $"'{path}' is in no format that is read.",
                path,
                "Give a TIFF, an HDF5 or NWB file, a MATLAB file, a NumPy array, an AVI, an OME-Zarr, a "
                    + "Scanbox, suite2p or CaImAn movie, or "
                    + "a recording's folder; for raw binary state -Width, -Height and -SampleType.");
    }

    private static byte[] Signature(string path)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] start = new byte[SignatureBytes];
            return start[..RandomAccess.Read(handle, start, 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }
}
