using System.Globalization;
using DeepWonder3D.Files;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Schedule;

namespace DeepWonder3D.Runs.Checking;

/// <summary>Whether a results folder can do what a run needs of it: files that replace others whole, locks, and room.</summary>
internal static class ResultsCheck
{
    private const string Name = "Results folder";

    public static CheckResult Run(string path)
    {
        new ResultsFolder(path).Create();
        string probe = Path.Combine(path, $".check-{Path.GetRandomFileName()}");
        try
        {
            ResultFiles.Write(overwrite: true, (probe, stream => stream.WriteByte(1)));
            ResultFiles.Write(overwrite: true, (probe, stream => stream.WriteByte(2)));
            string free = SpaceCheck.FreeDisk(path) is { } bytes
                ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB free")
                : "free space unknown";
            return KeepsLocks(probe)
                ? new CheckResult(Name, CheckState.Ok, $"'{path}' can be written to; {free}.")
                : new CheckResult(
                    Name,
                    CheckState.Warning,
                    $"'{path}' can be written to ({free}), but its drive keeps no file locks.",
                    "Let only one computer write there: two that start within seconds of each other could both take the folder.");
        }
        finally
        {
            Leftovers.Delete(probe);
        }
    }

    private static bool KeepsLocks(string probe)
    {
        using FileStream held = new(probe, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
        try
        {
            using FileStream second = new(probe, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
