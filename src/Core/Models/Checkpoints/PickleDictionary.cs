namespace DeepWonder3D.Models.Checkpoints;

/// <summary>A Python dictionary in the order in which it was filled; nothing in it has been looked at.</summary>
internal sealed class PickleDictionary
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}
