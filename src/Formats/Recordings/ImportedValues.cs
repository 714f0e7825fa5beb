namespace DeepWonder3D.Formats.Recordings;

/// <summary>Collects what is known of an imported recording, and from where, for the first step of its history.</summary>
internal sealed class ImportedValues(string path)
{
    private readonly Dictionary<string, string> _parameters = new() { ["Path"] = path };
    private readonly List<string> _warnings = [];

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

    /// <summary>Keeps what the user is to hear, with the recording's name: there may be many.</summary>
    public void Warn(string message)
    {
        string name = RecordingName.Of(path);
        _warnings.Add(message.Contains(name, StringComparison.Ordinal) ? message : $"'{name}': {message}");
    }

    public HistoryStep ToStep() => new("Import-Volume", _parameters) { Warnings = _warnings.Count > 0 ? _warnings : null };
}
