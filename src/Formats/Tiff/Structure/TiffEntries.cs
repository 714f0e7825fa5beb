using BitMiracle.LibTiff.Classic;

namespace DeepWonder3D.Formats.Tiff.Structure;

/// <summary>
/// The entries of one directory that matter here, as numbers. Entries of other tags are passed over unread, so that no private tag can do
/// harm. One instance serves one directory after another.
/// </summary>
internal sealed class TiffEntries(TiffFile file)
{
    /// <summary>The private tag in which this program keeps its provenance; of the range that TIFF leaves to anybody.</summary>
    public const TiffTag Provenance = (TiffTag)65022;

    /// <summary>The private tag in which Olympus' FluoView keeps the sizes of all axes.</summary>
    public const TiffTag FluoViewHeader = (TiffTag)34361;

    /// <summary>OME-XML of long recordings takes tens of megabytes; more than this is an absurd count.</summary>
    private const int MaxTextBytes = 256 << 20;

    private static readonly TiffTag[] s_tags =
    [
        TiffTag.IMAGEWIDTH, TiffTag.IMAGELENGTH, TiffTag.BITSPERSAMPLE, TiffTag.COMPRESSION, TiffTag.PHOTOMETRIC, TiffTag.FILLORDER,
        TiffTag.IMAGEDESCRIPTION, TiffTag.STRIPOFFSETS, TiffTag.SAMPLESPERPIXEL, TiffTag.ROWSPERSTRIP, TiffTag.STRIPBYTECOUNTS,
        TiffTag.XRESOLUTION, TiffTag.YRESOLUTION, TiffTag.PREDICTOR, TiffTag.TILEWIDTH, TiffTag.TILELENGTH,
        TiffTag.SUBFILETYPE, TiffTag.OSUBFILETYPE, TiffTag.ARTIST,
        TiffTag.TILEOFFSETS, TiffTag.TILEBYTECOUNTS, TiffTag.SAMPLEFORMAT, TiffTag.IMAGEDEPTH, TiffTag.SOFTWARE, Provenance, FluoViewHeader,
    ];

    private readonly TiffWindow _window = new(file);
    private readonly (int Type, long Count, long Position)[] _entries = new (int, long, long)[s_tags.Length];

    /// <summary>Where the directory starts.</summary>
    public long Start { get; private set; }

    /// <summary>Bytes that the directory takes, without the values that lie elsewhere.</summary>
    public long Size { get; private set; }

    /// <summary>The next directory; 0 after the last one.</summary>
    public long Next { get; private set; }

    /// <summary>Reads the entries of the directory at <paramref name="offset"/>.</summary>
    public void Load(long offset)
    {
        (int countBytes, int entryBytes, int offsetBytes) = file.IsBig ? (8, 20, 8) : (2, 12, 4);
        Array.Clear(_entries);
        Start = offset;
        ReadOnlySpan<byte> start = _window.Get(offset, countBytes, tag: null);
        long count = file.IsBig ? file.UInt64(start) : file.UInt16(start);
        if (count is < 1 or > ushort.MaxValue)
        {
            throw file.Corrupt($"the directory at byte {offset} states {count} entries");
        }

        Size = countBytes + (count * entryBytes) + offsetBytes;
        ReadOnlySpan<byte> directory = _window.Get(offset, (int)Size, tag: null);
        Next = file.Offset(directory[^offsetBytes..]);
        for (int i = 0; i < count; i++)
        {
            int place = countBytes + (i * entryBytes);
            Note(directory.Slice(place, entryBytes), offset + place + entryBytes - offsetBytes);
        }
    }

    public bool Has(TiffTag tag) => Entry(tag).Count > 0;

    /// <summary>The first number of an entry, or <paramref name="absent"/>.</summary>
    public long Number(TiffTag tag, long absent)
    {
        (int type, long count, long position) = Entry(tag);
        return count == 0 ? absent : Integer(tag, type, _window.Get(position, SizeOf(tag, type), tag));
    }

    /// <summary>The first <paramref name="count"/> numbers of an entry.</summary>
    public long[] Numbers(TiffTag tag, int count)
    {
        (int type, long stated, long position) = Entry(tag);
        if (stated < count)
        {
            throw file.Corrupt($"the directory at byte {Start} states {stated} values of tag {(int)tag} where {count} are needed");
        }

        int size = SizeOf(tag, type);
        if ((long)size * count > Array.MaxLength)
        {
            throw file.Corrupt($"the directory at byte {Start} states {count} values of tag {(int)tag}");
        }

        ReadOnlySpan<byte> bytes = _window.Get(position, size * count, tag);
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = Integer(tag, type, bytes.Slice(i * size, size));
        }

        return numbers;
    }

    /// <summary>A text's bytes without the closing zeros; empty where there is none.</summary>
    public byte[] Text(TiffTag tag)
    {
        (_, long count, long position) = Entry(tag);
        if (count > MaxTextBytes)
        {
            throw file.Corrupt($"the text of tag {(int)tag} is {count} bytes long");
        }

        return count == 0 ? [] : _window.Get(position, (int)count, tag).TrimEnd((byte)0).ToArray();
    }

    /// <summary>The first bytes of an entry's value, at most so many; empty where there is none.</summary>
    public byte[] Bytes(TiffTag tag, int most)
    {
        (int type, long count, long position) = Entry(tag);
        return count == 0 ? [] : _window.Get(position, (int)Math.Min((decimal)count * SizeOf(type), most), tag).ToArray();
    }

    /// <summary>The inverse of a resolution, the units a pixel; null where there is none or it is no number.</summary>
    public double? UnitsPerPixel(TiffTag tag)
    {
        (int type, long count, long position) = Entry(tag);
        if (count == 0 || type != (int)TiffType.RATIONAL)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = _window.Get(position, 8, tag);
        (uint above, uint below) = (file.UInt32(bytes), file.UInt32(bytes[4..]));
        return above > 0 && below > 0 ? (double)below / above : null;
    }

    private static int SizeOf(int type) => (TiffType)type switch
    {
        TiffType.SHORT or TiffType.SSHORT => 2,
        TiffType.LONG or TiffType.SLONG or TiffType.IFD or TiffType.FLOAT => 4,
        TiffType.LONG8 or TiffType.SLONG8 or TiffType.IFD8 or TiffType.RATIONAL or TiffType.SRATIONAL or TiffType.DOUBLE => 8,
        _ => 1,
    };

    private int SizeOf(TiffTag tag, int type) => (TiffType)type switch
    {
        TiffType.BYTE or TiffType.SHORT or TiffType.LONG or TiffType.IFD or TiffType.LONG8 or TiffType.IFD8 => SizeOf(type),
        _ => throw file.Corrupt($"tag {(int)tag} of the directory at byte {Start} has type {type}, which is none of a number"),
    };

    private long Integer(TiffTag tag, int type, ReadOnlySpan<byte> bytes) => SizeOf(tag, type) switch
    {
        1 => bytes[0],
        2 => file.UInt16(bytes),
        4 => file.UInt32(bytes),
        _ => file.UInt64(bytes),
    };

    private (int Type, long Count, long Position) Entry(TiffTag tag) => _entries[Array.IndexOf(s_tags, tag)];

    private void Note(ReadOnlySpan<byte> entry, long inlinePosition)
    {
        int slot = Array.IndexOf(s_tags, (TiffTag)file.UInt16(entry));
        if (slot < 0 || _entries[slot].Count > 0)
        {
            return;
        }

        int type = file.UInt16(entry[2..]);
        long count = file.Offset(entry[4..]);
        ReadOnlySpan<byte> value = entry[(file.IsBig ? 12 : 8)..];
        bool inline = count <= value.Length / SizeOf(type);
        _entries[slot] = (type, count, inline ? inlinePosition : file.Offset(value));
    }
}
