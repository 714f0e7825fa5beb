namespace DeepWonder3D.Formats.Recordings;

/// <summary>Collects what is known of an imported recording, and from where, for the first step of its history.</summary>
internal sealed class ImportedValues(string path)
{
    /// <summary>The name of what is said aloud.</summary>
    public const string Warning = "Warning";

    private readonly Dictionary<string, string> _parameters = new() { ["Path"] = path };

    /// <summary>The first of the candidates that is known, which is noted with its source.</summary>
    public T? First<T>(string name, params ReadOnlySpan<(T? Value, string Source)> candidates)
        where T : struct, IFormattable
    {
        foreach ((T? value, string source) in candidates)
        {
            if (value is { } known)
            {
                Note(name, $"{known.ToString(null, CultureInfo.InvariantCulture)} ({source})");
                return known;
            }
        }

        return null;
    }

    public void Note(string name, string value) => _parameters[name] = value;

    public HistoryStep ToStep() => new("Import-Volume", _parameters);
}
