using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Npy;

/// <summary>A NumPy array as a recording.</summary>
internal static class NpyRecording
{
    /// <summary>Whether a file that starts so is an array that <c>numpy.save</c> wrote.</summary>
    public static bool IsNpy(ReadOnlySpan<byte> start) => start.Length >= 6 && start[0] == 0x93 && start[1..6].SequenceEqual("NUMPY"u8);

    /// <summary>Opens an array; samples stay in the file.</summary>
    /// <exception cref="DeepWonderException">NpyFileInvalid, AxesMismatch, or what the options do not fit.</exception>
    public static Volume Open(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        (NpyHeader header, long offset) = ReadHeader(path);
        StoredType stored = StoredType.Of(
            header.Kind, header.ItemBytes, header.ItemBytes > 1 && header.BigEndian == BitConverter.IsLittleEndian)
            ?? throw NpyHeader.Invalid(path, $"its samples have the type {header.Kind}{header.ItemBytes}");
        long[] shape = [.. header.Shape.Select(length => (long)length)];
        if (header.FortranOrder)
        {
            Array.Reverse(shape);
        }

        BinaryFile file = BinaryFile.Open(path, why => NpyHeader.Invalid(path, why));
        RawArraySource source;
        try
        {
            source = new RawArraySource(file, offset, stored, shape, mayBeCut: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return ArrayRecording.Open(
            source,
            path,
            new RecordingFacts { Source = "array size" },
            AxisMap.Usual(shape.Length),
            header.FortranOrder,
            options,
            cancellationToken);
    }

    private static (NpyHeader Header, long Offset) ReadHeader(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            NpyHeader header = NpyHeader.Read(stream, path);
            return (header, stream.Position);
        }
        catch (EndOfStreamException e)
        {
            throw NpyHeader.Invalid(path, "it ends inside its header", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }
}
