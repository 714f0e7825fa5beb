using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5.Writing;

/// <summary>
/// Writes an HDF5 file from its leaves to its root: datasets first, then the groups that hold them. HDF5 1.8 and later read it. The same
/// calls give the same bytes. The file's head comes last: a file without one is not taken for whole.
/// </summary>
internal sealed class Hdf5Writer
{
    private const int HeadBytes = 48;

    private readonly Stream _stream;
    private readonly Hdf5TextHeap _texts;

    /// <summary>Starts a file.</summary>
    /// <param name="stream">Where to, at its start; it can seek.</param>
    /// <param name="userBlock">Bytes of something else that stand before the format: 0, 512 or a doubling of that.</param>
    public Hdf5Writer(Stream stream, ReadOnlySpan<byte> userBlock = default)
    {
        _stream = stream;
        Base = userBlock.Length;
        stream.Write(userBlock);
        stream.Write(new byte[HeadBytes]);
        _texts = new Hdf5TextHeap(this);
    }

    /// <summary>Where the format begins; addresses count from there.</summary>
    public long Base { get; }

    /// <summary>A text as an item.</summary>
    public byte[] TextItem(string text) => _texts.Add(text);

    public Hdf5Attribute Text(string name, string text) => new(name, Hdf5ItemType.Text, [], TextItem(text));

    public Hdf5Attribute Texts(string name, params string[] texts) =>
        new(name, Hdf5ItemType.Text, [texts.Length], [.. texts.SelectMany(TextItem)]);

    /// <summary>Writes a small array.</summary>
    /// <param name="type">The items' type.</param>
    /// <param name="lengths">The length of each axis, slowest first; none for a single item.</param>
    /// <param name="items">The items, in the host's byte order.</param>
    /// <param name="attributes">The dataset's attributes.</param>
    /// <returns>Its address.</returns>
    public long Dataset(Hdf5ItemType type, long[] lengths, ReadOnlySpan<byte> items, params ReadOnlySpan<Hdf5Attribute> attributes)
    {
        // Nothing has no place.
        long place = items.Length == 0 ? -1 : Append(items);
        byte[] layout = new Hdf5Bytes().Byte(3).Byte(1).Address(place).Number(items.Length, 8).ToArray();
        return Header(type, lengths, layout, null, attributes);
    }

    /// <summary>Writes a text.</summary>
    public long Dataset(string text, params ReadOnlySpan<Hdf5Attribute> attributes) =>
        Dataset(Hdf5ItemType.Text, [], TextItem(text), attributes);

    /// <summary>Writes a number.</summary>
    public long Dataset(double value, params ReadOnlySpan<Hdf5Attribute> attributes) =>
        Dataset(Hdf5ItemType.Float(8), [], BitConverter.GetBytes(value), attributes);

    /// <summary>Writes numbers.</summary>
    public long Dataset(double[] values, params ReadOnlySpan<Hdf5Attribute> attributes) =>
        Dataset(Hdf5ItemType.Float(8), [values.Length], MemoryMarshal.AsBytes(values.AsSpan()), attributes);

    /// <summary>Writes a group.</summary>
    /// <param name="links">The names in it, and the addresses of what they stand for.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>Its address.</returns>
    public long Group(IEnumerable<(string Name, long Address)> links, params ReadOnlySpan<Hdf5Attribute> attributes) =>
        Group(links.Select(l => new Hdf5Link(l.Name, l.Address)), attributes);

    /// <summary>Writes a group whose names may also stand for other paths.</summary>
    public long Group(IEnumerable<Hdf5Link> links, params ReadOnlySpan<Hdf5Attribute> attributes)
    {
        List<(int, byte[])> messages = [(Hdf5Message.LinkInfo, new Hdf5Bytes().Byte(0).Byte(0).Address(-1).Address(-1).ToArray())];
        foreach (Hdf5Link link in links)
        {
            const int TypeIsStated = 0x08;
            const int Utf8Name = 0x10;
            const int NameOfFourBytes = 2;
            byte[] name = Encoding.UTF8.GetBytes(link.Name);
            Hdf5Bytes message = new Hdf5Bytes().Byte(1).Byte(TypeIsStated | Utf8Name | NameOfFourBytes).Byte(link.Target is null ? 0 : 1)
                .Byte(1).Number(name.Length, 4).Raw(name);
            if (link.Target is null)
            {
                message.Address(link.Address);
            }
            else
            {
                byte[] target = Encoding.UTF8.GetBytes(link.Target);
                message.Number(target.Length, 2).Raw(target);
            }

            messages.Add((Hdf5Message.Link, message.ToArray()));
        }

        return Object(messages, attributes);
    }

    /// <summary>Ends the file.</summary>
    /// <param name="root">The address of the root group.</param>
    public void Finish(long root)
    {
        _texts.Flush();
        long end = _stream.Position;
        Hdf5Bytes head = new Hdf5Bytes().Raw([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A])
            .Byte(2).Byte(8).Byte(8).Byte(0).Address(Base).Address(-1).Address(end).Address(root).Checksum();
        _stream.Position = Base;
        _stream.Write(head.ToArray());
        _stream.Position = end;
    }

    /// <summary>Writes bytes at the end of the file, on a multiple of eight.</summary>
    /// <returns>Their address.</returns>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        long place = Reserve(0);
        _stream.Write(bytes);
        return place;
    }

    /// <summary>Sets room aside at the end of the file.</summary>
    public long Reserve(int bytes)
    {
        long padding = (8 - (_stream.Position % 8)) % 8;
        _stream.Write(new byte[padding]);
        long place = _stream.Position - Base;
        _stream.Write(new byte[bytes]);
        return place;
    }

    /// <summary>Fills room that was set aside.</summary>
    public void Fill(long address, ReadOnlySpan<byte> bytes)
    {
        long end = _stream.Position;
        _stream.Position = Base + address;
        _stream.Write(bytes);
        _stream.Position = end;
    }

    /// <summary>Writes the header of a dataset whose items were written.</summary>
    public long Header(Hdf5ItemType type, long[] lengths, byte[] layout, byte[]? filters, ReadOnlySpan<Hdf5Attribute> attributes)
    {
        // Room is made when it is needed, and what was never written is zero.
        const int FillLater = 0x0B;
        List<(int, byte[])> messages =
        [
            (Hdf5Message.Dataspace, Space(lengths)),
            (Hdf5Message.Datatype, type.Description),
            (Hdf5Message.FillValue, new Hdf5Bytes().Byte(3).Byte(FillLater).ToArray()),
            (Hdf5Message.Layout, layout),
        ];
        if (filters is not null)
        {
            messages.Add((Hdf5Message.Filters, filters));
        }

        return Object(messages, attributes);
    }

    private static byte[] Space(long[] lengths)
    {
        Hdf5Bytes space = new Hdf5Bytes().Byte(2).Byte(lengths.Length).Byte(0).Byte(lengths.Length == 0 ? 0 : 1);
        foreach (long length in lengths)
        {
            space.Number(length, 8);
        }

        return space.ToArray();
    }

    private long Object(List<(int Type, byte[] Data)> messages, ReadOnlySpan<Hdf5Attribute> attributes)
    {
        foreach (Hdf5Attribute attribute in attributes)
        {
            byte[] name = [.. Encoding.UTF8.GetBytes(attribute.Name), 0];
            byte[] space = Space(attribute.Lengths);
            Hdf5Bytes message = new Hdf5Bytes().Byte(3).Byte(0).Number(name.Length, 2).Number(attribute.Type.Description.Length, 2)
                .Number(space.Length, 2).Byte(1).Raw(name).Raw(attribute.Type.Description).Raw(space).Raw(attribute.Items);
            messages.Add((Hdf5Message.Attribute, message.ToArray()));
        }

        const int SizeOfFourBytes = 2;
        Hdf5Bytes header = new Hdf5Bytes().Ascii("OHDR").Byte(2).Byte(SizeOfFourBytes).Number(messages.Sum(m => 4L + m.Data.Length), 4);
        foreach ((int type, byte[] data) in messages)
        {
            header.Byte(type).Number(checked((ushort)data.Length), 2).Byte(0).Raw(data);
        }

        return Append(header.Checksum().ToArray());
    }
}

/// <summary>An attribute to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The items' type.</param>
/// <param name="Lengths">The length of each axis; none for a single item.</param>
/// <param name="Items">The items.</param>
internal sealed record Hdf5Attribute(string Name, Hdf5ItemType Type, long[] Lengths, byte[] Items)
{
    /// <summary>A number.</summary>
    public static Hdf5Attribute Of(string name, double value) => new(name, Hdf5ItemType.Float(8), [], BitConverter.GetBytes(value));

    /// <summary>Numbers.</summary>
    public static Hdf5Attribute Of(string name, double[] values) =>
        new(name, Hdf5ItemType.Float(8), [values.Length], [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>A whole number of 32 bits.</summary>
    public static Hdf5Attribute Of(string name, int value) =>
        new(name, Hdf5ItemType.Integer(4, isSigned: true), [], BitConverter.GetBytes(value));

    /// <summary>The object at an address.</summary>
    public static Hdf5Attribute To(string name, long address) => new(name, Hdf5ItemType.Reference, [], BitConverter.GetBytes(address));

    /// <summary>A text of ASCII in a fixed length, as MATLAB wants it.</summary>
    public static Hdf5Attribute Ascii(string name, string text) =>
        new(name, Hdf5ItemType.Fixed(text.Length), [], Encoding.ASCII.GetBytes(text));
}
