namespace DeepWonder3D.Formats.Recordings;

/// <summary>Which of several recordings in one file is meant: positions of the stage, or regions of a scan.</summary>
internal static class RecordingPositions
{
    private const int MostListed = 16;

    /// <summary>The number of the position that the caller names.</summary>
    /// <param name="names">The positions' names.</param>
    /// <param name="asked">What the caller names: a name, or a number from 0; null for nothing.</param>
    /// <param name="path">The file.</param>
    /// <param name="source">Who names them.</param>
    /// <exception cref="DeepWonderException">AxesMismatch where one must be chosen, ParameterInvalid where there is none of that name.</exception>
    public static int Choose(IReadOnlyList<string> names, string? asked, string path, string source)
    {
        string list = string.Join(", ", names.Take(MostListed).Select((name, i) => $"{i} ({name})")) + (names.Count > MostListed ? ", …" : "");
        ErrorChoice[] choices = [.. names.Select((name, i) => new ErrorChoice(
            names.Count(n => n == name) == 1 ? name : i.ToString(CultureInfo.InvariantCulture),
            $"Position {i} of {names.Count}, as the {source} names it: {name}."))];
        DeepWonderException Refused(ErrorId id, string message, string action) => new(id, message, path, action) { Choices = choices };
        if (asked is null)
        {
            throw Refused(
                ErrorId.AxesMismatch,
                $"'{path}' holds {names.Count} recordings: its {source} names {names.Count} positions or regions.",
                $"Choose one with -Position, or take each as a volume of its own with -Position *: {list}.");
        }

        string name = asked.Trim();
        int[] named = [.. Enumerable.Range(0, names.Count).Where(i => names[i].Equals(name, StringComparison.OrdinalIgnoreCase))];
        int chosen = named.Length == 1 ? named[0]
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : -1;
        return chosen >= 0 && chosen < names.Count
            ? chosen
            : throw Refused(ErrorId.ParameterInvalid, $"'{path}' has no position '{asked}'.", names.Count == 0
                ? "Leave -Position out: the file holds one recording."
                : $"Give -Position one of {list}.");
    }
}
