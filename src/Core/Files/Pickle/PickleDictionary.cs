namespace DeepWonder3D.Files.Pickle;

/// <summary>A Python dictionary in the order in which it was filled; nothing in it has been looked at.</summary>
internal sealed class PickleDictionary
{
    private Dictionary<string, object?>? _byName;

    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    /// <summary>The items whose keys are texts, once the pickle has been read; of a key that occurs twice, the last one.</summary>
    public IReadOnlyDictionary<string, object?> ByName => _byName ??= NamedItems();

    private Dictionary<string, object?> NamedItems()
    {
        Dictionary<string, object?> named = [];
        foreach ((object? key, object? value) in Items)
        {
            if (key is string name)
            {
                named[name] = value;
            }
        }

        return named;
    }
}
