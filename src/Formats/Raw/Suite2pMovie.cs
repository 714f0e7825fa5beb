using DeepWonder3D.Files.Pickle;
using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Npy.Objects;

namespace DeepWonder3D.Formats.Raw;

/// <summary>
/// The movie that suite2p keeps of a plane: 16-bit frames one after the other, and their size in <c>ops.npy</c> beside it.
/// </summary>
internal static class Suite2pMovie
{
    private const string Source = "ops.npy";

    /// <summary>Opens a movie; null where there is no <c>ops.npy</c> beside it.</summary>
    /// <exception cref="DeepWonderException">RecordingDamaged, NpyFileInvalid, or what the options do not fit.</exception>
    public static Volume? TryOpen(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        if (!RecordingKinds.IsSuite2pMovie(path))
        {
            return null;
        }

        string beside = Path.Combine(Path.GetDirectoryName(path)!, Source);
        if (NumpyObjects.Read(beside) is not [PickleDictionary { ByName: var ops }]
            || NumpyObjects.Size(ops, "Ly") is not { } height || NumpyObjects.Size(ops, "Lx") is not { } width)
        {
            throw RecordingErrors.Damaged(path, $"'{beside}' does not say how many rows (Ly) and columns (Lx) its frames have");
        }

        double rate = NumpyObjects.Number(ops, "fs");
        RecordingFacts facts = new()
        {
            Source = Source,
            FrameRate = rate > 0 && double.IsFinite(rate) ? rate : null,
            Warnings = Counted(path, ops, (long)height * width * sizeof(short)),
        };
        return RawRecording.Open(
            path, 0, new StoredType(SampleType.Int16, !BitConverter.IsLittleEndian), height, width, facts, options, cancellationToken);
    }

    private static IReadOnlyList<string> Counted(string path, IReadOnlyDictionary<string, object?> ops, long frameBytes) =>
        NumpyObjects.Size(ops, "nframes") is { } stated && new FileInfo(path).Length / frameBytes is var held && held != stated
            ? [$"'{Source}' says {stated} frames, and the file holds {held}, which are taken."]
            : [];
}
