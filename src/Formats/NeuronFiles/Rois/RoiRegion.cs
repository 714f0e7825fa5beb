using System.Buffers.Binary;
using System.Text;

namespace DeepWonder3D.Formats.NeuronFiles.Rois;

/// <summary>The pixels of single regions of ImageJ's; what all regions of a file may cover together is limited.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="bytes">Its size.</param>
internal sealed class RoiRegion(string path, long bytes)
{
    /// <summary>Bytes of the second head, which follows the corners.</summary>
    public const int SecondHeadBytes = 64;

    /// <summary>Where in the second head the place of the name is written.</summary>
    public const int NameAt = 16;

    /// <summary>Where in the second head the name's length is written.</summary>
    public const int NameLengthAt = 20;

    private const int HeadBytes = 64;
    private const int LongestName = 4096;
    private const int MostBetween = 1 << 20;

    // Twenty thousand neurons of 400 pixels. A region of 300 bytes may have 30,000 pixels, and one drawn by hand half a million: a small
    // file never covers many millions.
    private const long MostPixels = 1 << 23;
    private const long PixelsOfAny = 1 << 19;
    private const int PixelsPerByte = 100;

    private const byte Polygon = 0;
    private const byte Rectangle = 1;
    private const byte Oval = 2;
    private const byte Freehand = 7;
    private const byte Traced = 8;
    private const byte Point = 10;

    private long _left = Math.Min(MostPixels, PixelsOfAny + (PixelsPerByte * bytes));

    /// <summary>Reads one region; pixels above and left of the image are left out.</summary>
    /// <param name="content">The region's bytes; no more are read than its outline and its name need.</param>
    /// <param name="name">The file's name, for the message.</param>
    /// <returns>Its pixels, and what it is called inside; null for nothing.</returns>
    public (List<(int Row, int Column)> Pixels, string? Label) Read(Stream content, string name)
    {
        Counted counted = new(content);
        (List<(int Row, int Column)> pixels, int secondHead) = ReadPixels(counted, name);
        return (pixels, ReadLabel(counted, secondHead));
    }

    /// <summary>What a region is called; nothing where the file is cut off there, which costs no pixel.</summary>
    private static string? ReadLabel(Counted content, int secondHead)
    {
        byte[] head = new byte[SecondHeadBytes];
        if (!content.SkipTo(secondHead) || !content.Fill(head))
        {
            return null;
        }

        int at = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(NameAt));
        int length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(NameLengthAt));
        byte[] text = new byte[2 * Math.Clamp(length, 0, LongestName)];
        return text.Length > 0 && content.SkipTo(at) && content.Fill(text) ? Encoding.BigEndianUnicode.GetString(text) : null;
    }

    private (List<(int Row, int Column)> Pixels, int SecondHead) ReadPixels(Counted content, string name)
    {
        byte[] head = new byte[HeadBytes];
        if (!content.Fill(head) || !head.AsSpan().StartsWith("Iout"u8))
        {
            throw Invalid(name, "is none of ImageJ's regions, or is cut off");
        }

        int At(int offset) => BinaryPrimitives.ReadInt16BigEndian(head.AsSpan(offset));
        (int top, int left, int bottom, int right) = (At(8), At(10), At(12), At(14));
        bool isComposite = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(36)) > 0;
        List<(int, int)> pixels = head[6] switch
        {
            Rectangle when !isComposite => Fill([(top, left), (top, right), (bottom, right), (bottom, left)], name),
            Oval => FillOval(top, left, bottom, right, name),
            Polygon or Freehand or Traced => Fill(Corners(content, (ushort)At(16), top, left, name), name),
            Point => throw Invalid(
                name, "is a point, which has no pixels; neurons in space come back from JSON, NWB, MATLAB and CSV files"),
            Rectangle => throw Invalid(name, "is put together of several shapes; combine or split them into outlines"),
            _ => throw Invalid(name, "is a line or an angle, which encloses no pixels"),
        };
        return (pixels, BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(60)));
    }

    private (int Row, int Column)[] Corners(Counted content, int count, int top, int left, string name)
    {
        byte[] places = new byte[4 * count];
        if (!content.Fill(places))
        {
            throw Invalid(name, $"has {count} corners and is cut off");
        }

        int At(int i) => BinaryPrimitives.ReadInt16BigEndian(places.AsSpan(2 * i));
        return [.. Enumerable.Range(0, count).Select(i => (top + At(count + i), left + At(i)))];
    }

    /// <summary>
    /// The pixels whose centres an outline encloses; where it crosses itself, those it goes round an odd number of times.
    /// </summary>
    private List<(int Row, int Column)> Fill((int Row, int Column)[] corners, string name)
    {
        SortedDictionary<int, List<double>> crossings = [];
        for (int i = 0; i < corners.Length; i++)
        {
            (int row, int column) = corners[i];
            (int nextRow, int nextColumn) = corners[(i + 1) % corners.Length];
            Take(Math.Abs(nextRow - row), name);
            for (int y = Math.Max(0, Math.Min(row, nextRow)); y < Math.Max(row, nextRow); y++)
            {
                if (!crossings.TryGetValue(y, out List<double>? line))
                {
                    crossings.Add(y, line = []);
                }

                line.Add(column + ((y + 0.5 - row) * (nextColumn - column) / (nextRow - row)));
            }
        }

        List<(int, int)> pixels = [];
        foreach ((int row, List<double> line) in crossings)
        {
            line.Sort();
            for (int i = 0; i + 1 < line.Count; i += 2)
            {
                AddRow(pixels, row, line[i], line[i + 1], name);
            }
        }

        return pixels;
    }

    private List<(int Row, int Column)> FillOval(int top, int left, int bottom, int right, string name)
    {
        (double height, double width) = (bottom - top, right - left);
        List<(int, int)> pixels = [];
        for (int row = Math.Max(0, top); row < bottom; row++)
        {
            double y = (2 * (row + 0.5 - top) / height) - 1;
            double half = Math.Sqrt(Math.Max(0, 1 - (y * y))) * width / 2;
            AddRow(pixels, row, left + (width / 2) - half, left + (width / 2) + half, name);
        }

        return pixels;
    }

    private void AddRow(List<(int Row, int Column)> pixels, int row, double from, double to, string name)
    {
        int first = Math.Max(0, (int)Math.Ceiling(from - 0.5));
        int end = (int)Math.Ceiling(to - 0.5);
        Take(Math.Max(0, end - first), name);
        for (int column = first; column < end; column++)
        {
            pixels.Add((row, column));
        }
    }

    private void Take(int pixels, string name)
    {
        _left -= pixels;
        if (_left < 0)
        {
            throw Invalid(name, "and those before it cover more pixels than neurons do");
        }
    }

    private Errors.DeepWonderException Invalid(string name, string why) => NeuronFileErrors.Invalid(path, $"'{name}' {why}");

    /// <summary>A stream of which it is known how far it was read: an entry of a zip cannot be asked.</summary>
    private sealed class Counted(Stream content)
    {
        private long _at;

        /// <summary>Reads as many bytes as fit; false where there are not so many.</summary>
        public bool Fill(byte[] bytes)
        {
            int read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            _at += read;
            return read == bytes.Length;
        }

        /// <summary>Goes on to a place; false where it lies behind, too far ahead or beyond the end.</summary>
        public bool SkipTo(int place) => place >= _at && place - _at <= MostBetween && Fill(new byte[place - _at]);
    }
}
