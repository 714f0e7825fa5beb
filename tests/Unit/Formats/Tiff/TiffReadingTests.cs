namespace DeepWonder3D.Tests.Formats.Tiff;

public sealed class TiffReadingTests
{
    public static TheoryData<bool, bool, string> Layouts { get; } = new MatrixTheoryData<bool, bool, string>(
        [false, true], [false, true], ["one strip", "strips", "scattered strips", "tiles", "scattered tiles"]);

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Reads_every_type_compression_and_predictor(bool bigEndian, bool big, string layout)
    {
        using TemporaryFolder folder = new();
        foreach ((SampleType type, int compression, int predictor) in Encodings())
        {
            TestTiff tiff = new()
            {
                Type = type,
                Rows = 37,
                Columns = 45,
                BigEndian = bigEndian,
                Big = big,
                Compression = compression,
                Predictor = predictor,
                RowsPerStrip = layout.Contains("strips", StringComparison.Ordinal) ? 8 : null,
                Tile = layout.Contains("tiles", StringComparison.Ordinal) ? (16, 32) : null,
                Scattered = layout.StartsWith("scattered", StringComparison.Ordinal),
            };
            byte[][] planes = [TestTiff.Plane(type, 37, 45, 1), TestTiff.Plane(type, 37, 45, 2), TestTiff.Plane(type, 37, 45, 3)];
            string path = folder.Write("movie.tif", tiff.Build(planes));
            using Volume volume = VolumeReader.Open(path, VolumeReadOptions.Default, TestContext.Current.CancellationToken);
            string what = $"{type}, compression {compression}, predictor {predictor}";
            Assert.True(
                (3L, 1, 37, 45, type, "TYX")
                    == (volume.FrameCount, volume.PlaneCount, volume.Height, volume.Width, volume.SampleType, volume.Axes),
                what);
            foreach (int page in new[] { 2, 0, 1 })
            {
                byte[] read = new byte[planes[page].Length];
                volume.Store.ReadRows(page, 0, 37, read);
                Assert.True(read.AsSpan().SequenceEqual(planes[page]), what);
                CheckBlock(volume, planes[page], page, 5, 20, 11, 29, what);
                CheckBlock(volume, planes[page], page, 36, 1, 44, 1, what);
            }
        }
    }

    private static IEnumerable<(SampleType Type, int Compression, int Predictor)> Encodings()
    {
        foreach (SampleType type in Enum.GetValues<SampleType>())
        {
            yield return (type, 1, 1);
            yield return (type, 32773, 1);
            foreach (int compression in new[] { 5, 8, 32946 })
            {
                yield return (type, compression, 1);
                yield return (type, compression, 2);
                if (!type.IsInteger())
                {
                    yield return (type, compression, 3);
                }
            }
        }
    }

    private static void CheckBlock(Volume volume, byte[] plane, int page, int row, int rows, int column, int columns, string what)
    {
        int size = volume.SampleType.SizeOf();
        byte[] block = new byte[rows * columns * size];
        volume.Store.ReadBlock(page, row, rows, column, columns, block);
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<byte> expected = plane.AsSpan((((row + y) * volume.Width) + column) * size, columns * size);
            Assert.True(expected.SequenceEqual(block.AsSpan(y * columns * size, columns * size)), $"{what}, row {row + y}");
        }
    }
}
