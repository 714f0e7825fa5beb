namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>
/// Little-endian BigTIFFs of many pages of 16 bits, of whose samples only the first two are written: they hold the page's number.
/// </summary>
internal static class LargeTiff
{
    private const int Entries = 8;
    private const int DirectoryBytes = 8 + (Entries * 20) + 8;

    public static void Write(Stream file, int pages, int rows, int columns, bool directoriesBetween)
    {
        long planeBytes = (long)rows * columns * 2;
        long SamplesAt(int page) => 16 + (page * (planeBytes + (directoriesBetween ? DirectoryBytes : 0)));
        long DirectoryAt(int page) => directoriesBetween ? SamplesAt(page) + planeBytes : SamplesAt(pages) + ((long)page * DirectoryBytes);
        using BinaryWriter writer = new(file, System.Text.Encoding.ASCII, leaveOpen: true);
        writer.Write("II+\0\b\0\0\0"u8);
        writer.Write(DirectoryAt(0));
        for (int page = 0; page < pages; page++)
        {
            file.Position = SamplesAt(page);
            writer.Write(page);
            if (directoriesBetween)
            {
                file.Position = DirectoryAt(page);
                WriteDirectory(writer, rows, columns, SamplesAt(page), planeBytes, page + 1 < pages ? DirectoryAt(page + 1) : 0);
            }
        }

        file.Position = DirectoryAt(0);
        for (int page = 0; page < pages && !directoriesBetween; page++)
        {
            WriteDirectory(writer, rows, columns, SamplesAt(page), planeBytes, page + 1 < pages ? DirectoryAt(page + 1) : 0);
        }
    }

    private static void WriteDirectory(BinaryWriter writer, int rows, int columns, long samples, long bytes, long next)
    {
        writer.Write((long)Entries);
        Entry(writer, TestTiff.Width, 4, columns);
        Entry(writer, TestTiff.Length, 4, rows);
        Entry(writer, TestTiff.Bits, 3, 16);
        Entry(writer, TestTiff.CompressionTag, 3, 1);
        Entry(writer, TestTiff.Photometric, 3, 1);
        Entry(writer, TestTiff.StripOffsets, 16, samples);
        Entry(writer, TestTiff.RowsPerStripTag, 4, rows);
        Entry(writer, TestTiff.StripByteCounts, 16, bytes);
        writer.Write(next);
    }

    private static void Entry(BinaryWriter writer, int tag, int type, long value)
    {
        writer.Write((ushort)tag);
        writer.Write((ushort)type);
        writer.Write(1L);
        writer.Write(value);
    }
}
