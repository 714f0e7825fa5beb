namespace DeepWonder3D.Tests.Runs;

/// <summary>Recordings that cannot be used, each in its own way, and the error that each is to be answered with.</summary>
internal static class BrokenFiles
{
    private static readonly (string Ending, string ErrorId, Func<byte[]> Make)[] s_kinds =
    [
        (".tif", "NotATiff", () => []),
        (".tif", "NotATiff", () => "not a TIFF at all"u8.ToArray()),
        (".tif", "TiffTruncated", () => RunSamples.Movie[..(RunSamples.Movie.Length / 2)]),
        (".tif", "TiffTruncated", () => RunSamples.Movie[..8]),
        (".tif", "ConstantMovie", () => Tiff((_, _, _) => 7)),
        (".tif", "MovieTooShort", () => Tiff((t, y, x) => (t * 31) + (y * x % 17), frames: 2)),
        (".tif", "MovieTooShort", () => Tiff((t, y, x) => (t * 31) + (y * x % 17), frames: 9)),
        (".tif", "ModelPixelSizeMismatch", () => Tiff((t, y, x) => (t * 31) + (y * x % 17), pixelUm: 11)),
        (".h5", "UnknownFormat", () => [1, 2, 3, 4]),
        (".h5", "Hdf5FileInvalid", () => [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 9, 9, 9, 9]),
        (".npy", "NpyFileInvalid", () => [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 200, 0, 1]),
    ];

    public static int KindCount => s_kinds.Length;

    /// <summary>Writes one.</summary>
    /// <returns>The id of its error.</returns>
    public static string Write(string folder, string name, int kind)
    {
        (string ending, string id, Func<byte[]> make) = s_kinds[kind % s_kinds.Length];
        RunSamples.Write(Path.Combine(folder, name + ending), make());
        return id;
    }

    private static byte[] Tiff(Func<int, int, int, float> sample, int frames = 20, double pixelUm = 2)
    {
        using TemporaryFolder folder = new();
        using Volume movie = TestVolumes.Create(frames, 32, 32, (t, y, x) => sample((int)t, y, x), pixelUm: pixelUm);
        VolumeWriter.Write(movie, folder.File("a.tif"), VolumeWriteOptions.Default, SilentObserver.Instance, CancellationToken.None);
        return File.ReadAllBytes(folder.File("a.tif"));
    }
}
