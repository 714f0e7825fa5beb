using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Schedule;

/// <summary>Whether disk and memory suffice for a view, asked before any work on it.</summary>
internal static class SpaceCheck
{
    private const long LeastOnDisk = 1 << 20;

    /// <summary>Makes sure that a view's movies have room.</summary>
    /// <param name="movie">The recorded movie.</param>
    /// <param name="growth">Voxels after resizing for one before; 1 without.</param>
    /// <param name="viewsAtOnce">How many such views are worked on at once.</param>
    /// <param name="keptMovies">How many movies of it are written to the results.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.DiskFull"/> or <see cref="ErrorId.MemoryLimitExceeded"/>, before any work.
    /// </exception>
    public static void Demand(Volume movie, double growth, int viewsAtOnce, int keptMovies, string results)
    {
        double bytes = movie.VoxelCount * (double)sizeof(float) * Math.Max(1, growth);
        Demand(
            results, (keptMovies * bytes) + LeastOnDisk, $"'{movie.Name}': the results", "Free disk space, or choose another -OutputPath.");

        // A stage reads one movie and writes the next; past the memory limit both lie in scratch files.
        if (2 * bytes * viewsAtOnce > MemoryBudget.ForResults)
        {
            Demand(
                ScratchFolder.Root,
                2 * bytes * viewsAtOnce,
                $"'{movie.Name}': its movies between stages",
                $"Free disk space, or set {ScratchFolder.Variable} to a folder on a larger disk.");
        }
    }

    /// <summary>Memory that no program uses now, bytes; null where the system does not say.</summary>
    public static long? FreeMemory()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        long free = memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes;
        return memory.MemoryLoadBytes > 0 ? Math.Max(0, free) : null;
    }

    /// <summary>Bytes free on the disk of a folder; null where the system does not say, as for some network drives.</summary>
    public static long? FreeDisk(string folder)
    {
        try
        {
            string? existing = Path.GetFullPath(folder);
            while (existing is not null && !Directory.Exists(existing))
            {
                existing = Path.GetDirectoryName(existing);
            }

            return existing is null
                ? null
                : new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(existing)! : existing).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static void Demand(string folder, double bytes, string what, string action)
    {
        if (FreeDisk(folder) is { } free && free < bytes)
        {
            throw new DeepWonderException(
                ErrorId.DiskFull,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} need about {bytes / 1e9:0.000} GB on the disk of '{folder}', and {free / 1e9:0.000} GB are "
                        + $"free there. Nothing was begun."),
                folder,
                action);
        }
    }
}
