namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>Reads the header of an object: its messages, in both forms that the format has.</summary>
internal static class Hdf5Header
{
    private const int MaxMessages = 1 << 16;
    private const int MaxBlockBytes = 1 << 26;

    /// <summary>The messages of the object at an address.</summary>
    /// <exception cref="DeepWonderException">Hdf5FileInvalid.</exception>
    public static List<Hdf5Message> Read(Hdf5File file, long address)
    {
        byte[] start = file.Read(address, 4);
        return start.AsSpan().SequenceEqual("OHDR"u8) ? ReadNew(file, address) : ReadOld(file, address);
    }

    private static List<Hdf5Message> ReadOld(Hdf5File file, long address)
    {
        Hdf5Cursor prefix = file.Cursor(address, 16);
        if (prefix.Byte() != 1)
        {
            throw file.Invalid($"there is no object at byte {address}");
        }

        prefix.Skip(7);
        List<Hdf5Message> messages = [];
        Queue<(long Address, long Bytes)> blocks = new([(address + 16, prefix.UInt32())]);
        while (blocks.TryDequeue(out (long Address, long Bytes) block))
        {
            Hdf5Cursor cursor = Block(file, block.Address, block.Bytes);
            while (cursor.Left >= 8)
            {
                int type = cursor.UInt16();
                int size = cursor.UInt16();
                int flags = cursor.Byte();
                cursor.Skip(3);
                Add(file, messages, blocks, new Hdf5Message(type, (flags & 2) != 0, cursor.Take(size).ToArray()));
            }
        }

        return messages;
    }

    private static List<Hdf5Message> ReadNew(Hdf5File file, long address)
    {
        const int MostPrefixBytes = 4 + 1 + 1 + 16 + 4 + 8;
        Hdf5Cursor prefix = file.Cursor(address, (int)Math.Min(MostPrefixBytes, file.Length - address));
        prefix.Expect("OHDR"u8);
        prefix.ExpectVersion(2, "an object's header");
        int flags = prefix.Byte();
        prefix.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        long bytes = prefix.Number(1 << (flags & 3));
        file.CheckSum(address, prefix.Position + bytes);

        List<Hdf5Message> messages = [];
        Queue<(long Address, long Bytes)> blocks = new();
        ReadMessages(file, Block(file, address + prefix.Position, bytes), flags, messages, blocks);
        while (blocks.TryDequeue(out (long Address, long Bytes) block))
        {
            file.CheckSum(block.Address, block.Bytes - 4);
            Hdf5Cursor cursor = Block(file, block.Address, block.Bytes - 4);
            cursor.Expect("OCHK"u8);
            ReadMessages(file, cursor, flags, messages, blocks);
        }

        return messages;
    }

    private static void ReadMessages(
        Hdf5File file, Hdf5Cursor cursor, int headerFlags, List<Hdf5Message> messages, Queue<(long, long)> blocks)
    {
        int ordered = (headerFlags & 4) != 0 ? 2 : 0;
        while (cursor.Left >= 4 + ordered)
        {
            int type = cursor.Byte();
            int size = cursor.UInt16();
            int flags = cursor.Byte();
            cursor.Skip(ordered);
            Add(file, messages, blocks, new Hdf5Message(type, (flags & 2) != 0, cursor.Take(size).ToArray()));
        }
    }

    private static void Add(Hdf5File file, List<Hdf5Message> messages, Queue<(long, long)> blocks, Hdf5Message message)
    {
        if (messages.Count >= MaxMessages || blocks.Count >= MaxMessages)
        {
            throw file.Invalid($"an object has more than {MaxMessages} messages");
        }

        if (message.Type == Hdf5Message.Continuation)
        {
            Hdf5Cursor cursor = new(file, message.Data);
            blocks.Enqueue((cursor.Address(), cursor.Length()));
        }
        else
        {
            messages.Add(message);
        }
    }

    private static Hdf5Cursor Block(Hdf5File file, long address, long bytes) => bytes is >= 0 and <= MaxBlockBytes
        ? file.Cursor(address, (int)bytes)
        : throw file.Invalid($"an object's header at byte {address} states {bytes} bytes");
}

/// <summary>A message of an object's header.</summary>
/// <param name="Type">What it says, with the number that the format gives it.</param>
/// <param name="IsShared">Whether it only says where the message itself is.</param>
/// <param name="Data">Its bytes.</param>
internal readonly record struct Hdf5Message(int Type, bool IsShared, byte[] Data)
{
    public const int Dataspace = 0x01;
    public const int LinkInfo = 0x02;
    public const int Datatype = 0x03;
    public const int FillValue = 0x05;
    public const int Link = 0x06;
    public const int ExternalFiles = 0x07;
    public const int Layout = 0x08;
    public const int Filters = 0x0B;
    public const int Attribute = 0x0C;
    public const int Continuation = 0x10;
    public const int SymbolTable = 0x11;
    public const int AttributeInfo = 0x15;
}

/// <summary>Finds messages that several objects share, such as a type that has a name.</summary>
internal static class Hdf5SharedMessage
{
    /// <summary>The message itself.</summary>
    public static Hdf5Cursor Resolve(Hdf5File file, Hdf5Message message)
    {
        if (!message.IsShared)
        {
            return new Hdf5Cursor(file, message.Data);
        }

        Hdf5Cursor cursor = new(file, message.Data);
        int version = cursor.Byte();
        int type = cursor.Byte();
        cursor.Skip(version == 1 ? 6 : 0);
        if (version is < 1 or > 3 || (version == 3 && type != 2))
        {
            throw file.Invalid($"a message is shared in a way (version {version}, type {type}) that is not read");
        }

        long address = cursor.Address();
        Hdf5Message found = Hdf5Header.Read(file, address).Find(m => m.Type == message.Type && !m.IsShared);
        return new Hdf5Cursor(file, found.Data ?? throw file.Invalid($"the object at byte {address} lacks a message that others share"));
    }
}
