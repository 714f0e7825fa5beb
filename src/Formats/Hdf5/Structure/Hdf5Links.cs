namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>Reads the names of a group in each of the three forms that the format has.</summary>
internal static class Hdf5Links
{
    private const int HardLink = 0;
    private const int SoftLink = 1;
    private const int ExternalLink = 64;

    public static List<Hdf5Link> Read(Hdf5File file, IEnumerable<Hdf5Message> messages)
    {
        List<Hdf5Link> links = [];
        foreach (Hdf5Message message in messages)
        {
            switch (message.Type)
            {
                case Hdf5Message.Link:
                    AddLink(links, file, message.Data);
                    break;
                case Hdf5Message.SymbolTable:
                    ReadTable(links, file, new Hdf5Cursor(file, message.Data));
                    break;
                case Hdf5Message.LinkInfo:
                    ReadDense(links, file, new Hdf5Cursor(file, message.Data));
                    break;
                default:
                    break;
            }
        }

        return links;
    }

    private static void AddLink(List<Hdf5Link> links, Hdf5File file, byte[] data)
    {
        Hdf5Cursor cursor = new(file, data);
        cursor.ExpectVersion(1, "a link");
        int flags = cursor.Byte();
        int type = (flags & 8) != 0 ? cursor.Byte() : HardLink;
        cursor.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
        long length = cursor.Number(1 << (flags & 3));
        string name = Encoding.UTF8.GetString(cursor.Take((int)Math.Min(length, int.MaxValue)));
        switch (type)
        {
            case HardLink:
                links.Add(new Hdf5Link(name, cursor.Address()));
                break;
            case SoftLink:
                links.Add(new Hdf5Link(name, -1, Encoding.UTF8.GetString(cursor.Take(cursor.UInt16()))));
                break;
            case ExternalLink:
                cursor.Skip(3);
                string other = cursor.TextToZero();
                links.Add(new Hdf5Link(name, -1, cursor.TextToZero(), other));
                break;
            default:
                break;
        }
    }

    private static void ReadDense(List<Hdf5Link> links, Hdf5File file, Hdf5Cursor info)
    {
        info.ExpectVersion(0, "a group");
        int flags = info.Byte();
        info.Skip((flags & 1) != 0 ? 8 : 0);
        (long heapAddress, long treeAddress) = (info.Address(), info.Address());
        if (heapAddress < 0 || treeAddress < 0)
        {
            return;
        }

        Hdf5FractalHeap heap = new(file, heapAddress);
        (int bytes, IEnumerable<byte[]> records) = Hdf5BTree2.Read(file, treeAddress, 5);
        foreach (byte[] record in records)
        {
            AddLink(links, file, heap.Get(record.AsSpan(Math.Min(4, bytes))));
        }
    }

    private static void ReadTable(List<Hdf5Link> links, Hdf5File file, Hdf5Cursor table)
    {
        (long tree, long heap) = (table.Address(), table.Address());
        Hdf5Cursor head = file.Cursor(heap, 8 + (2 * file.LengthBytes) + file.OffsetBytes);
        head.Expect("HEAP"u8);
        head.Skip(4);
        long bytes = head.Length();
        head.Length();
        long names = head.Address();
        if (bytes > 1 << 28)
        {
            throw file.Invalid($"a group's names take {bytes} bytes");
        }

        Hdf5Cursor heapBytes = file.Cursor(names, (int)bytes);
        foreach ((_, long node) in Hdf5BTree1.Leaves(file, tree, 0, file.LengthBytes))
        {
            ReadSymbols(links, file, node, heapBytes);
        }
    }

    private static void ReadSymbols(List<Hdf5Link> links, Hdf5File file, long address, Hdf5Cursor names)
    {
        Hdf5Cursor head = file.Cursor(address, 8);
        head.Expect("SNOD"u8);
        head.Skip(2);
        int count = head.UInt16();
        Hdf5Cursor symbols = file.Cursor(address + 8, count * ((2 * file.OffsetBytes) + 24));
        for (int i = 0; i < count; i++)
        {
            string name = NameAt(file, names, symbols.Number(file.OffsetBytes));
            long header = symbols.Address();
            long cached = symbols.UInt32();
            symbols.Skip(4);
            Hdf5Cursor scratch = new(file, symbols.Take(16).ToArray());
            links.Add(cached == 2 ? new Hdf5Link(name, -1, NameAt(file, names, scratch.UInt32())) : new Hdf5Link(name, header));
        }
    }

    private static string NameAt(Hdf5File file, Hdf5Cursor names, long offset)
    {
        names.Position = 0;
        if (offset > names.Left)
        {
            throw file.Invalid("a name lies outside its heap");
        }

        names.Position = (int)offset;
        return names.TextToZero();
    }
}

/// <summary>A name in a group.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">Where the object's header lies; -1 where the name stands for another path.</param>
/// <param name="Target">The other path; null for an object.</param>
/// <param name="File">The other file; null for this one.</param>
internal sealed record Hdf5Link(string Name, long Address, string? Target = null, string? File = null);
