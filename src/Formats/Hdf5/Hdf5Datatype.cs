using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>The type of the items of a dataset or an attribute.</summary>
internal sealed record Hdf5Datatype
{
    private const int MaxDepth = 16;
    private const int MaxMembers = 1024;

    public required Hdf5Class Class { get; init; }

    /// <summary>Bytes of an item.</summary>
    public required int Bytes { get; init; }

    public bool IsBigEndian { get; init; }

    public bool IsSigned { get; init; }

    /// <summary>Whether items of variable length are texts.</summary>
    public bool IsText { get; init; }

    /// <summary>The type of the items of an array or an item of variable length, or of an enumeration's values.</summary>
    public Hdf5Datatype? Base { get; init; }

    /// <summary>The members of a compound type.</summary>
    public IReadOnlyList<Hdf5Member> Members { get; init; } = [];

    /// <summary>How samples of this type are read; null where they are no samples.</summary>
    public StoredType? Stored => Class switch
    {
        Hdf5Class.Integer => StoredType.Of(IsSigned ? 'i' : 'u', Bytes, Bytes > 1 && IsBigEndian == BitConverter.IsLittleEndian),
        Hdf5Class.Float => StoredType.Of('f', Bytes, IsBigEndian == BitConverter.IsLittleEndian),
        Hdf5Class.Enumeration => Base!.Stored,
        _ => null,
    };

    public override string ToString() => Class switch
    {
        Hdf5Class.Integer => $"{(IsSigned ? "int" : "uint")}{8 * Bytes}",
        Hdf5Class.Float => $"float{8 * Bytes}",
        _ => Class.ToString().ToLowerInvariant(),
    };

    /// <summary>Reads a datatype message.</summary>
    public static Hdf5Datatype Read(Hdf5File file, Hdf5Cursor cursor, int depth = 0)
    {
        int classAndVersion = cursor.Byte();
        (int version, Hdf5Class kind) = (classAndVersion >> 4, (Hdf5Class)(classAndVersion & 0xF));
        int bits = (int)cursor.Number(3);
        long bytes = cursor.UInt32();
        if (version is < 1 or > 4 || bytes > int.MaxValue || depth > MaxDepth)
        {
            throw file.Invalid($"a type of class {(int)kind} has version {version}, {bytes} bytes and depth {depth}");
        }

        Hdf5Datatype type = new() { Class = kind, Bytes = (int)bytes };
        return kind switch
        {
            Hdf5Class.Integer or Hdf5Class.Bits => ReadInteger(file, cursor, type, bits),
            Hdf5Class.Float => ReadFloat(cursor, type, bits),
            Hdf5Class.Time => Skip(cursor, type, 2),
            Hdf5Class.Text or Hdf5Class.Reference => type,
            Hdf5Class.Opaque => Skip(cursor, type, bits & 0xFF),
            Hdf5Class.Compound => type with { Members = ReadMembers(file, cursor, type, version, bits & 0xFFFF, depth) },
            Hdf5Class.Enumeration => ReadEnumeration(file, cursor, type, version, bits & 0xFFFF, depth),
            Hdf5Class.VariableLength => type with { IsText = (bits & 0xF) == 1, Base = Read(file, cursor, depth + 1) },
            Hdf5Class.Array => ReadArray(file, cursor, type, version, depth),
            _ => throw file.Invalid($"a type has the unknown class {(int)kind}"),
        };
    }

    private static Hdf5Datatype Skip(Hdf5Cursor cursor, Hdf5Datatype type, int bytes)
    {
        cursor.Skip(bytes);
        return type;
    }

    private static Hdf5Datatype ReadInteger(Hdf5File file, Hdf5Cursor cursor, Hdf5Datatype type, int bits)
    {
        (int offset, int precision) = (cursor.UInt16(), cursor.UInt16());
        return type.Class == Hdf5Class.Bits || (offset == 0 && precision == 8 * type.Bytes)
            ? type with { IsBigEndian = (bits & 1) != 0, IsSigned = (bits & 8) != 0 }
            : throw file.Invalid($"it has integers of {precision} bits within {type.Bytes} bytes, which are not read");
    }

    private static Hdf5Datatype ReadFloat(Hdf5Cursor cursor, Hdf5Datatype type, int bits)
    {
        cursor.Skip(2);
        int precision = cursor.UInt16();
        int exponentBits = (int)(cursor.Number(2) >> 8);
        cursor.Skip(6);
        bool isIeee = (type.Bytes, exponentBits) is (2, 5) or (4, 8) or (8, 11) && precision == 8 * type.Bytes && (bits & 0x41) is 0 or 1;
        return isIeee ? type with { IsBigEndian = (bits & 1) != 0 } : type with { Class = Hdf5Class.Opaque };
    }

    private static Hdf5Datatype ReadEnumeration(Hdf5File file, Hdf5Cursor cursor, Hdf5Datatype type, int version, int count, int depth)
    {
        Hdf5Datatype values = Read(file, cursor, depth + 1);
        for (int i = 0; i < count; i++)
        {
            ReadName(cursor, isPadded: version < 3);
        }

        cursor.Skip((long)count * values.Bytes);
        return type with { Base = values };
    }

    private static Hdf5Datatype ReadArray(Hdf5File file, Hdf5Cursor cursor, Hdf5Datatype type, int version, int depth)
    {
        int rank = cursor.Byte();
        cursor.Skip(version < 3 ? 3 : 0);
        cursor.Skip(rank * (version < 3 ? 8 : 4));
        return type with { Base = Read(file, cursor, depth + 1) };
    }

    private static Hdf5Member[] ReadMembers(Hdf5File file, Hdf5Cursor cursor, Hdf5Datatype type, int version, int count, int depth)
    {
        if (count > MaxMembers)
        {
            throw file.Invalid($"a compound type has {count} members");
        }

        int offsetBytes = version < 3 ? 4 : type.Bytes < 1 << 8 ? 1 : type.Bytes < 1 << 16 ? 2 : type.Bytes < 1 << 24 ? 3 : 4;
        Hdf5Member[] members = new Hdf5Member[count];
        for (int i = 0; i < count; i++)
        {
            string name = ReadName(cursor, isPadded: version < 3);
            long offset = cursor.Number(offsetBytes);
            cursor.Skip(version == 1 ? 28 : 0);
            Hdf5Datatype member = Read(file, cursor, depth + 1);
            members[i] = offset + member.Bytes <= type.Bytes
                ? new Hdf5Member(name, (int)offset, member)
                : throw file.Invalid($"the member '{name}' lies outside its compound type");
        }

        return members;
    }

    private static string ReadName(Hdf5Cursor cursor, bool isPadded)
    {
        string name = cursor.TextToZero();
        int bytes = Encoding.UTF8.GetByteCount(name) + 1;
        cursor.Skip(isPadded ? (8 - (bytes % 8)) % 8 : 0);
        return name;
    }
}

/// <summary>The class of a type, with the numbers that the format gives them.</summary>
internal enum Hdf5Class
{
    Integer = 0,
    Float = 1,
    Time = 2,
    Text = 3,
    Bits = 4,
    Opaque = 5,
    Compound = 6,
    Reference = 7,
    Enumeration = 8,
    VariableLength = 9,
    Array = 10,
}

/// <summary>A member of a compound type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it lies in an item, bytes.</param>
/// <param name="Type">Its type.</param>
internal sealed record Hdf5Member(string Name, int Offset, Hdf5Datatype Type);
