using System.Collections.ObjectModel;
using System.Management.Automation;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Cmdlets;

/// <summary>From the paths that users type (drives, <c>~</c>, UNC, wildcards) to files.</summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>The existing files that a path names.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.PathNotFileSystem"/> or <see cref="ErrorId.FileNotFound"/>.</exception>
    public static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, string path, bool literal)
    {
        PathIntrinsics paths = cmdlet.SessionState.Path;
        Collection<string> files = OnFileSystem(path, "Give a file.", (out ProviderInfo provider) => literal
            ? [paths.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
            : paths.GetResolvedProviderPathFromPSPath(path, out provider));
        return files.Count > 0 && files.All(f => File.Exists(f) || Directory.Exists(f)) ? files : throw NotFound(path, null);
    }

    /// <summary>Serves each of the existing files that paths name; one that is not there, or cannot be served, is one error.</summary>
    public static void ForEach(DeepWonderCmdlet cmdlet, IEnumerable<string> paths, bool literal, Action<string> serve)
    {
        foreach (string path in paths)
        {
            cmdlet.ForInput(path, () =>
            {
                foreach (string file in Resolve(cmdlet, path, literal))
                {
                    cmdlet.ForInput(file, () => serve(file));
                }
            });
        }
    }

    /// <summary>The file that a result goes to: <paramref name="path"/> itself, or a file in it where it names a folder.</summary>
    /// <param name="cmdlet">The command that writes.</param>
    /// <param name="path">What the user gave: a file, an existing folder, or a path that ends in a separator.</param>
    /// <param name="defaultName">The file's name in a folder.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.PathNotFileSystem"/>.</exception>
    public static string Output(PSCmdlet cmdlet, string path, string defaultName)
    {
        string full = OnFileSystem(path, "Give a file or a folder.", (out ProviderInfo provider) =>
            cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _));
        bool folder = Directory.Exists(full) || path.EndsWith(Path.DirectorySeparatorChar) || path.EndsWith(Path.AltDirectorySeparatorChar);
        return folder ? Path.Combine(full, defaultName) : full;
    }

    private delegate T PathResolution<T>(out ProviderInfo provider);

    /// <summary>Resolves a path, and refuses what does not exist or is not on the file system.</summary>
    private static T OnFileSystem<T>(string path, string action, PathResolution<T> resolve)
    {
        ProviderInfo provider;
        T resolved;
        try
        {
            resolved = resolve(out provider);
        }
        catch (Exception e)
            when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            throw NotFound(path, e);
        }

        return provider.Name == FileSystem
            ? resolved
            : throw new DeepWonderException(
                ErrorId.PathNotFileSystem, $"'{path}' belongs to the provider {provider.Name}, not to the file system.", path, action);
    }

    private static DeepWonderException NotFound(string path, Exception? inner) => new(
        ErrorId.FileNotFound, $"No file matches '{path}'.", path, "Check the path; use -LiteralPath for names with brackets.", inner);
}
