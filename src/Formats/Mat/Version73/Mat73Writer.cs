using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;

namespace DeepWonder3D.Formats.Mat.Version73;

/// <summary>
/// Writes MATLAB 7.3 files: HDF5 with axes in reverse order, the class of each variable as an attribute, and the contents of cells in a
/// group of their own.
/// </summary>
internal sealed class Mat73Writer
{
    private const int UserBlockBytes = 512;
    private const int TextBytes = 116;
    private const int ChunkValues = 1 << 17;

    private readonly Hdf5Writer _writer;
    private readonly CancellationToken _cancellation;
    private readonly List<(string Name, long Address)> _contents = [];

    private Mat73Writer(Stream stream, CancellationToken cancellation)
    {
        byte[] userBlock = new byte[UserBlockBytes];
        userBlock.AsSpan(0, TextBytes).Fill((byte)' ');
        "MATLAB 7.3 MAT-file, written by DeepWonder3D for PowerShell, HDF5 schema 1.00 ."u8.CopyTo(userBlock);
        ReadOnlySpan<byte> versionAndOrder = [0x00, 0x02, (byte)'I', (byte)'M'];
        versionAndOrder.CopyTo(userBlock.AsSpan(TextBytes + 8));
        _writer = new Hdf5Writer(stream, userBlock);
        _cancellation = cancellation;
    }

    /// <summary>Writes a file.</summary>
    /// <param name="stream">Where to; it can seek.</param>
    /// <param name="variables">Names and arrays, in order.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static void Write(Stream stream, IReadOnlyList<(string Name, MatArray Array)> variables, CancellationToken cancellation)
    {
        Mat73Writer file = new(stream, cancellation);
        List<(string, long)> links = [.. variables.Select(v => (v.Name, file.Put(v.Array)))];
        if (file._contents.Count > 0)
        {
            links.Insert(0, (Mat73Names.Contents, file._writer.Group(file._contents)));
        }

        file._writer.Finish(file._writer.Group(links));
    }

    private static long[] Lengths(MatArray array) => [.. array.Dims.Reverse().Select(d => (long)d)];

    private long Put(MatArray array)
    {
        _cancellation.ThrowIfCancellationRequested();
        return array switch
        {
            { Count: 0 } => PutEmpty(array),
            MatNumeric numeric => PutNumbers(numeric),
            MatComputed computed => PutComputed(computed),
            MatText text => _writer.Dataset(
                Hdf5ItemType.Integer(2, isSigned: false),
                Lengths(text),
                MemoryMarshal.AsBytes(text.Characters.AsSpan()),
                Class("char"),
                Hdf5Attribute.Of(Mat73Names.Decode, 2)),
            MatCell cell => PutCell(cell),
            MatStruct { Count: 1 } record => _writer.Group(
                record.Fields.Select((field, i) => new Hdf5Link(field, Put(record.Record(0)[i]))).ToList(), Class("struct")),
            _ => throw new ArgumentException($"{array} cannot be written.", nameof(array)),
        };
    }

    private static Hdf5Attribute Class(string name) => Hdf5Attribute.Ascii(Mat73Names.Class, name);

    /// <summary>An array without items is written as its size.</summary>
    private long PutEmpty(MatArray array)
    {
        ulong[] size = [.. array.Dims.Select(d => (ulong)d)];
        Hdf5Attribute isEmpty = new(Mat73Names.Empty, Hdf5ItemType.Integer(1, isSigned: false), [], [1]);
        return _writer.Dataset(
            Hdf5ItemType.Integer(8, isSigned: false), [size.Length], MemoryMarshal.AsBytes(size.AsSpan()), Class(array.ClassName), isEmpty);
    }

    private long PutNumbers(MatNumeric numeric)
    {
        int bytes = MatTypes.BytesOf(MatTypes.StoredAs(numeric.Class));
        Hdf5ItemType type = numeric.Class is MatClass.Double or MatClass.Single
            ? Hdf5ItemType.Float(bytes)
            : Hdf5ItemType.Integer(bytes, numeric.Class is MatClass.Int8 or MatClass.Int16 or MatClass.Int32 or MatClass.Int64);
        ReadOnlySpan<byte> items = MemoryMarshal.CreateReadOnlySpan(
            ref MemoryMarshal.GetArrayDataReference(numeric.Values), checked(numeric.Values.Length * bytes));
        return numeric.IsLogical
            ? _writer.Dataset(type, Lengths(numeric), items, Class("logical"), Hdf5Attribute.Of(Mat73Names.Decode, 1))
            : _writer.Dataset(type, Lengths(numeric), items, Class(numeric.ClassName));
    }

    /// <summary>Columns, or the matrices of a stack, are made and deflated some at a time.</summary>
    private long PutComputed(MatComputed computed)
    {
        int slices = computed.Dims[^1];
        int values = checked((int)(computed.Count / slices));
        int atOnce = Math.Clamp(ChunkValues / values, 1, slices);
        long[] lengths = Lengths(computed);
        Hdf5ChunkWriter chunks = new(_writer, Hdf5ItemType.Float(8), lengths, [atOnce, .. computed.Dims.Reverse().Skip(1)], deflate: true);
        double[] block = new double[checked(atOnce * values)];
        long[] origin = new long[lengths.Length];
        for (int slice = 0; slice < slices; slice += atOnce)
        {
            _cancellation.ThrowIfCancellationRequested();
            computed.Fill((long)slice * values, block.AsSpan(0, Math.Min(atOnce, slices - slice) * values));
            origin[0] = slice;
            chunks.Write(origin, MemoryMarshal.AsBytes(block.AsSpan()));
        }

        return chunks.Finish(Class("double"));
    }

    private long PutCell(MatCell cell)
    {
        long[] addresses = new long[cell.Cells.Count];
        for (int i = 0; i < addresses.Length; i++)
        {
            addresses[i] = Put(cell.Cells[i]);
            _contents.Add((string.Create(CultureInfo.InvariantCulture, $"c{_contents.Count}"), addresses[i]));
        }

        return _writer.Dataset(Hdf5ItemType.Reference, Lengths(cell), MemoryMarshal.AsBytes(addresses.AsSpan()), Class("cell"));
    }
}

/// <summary>The names by which a MATLAB 7.3 file says what its datasets are.</summary>
internal static class Mat73Names
{
    /// <summary>The group of what cells refer to; all names with a number sign are MATLAB's own.</summary>
    public const string Contents = "#refs#";

    public const string Class = "MATLAB_class";
    public const string Empty = "MATLAB_empty";
    public const string Decode = "MATLAB_int_decode";
}
