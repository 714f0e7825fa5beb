namespace DeepWonder3D.Runs.Files;

/// <summary>Removes what runs that died left behind.</summary>
internal static class Leftovers
{
    /// <summary>Removes files that were begun and not finished, below a folder that this run has locked.</summary>
    /// <returns>How many there were.</returns>
    public static int Remove(string folder)
    {
        int removed = 0;
        foreach (string file in Directory.EnumerateFiles(
            folder, ".*.partial", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true }))
        {
            removed += Delete(file) ? 1 : 0;
        }

        return removed;
    }

    /// <summary>Deletes a file if that can be done.</summary>
    public static bool Delete(string file)
    {
        try
        {
            File.Delete(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program has it open; the next start tries again.
            return false;
        }
    }
}
