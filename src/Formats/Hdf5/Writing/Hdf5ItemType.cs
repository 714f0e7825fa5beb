namespace DeepWonder3D.Formats.Hdf5.Writing;

/// <summary>The type of written items: its description in the file, and the bytes of an item.</summary>
/// <param name="Description">A datatype message.</param>
/// <param name="Bytes">Bytes of an item.</param>
internal sealed record Hdf5ItemType(byte[] Description, int Bytes)
{
    private const int Version1 = 0x10;
    private const int Version3 = 0x30;
    private const int Utf8 = 0x10;

    /// <summary>Texts of any length, in UTF-8.</summary>
    public static readonly Hdf5ItemType Text = new(
        new Hdf5Bytes().Byte(Version1 | (int)Hdf5Class.VariableLength).Byte(1).Byte(1).Byte(0).Number(16, 4)
            .Byte(Version1 | (int)Hdf5Class.Text).Byte(Utf8).Number(0, 2).Number(1, 4).ToArray(),
        16);

    /// <summary>Addresses of objects in the same file.</summary>
    public static readonly Hdf5ItemType Reference = new(
        new Hdf5Bytes().Byte(Version1 | (int)Hdf5Class.Reference).Number(0, 3).Number(8, 4).ToArray(), 8);

    private static int Order => BitConverter.IsLittleEndian ? 0 : 1;

    /// <summary>ASCII of so many bytes.</summary>
    public static Hdf5ItemType Fixed(int bytes) =>
        new(new Hdf5Bytes().Byte(Version1 | (int)Hdf5Class.Text).Number(0, 3).Number(bytes, 4).ToArray(), bytes);

    public static Hdf5ItemType Integer(int bytes, bool isSigned) => new(
        new Hdf5Bytes().Byte(Version1 | (int)Hdf5Class.Integer).Byte(Order | (isSigned ? 8 : 0)).Number(0, 2).Number(bytes, 4).Number(0, 2)
            .Number(8 * bytes, 2).ToArray(),
        bytes);

    public static Hdf5ItemType Float(int bytes)
    {
        (int exponent, int mantissa, int bias) = bytes switch { 2 => (5, 10, 15), 4 => (8, 23, 127), _ => (11, 52, 1023) };
        const int LeadingBitImplied = 0x20;
        return new Hdf5ItemType(
            new Hdf5Bytes().Byte(Version1 | (int)Hdf5Class.Float).Byte(LeadingBitImplied | Order).Byte((8 * bytes) - 1).Byte(0)
                .Number(bytes, 4).Number(0, 2).Number(8 * bytes, 2).Byte(mantissa).Byte(exponent).Byte(0).Byte(mantissa)
                .Number(bias, 4).ToArray(),
            bytes);
    }

    public static Hdf5ItemType Of(SampleType type) => type switch
    {
        SampleType.Float16 or SampleType.Float32 or SampleType.Float64 => Float(type.SizeOf()),
        _ => Integer(type.SizeOf(), type is SampleType.Int8 or SampleType.Int16 or SampleType.Int32),
    };

    /// <summary>Items of several members, one after the other without gaps.</summary>
    public static Hdf5ItemType Compound(params (string Name, Hdf5ItemType Type)[] members)
    {
        int bytes = members.Sum(m => m.Type.Bytes);
        Hdf5Bytes description = new Hdf5Bytes().Byte(Version3 | (int)Hdf5Class.Compound).Number(members.Length, 3).Number(bytes, 4);
        int offset = 0;
        foreach ((string name, Hdf5ItemType type) in members)
        {
            description.Raw(Encoding.ASCII.GetBytes(name)).Byte(0).Byte(offset).Raw(type.Description);
            offset += type.Bytes;
        }

        return new Hdf5ItemType(description.ToArray(), bytes);
    }
}
