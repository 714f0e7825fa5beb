namespace DeepWonder3D.Formats.Npy.Objects;

/// <summary>Files in which NumPy keeps Python objects.</summary>
internal static class NumpyObjects
{
    private const int MaxBytes = 1 << 30;

    /// <summary>Reads the objects of an array.</summary>
    /// <exception cref="DeepWonderException">NpyFileInvalid, FileNotFound or FileReadFailed.</exception>
    public static IReadOnlyList<object?> Read(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MaxBytes)
            {
                throw NpyHeader.Invalid(path, $"its {stream.Length} bytes of objects are more than are read");
            }

            NpyHeader.SkipObjects(stream, path);
            byte[] pickle = new byte[stream.Length - stream.Position];
            stream.ReadExactly(pickle);
            return NumpyPickleReader.Read(pickle, path);
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

    /// <summary>A number of a dictionary; NaN where it has none of that name.</summary>
    public static double Number(IReadOnlyDictionary<string, object?> values, string name) => values.GetValueOrDefault(name) switch
    {
        long whole => whole,
        double number => number,
        _ => double.NaN,
    };

    /// <summary>A number of pixels or frames; null where it can be none.</summary>
    public static int? Size(IReadOnlyDictionary<string, object?> values, string name) =>
        Number(values, name) is >= 1 and <= int.MaxValue and var size ? (int)size : null;
}
