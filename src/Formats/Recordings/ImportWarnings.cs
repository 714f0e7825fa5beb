namespace DeepWonder3D.Formats.Recordings;

/// <summary>What whoever imports a recording is to be told aloud, at a prompt as in a run at night.</summary>
internal static class ImportWarnings
{
    /// <summary>The warnings of the step that opened a volume, in full sentences that name it.</summary>
    public static IReadOnlyList<string> Of(Volume volume)
    {
        HistoryStep import = volume.History[^1];
        List<string> warnings = [.. import.Warnings ?? []];
        if (warnings.Count == 0 && import.Parameters.TryGetValue("Pauses", out string? pauses))
        {
            // Stages take frames as they follow each other, and a trace goes on after a pause as if there had been none.
            warnings.Add($"The frames of '{volume.Name}' did not come evenly. Pauses: {pauses}.");
        }

        if (import.Parameters.TryGetValue(ImportedValues.Warning, out string? said))
        {
            warnings.Add($"'{volume.Name}': {said}");
        }

        return warnings;
    }
}
