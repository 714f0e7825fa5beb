namespace DeepWonder3D.Files.Pickle;

/// <summary>The name of a Python function or class in a pickle. It is a name and no more: nothing of it is looked up or loaded.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    private const int MaxShown = 256;

    /// <summary>The name as a message may show it.</summary>
    public override string ToString() => string.Concat($"{Module}.{Name}".Take(MaxShown).Select(c => char.IsControl(c) ? '?' : c));
}
