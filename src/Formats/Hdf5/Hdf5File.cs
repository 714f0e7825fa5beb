using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>
/// An open HDF5 file. Every length is held against the file's before anything is allocated, and what describes the file may be read only a
/// few times over, so that structures that lead in a circle end with an error.
/// </summary>
internal sealed class Hdf5File : IDisposable
{
    private const int MaxStructureBytes = 1 << 28;
    private const long StructureSlack = 64 << 20;

    private readonly BinaryFile _file;
    private readonly bool _mayBeCut;
    private long _structureBytes;

    private Hdf5File(BinaryFile file, bool mayBeCut)
    {
        (_file, _mayBeCut) = (file, mayBeCut);
        End = Length;
        Base = FindSignature();
        Root = new Hdf5Node(this, "/", ReadSuperblock());
    }

    public string Path => _file.Path;

    /// <summary>Bytes in the file.</summary>
    public long Length => _file.Length;

    /// <summary>Whether it ends before the place where it states to end.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Where it ends; of one that is cut, where it states to.</summary>
    public long End { get; private set; }

    /// <summary>Where the format begins: a program may have put something of its own before it.</summary>
    public long Base { get; }

    /// <summary>Bytes of an address.</summary>
    public int OffsetBytes { get; private set; }

    /// <summary>Bytes of a length.</summary>
    public int LengthBytes { get; private set; }

    public Hdf5Node Root { get; }

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file that starts so is HDF5, with up to 2 KB of something else before it.</summary>
    public static bool IsHdf5(ReadOnlySpan<byte> start)
    {
        foreach (int place in new[] { 0, 512, 1024, 2048 })
        {
            if (start.Length >= place + Signature.Length && start[place..].StartsWith(Signature))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayBeCut">Whether a file that ends early is opened, to read what of a recording is there.</param>
    /// <exception cref="DeepWonderException">Hdf5FileInvalid, FileNotFound or FileReadFailed.</exception>
    public static Hdf5File Open(string path, bool mayBeCut = false)
    {
        BinaryFile file = BinaryFile.Open(path, why => Error(path, why));
        try
        {
            return new Hdf5File(file, mayBeCut);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public DeepWonderException Invalid(string why) => _file.Invalid(why);

    /// <summary>Reads bytes of a structure.</summary>
    public byte[] Read(long address, int count)
    {
        if (address < 0 || count < 0 || count > MaxStructureBytes || address > Length - count)
        {
            throw Invalid($"{count} bytes are expected at byte {address}, and it has {Length}");
        }

        if (Interlocked.Add(ref _structureBytes, count + 16) > StructureSlack + (Length / 2))
        {
            throw Invalid("its structures lead in a circle");
        }

        byte[] bytes = new byte[count];
        _file.Read(address, bytes);
        return bytes;
    }

    /// <summary>Reads samples.</summary>
    public void ReadSamples(long address, Span<byte> samples) => _file.Read(address, samples);

    public Hdf5Cursor Cursor(long address, int count) => new(this, Read(address, count));

    /// <summary>Holds a structure against the checksum that follows it.</summary>
    public void CheckSum(long address, long bytes)
    {
        if (bytes is < 0 or > MaxStructureBytes - 4)
        {
            throw Invalid($"a structure at byte {address} states {bytes} bytes");
        }

        byte[] content = Read(address, (int)bytes + 4);
        if (Hdf5Checksum.Of(content.AsSpan(0, (int)bytes)) != BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan((int)bytes)))
        {
            throw Invalid($"the structure at byte {address} does not agree with its checksum");
        }
    }

    /// <summary>A second handle for samples, which outlives this one.</summary>
    public BinaryFile OpenAgain() => BinaryFile.Open(Path, why => Error(Path, why));

    public void Dispose() => _file.Dispose();

    private static DeepWonderException Error(string path, string why) => new(
        ErrorId.Hdf5FileInvalid,
        $"The HDF5 file '{path}' cannot be read: {why}.",
        path,
        "Copy it again, or save the data anew; it may not have been closed.");

    private long FindSignature()
    {
        byte[] start = new byte[Signature.Length];
        for (long place = 0; place <= Length - start.Length; place = place == 0 ? 512 : 2 * place)
        {
            _file.Read(place, start);
            if (start.AsSpan().SequenceEqual(Signature))
            {
                return place;
            }
        }

        throw Invalid("it does not have HDF5's signature");
    }

    private long ReadSuperblock()
    {
        const int MostBytes = 96;
        Hdf5Cursor cursor = Cursor(Base, (int)Math.Min(MostBytes, Length - Base));
        cursor.Skip(Signature.Length);
        int version = cursor.Byte();
        if (version > 3)
        {
            throw Invalid($"its superblock has version {version}, and versions up to 3 are read");
        }

        bool isOld = version < 2;
        cursor.Skip(isOld ? 4 : 0);
        (OffsetBytes, LengthBytes) = (cursor.Byte(), cursor.Byte());
        if (OffsetBytes is not (2 or 4 or 8) || LengthBytes is not (2 or 4 or 8))
        {
            throw Invalid($"its addresses have {OffsetBytes} bytes and its lengths {LengthBytes}");
        }

        cursor.Skip(isOld ? (version == 0 ? 9 : 13) : 1);
        if (!isOld)
        {
            CheckSum(Base, 12 + (4 * OffsetBytes));
        }

        // The base address, of the free space or the extension, and the end as the writer knew it.
        cursor.Skip(2 * OffsetBytes);
        long end = cursor.Number(OffsetBytes);
        IsCut = end > Length;
        End = Math.Max(Length, end);
        if (IsCut && !_mayBeCut)
        {
            throw Invalid($"it ends at byte {Length} where it states to end at byte {end}");
        }

        cursor.Skip(isOld ? 2 * OffsetBytes : 0);
        long root = cursor.Address();
        return root >= 0 ? root : throw Invalid("it has no root");
    }
}
