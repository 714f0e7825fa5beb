namespace DeepWonder3D.Formats.Hdf5.Writing;

/// <summary>Where texts of any length go: collections of at least 4 KB, each text numbered in its own.</summary>
internal sealed class Hdf5TextHeap(Hdf5Writer writer)
{
    private const int LeastBytes = 4096;
    private const int HeadBytes = 16;

    private Hdf5Bytes _objects = new();
    private long _address = -1;
    private int _number;

    /// <summary>Keeps a text.</summary>
    /// <returns>The item that stands for it: its length, its collection and its number.</returns>
    public byte[] Add(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        if (utf8.Length == 0)
        {
            return new byte[16];
        }

        int bytes = HeadBytes + ((utf8.Length + 7) / 8 * 8);
        if (_address >= 0 && HeadBytes + _objects.Length + bytes > LeastBytes)
        {
            Flush();
        }

        if (_address < 0)
        {
            // A long text has a collection of its own, written at once.
            int room = Math.Max(LeastBytes, HeadBytes + bytes);
            _address = writer.Reserve(room);
            _number = 0;
        }

        _objects.Number(++_number, 2).Number(1, 2).Number(0, 4).Number(utf8.Length, 8).Raw(utf8)
            .Raw(new byte[bytes - HeadBytes - utf8.Length]);
        byte[] item = new Hdf5Bytes().Number(utf8.Length, 4).Address(_address).Number(_number, 4).ToArray();
        if (HeadBytes + _objects.Length >= LeastBytes)
        {
            Flush();
        }

        return item;
    }

    /// <summary>Writes the collection that is being filled.</summary>
    public void Flush()
    {
        if (_address < 0)
        {
            return;
        }

        int size = Math.Max(LeastBytes, HeadBytes + _objects.Length);
        Hdf5Bytes collection = new Hdf5Bytes().Ascii("GCOL").Byte(1).Number(0, 3).Number(size, 8).Raw(_objects.ToArray());
        int left = size - collection.Length;
        if (left >= HeadBytes)
        {
            // Number 0 is the room that is left, its own head included.
            collection.Number(0, 8).Number(left, 8);
        }

        writer.Fill(_address, collection.ToArray());
        (_objects, _address) = (new Hdf5Bytes(), -1);
    }
}
