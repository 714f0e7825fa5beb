using DeepWonder3D.Tests.Formats.Tiff;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>TIFFs of small pages that say of each sample where it belongs, and what is read of such.</summary>
internal static class NumberedPages
{
    public const int Height = 3;
    public const int Width = 4;

    /// <summary>A file of pages.</summary>
    /// <param name="values">What all samples of each page are.</param>
    /// <param name="text">The first page's description.</param>
    /// <param name="alter">Changes the fields of a page.</param>
    public static byte[] TiffOf(
        IEnumerable<int> values, string? text = null, Action<int, SortedDictionary<int, TestTiffField>>? alter = null) =>
        new TestTiff { Type = SampleType.UInt16, Rows = Height, Columns = Width, Text = text, Alter = alter }
            .Build([.. values.Select(Page)]);

    /// <summary>A description of one page.</summary>
    public static TestTiffField Text(string text) => TestTiffField.Ascii(text);

    /// <summary>One sample of each plane of each frame, divided by frames.</summary>
    public static int[][] Read(Volume volume) =>
    [
        .. Enumerable.Range(0, (int)volume.FrameCount).Select(t => Enumerable.Range(0, volume.PlaneCount)
            .Select(z => (int)volume.GetPlane(t, z)[volume.Height - 1, volume.Width - 1]).ToArray()),
    ];

    /// <summary>Whether every sample of plane p of frame t is (base + p) · 1000 + t, plus 0 or 1.</summary>
    public static void DemandOrder(Volume volume, long frames, int planes, int first, int? step = 1)
    {
        Assert.Equal((frames, planes), (volume.FrameCount, volume.PlaneCount));
        for (int t = 0; t < frames; t++)
        {
            for (int z = 0; z < planes; z++)
            {
                float[,] plane = volume.GetPlane(t, z);
                foreach (float sample in plane)
                {
                    Assert.InRange(sample - (1000 * (first + z)) - (t * (step ?? 1)), 0, 1);
                }
            }
        }
    }

    /// <summary>The warnings of the step that opened a recording.</summary>
    public static IReadOnlyList<string> Warnings(Volume volume) => volume.History[^1].Warnings ?? [];

    public static Volume Open(string path, VolumeReadOptions? options = null) =>
        VolumeReader.Open(path, options, TestContext.Current.CancellationToken);

    private static byte[] Page(int value) => [.. Enumerable.Range(0, Height * Width).SelectMany(_ => BitConverter.GetBytes((ushort)value))];
}
