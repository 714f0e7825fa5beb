using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>A group or a dataset.</summary>
internal sealed class Hdf5Node(Hdf5File file, string path, long address)
{
    private const int MaxSoftLinks = 16;

    private readonly List<Hdf5Message> _messages = Hdf5Header.Read(file, address);
    private List<Hdf5Link>? _links;
    private Dictionary<string, Hdf5Value>? _attributes;

    public Hdf5File File { get; } = file;

    /// <summary>The path under which it was found.</summary>
    public string Path { get; } = path;

    /// <summary>Where its header lies: the same object has the same address, whatever its name.</summary>
    public long Address { get; } = address;

    public bool IsDataset => _messages.Exists(m => m.Type == Hdf5Message.Layout);

    /// <summary>The names in a group.</summary>
    public IReadOnlyList<Hdf5Link> Links => _links ??= IsDataset ? [] : Hdf5Links.Read(File, _messages);

    public IReadOnlyDictionary<string, Hdf5Value> Attributes => _attributes ??= Hdf5Attributes.Read(File, _messages);

    /// <summary>The object under a path that starts here, or at the root where it begins with a slash; null where there is none.</summary>
    public Hdf5Node? Find(string path) => Find(path, MaxSoftLinks);

    /// <summary>The dataset under a path; null where there is none.</summary>
    public Hdf5Dataset? Dataset(string path) => Find(path) is { IsDataset: true } node ? new Hdf5Dataset(node) : null;

    /// <summary>The text of an attribute; null where there is none.</summary>
    public string? Text(string attribute) => Attributes.GetValueOrDefault(attribute)?.Text;

    /// <summary>The number of an attribute; null where there is none.</summary>
    public double? Number(string attribute) => Attributes.GetValueOrDefault(attribute)?.Number;

    /// <summary>The object at an address that a reference holds.</summary>
    public Hdf5Node At(long address) => new(File, Path, address);

    /// <summary>The message of a type, wherever it is kept; null where there is none.</summary>
    public Hdf5Cursor? Message(int type)
    {
        int index = _messages.FindIndex(m => m.Type == type);
        return index < 0 ? null : Hdf5SharedMessage.Resolve(File, _messages[index]);
    }

    /// <summary>All datasets at and below this object, each once.</summary>
    /// <param name="failed">Told of those that cannot be read, which are left out.</param>
    public IEnumerable<Hdf5Dataset> Datasets(Action<DeepWonderException> failed)
    {
        foreach (Hdf5Node node in All())
        {
            Hdf5Dataset? dataset = null;
            try
            {
                dataset = node.IsDataset ? new Hdf5Dataset(node) : null;
            }
            catch (DeepWonderException e)
            {
                failed(e);
            }

            if (dataset is not null)
            {
                yield return dataset;
            }
        }
    }

    /// <summary>All objects at and below this one, each once.</summary>
    public IEnumerable<Hdf5Node> All()
    {
        HashSet<long> seen = [Address];
        Stack<Hdf5Node> open = new([this]);
        while (open.TryPop(out Hdf5Node? node))
        {
            yield return node;
            foreach (Hdf5Link link in node.Links.Where(l => l.Address >= 0).Reverse())
            {
                if (seen.Add(link.Address))
                {
                    open.Push(new Hdf5Node(File, $"{node.Path.TrimEnd('/')}/{link.Name}", link.Address));
                }
            }
        }
    }

    private Hdf5Node? Find(string path, int softLinks)
    {
        Hdf5Node? node = path.StartsWith('/') && Path != "/" ? File.Root : this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            Hdf5Link? link = node.Links.FirstOrDefault(l => l.Name == name);
            string full = $"{node.Path.TrimEnd('/')}/{name}";
            node = link is null || link.File is not null ? null
                : link.Target is null ? new Hdf5Node(File, full, link.Address)
                : softLinks > 0 ? node.Find(link.Target, softLinks - 1)
                : throw File.Invalid($"the link '{full}' leads in a circle");
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }
}
