using DeepWonder3D.Formats.Hdf5;

namespace DeepWonder3D.Formats.Mat.Version73;

/// <summary>
/// Reads variables of MATLAB 7.3 files: numbers (as doubles), truth values, text, cells and single structs. All else is passed over.
/// </summary>
internal sealed class Mat73Reader(Hdf5File file)
{
    private const int MaxDepth = 32;
    private const int MaxDims = 32;

    private readonly Hdf5File _file = file;
    private readonly MatBudget _budget = new(file.Path);

    /// <summary>Reads variables.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWanted">Which variables to read, by name.</param>
    /// <exception cref="DeepWonderException">Hdf5FileInvalid or MemoryLimitExceeded.</exception>
    public static Dictionary<string, MatArray> Read(string path, Func<string, bool> isWanted)
    {
        using Hdf5File file = Hdf5File.Open(path);
        Mat73Reader reader = new(file);
        Dictionary<string, MatArray> variables = [];
        foreach (string name in file.Root.Links.Select(l => l.Name).Where(n => !n.StartsWith('#') && isWanted(n)))
        {
            variables[name] = reader.Get(file.Root.Find(name)!, 0);
        }

        return variables;
    }

    private MatArray Get(Hdf5Node node, int depth)
    {
        _budget.Take(128);
        if (depth > MaxDepth)
        {
            throw _file.Invalid($"arrays are nested more than {MaxDepth} deep");
        }

        string kind = node.Text(Mat73Names.Class) ?? "";
        if (!node.IsDataset)
        {
            return kind == "struct"
                ? MatStruct.Of([.. node.Links.Select(
                    l => (l.Name, Get(node.Find(l.Name) ?? throw _file.Invalid($"'{node.Path}/{l.Name}' leads nowhere"), depth + 1)))])
                : new MatUnread([1, 1], kind.Length > 0 ? kind : "group");
        }

        Hdf5Dataset dataset = new(node);
        if (node.Number(Mat73Names.Empty) == 1)
        {
            return Empty(dataset, kind);
        }

        int[] dims = Dims([.. dataset.Lengths.Reverse().Select(l => (double)l)]);
        decimal bytes = (decimal)dataset.Count * Math.Max(8, dataset.Type.Bytes);
        _budget.Take((long)Math.Min(bytes, long.MaxValue / 2));
        return kind switch
        {
            "cell" when dataset.Type.Class == Hdf5Class.Reference =>
                new MatCell(dims, [.. dataset.Read().References().Select(a => Get(node.At(a), depth + 1))]),
            "char" when dataset.Type.Stored is not null => new MatText(dims, string.Concat(dataset.Read().Numbers().Select(c => (char)c))),
            "logical" when dataset.Type.Stored is not null =>
                new MatNumeric(dims, Array.ConvertAll(dataset.Read().Numbers(), v => (byte)(v != 0 ? 1 : 0)), isLogical: true),
            _ when dataset.Type.Stored is not null => new MatNumeric(dims, dataset.Read().Numbers()),
            _ => new MatUnread(dims, kind.Length > 0 ? kind : dataset.Type.ToString()),
        };
    }

    private MatArray Empty(Hdf5Dataset dataset, string kind)
    {
        int[] dims = Dims(dataset.Count <= MaxDims && dataset.Type.Stored is not null ? dataset.Read().Numbers() : []);
        if (MatArray.CountOf(dims) != 0)
        {
            throw _file.Invalid($"'{dataset.Path}' is {string.Join('×', dims)} and claims to be empty");
        }

        return kind switch
        {
            "char" => new MatText(dims, ""),
            "cell" => new MatCell(dims, []),
            _ => new MatNumeric(dims, System.Array.Empty<double>()),
        };
    }

    /// <summary>The size as MATLAB has it: two axes at least.</summary>
    private int[] Dims(double[] lengths)
    {
        if (lengths.Length > MaxDims || lengths.Any(l => l is not (>= 0 and <= int.MaxValue)))
        {
            throw _file.Invalid("an array has a size that none has");
        }

        int[] dims = [.. lengths.Select(l => (int)l)];
        return dims.Length switch { 0 => [1, 1], 1 => [dims[0], 1], _ => dims };
    }
}

/// <summary>Variables of a MATLAB file of level 5 or 7.3; the content decides which.</summary>
internal static class MatVariableFile
{
    private const int SignatureBytes = 4096;

    /// <summary>Reads variables.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWanted">Which variables to read, by name.</param>
    /// <exception cref="DeepWonderException">MatFileInvalid, Hdf5FileInvalid or MemoryLimitExceeded.</exception>
    public static Dictionary<string, MatArray> Read(string path, Func<string, bool> isWanted) =>
        IsHdf5(path) ? Mat73Reader.Read(path, isWanted) : MatFile.Read(path, isWanted);

    private static bool IsHdf5(string path)
    {
        byte[] start = new byte[SignatureBytes];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Hdf5File.IsHdf5(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }
}
