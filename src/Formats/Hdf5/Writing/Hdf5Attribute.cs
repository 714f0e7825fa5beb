namespace DeepWonder3D.Formats.Hdf5.Writing;

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
    public static Hdf5Attribute Of(string name, double[] values) => new(name, Hdf5ItemType.Float(8), [values.Length], [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>A whole number of 32 bits.</summary>
    public static Hdf5Attribute Of(string name, int value) => new(name, Hdf5ItemType.Integer(4, isSigned: true), [], BitConverter.GetBytes(value));

    /// <summary>The object at an address.</summary>
    public static Hdf5Attribute To(string name, long address) => new(name, Hdf5ItemType.Reference, [], BitConverter.GetBytes(address));

    /// <summary>A text of ASCII in a fixed length, as MATLAB wants it.</summary>
    public static Hdf5Attribute Ascii(string name, string text) => new(name, Hdf5ItemType.Fixed(text.Length), [], System.Text.Encoding.ASCII.GetBytes(text));
}
