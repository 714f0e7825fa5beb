using DeepWonder3D.Formats.Npy;

namespace DeepWonder3D.Tests;

/// <summary>The reference material beside the repository, which a user's clone does not have: tests that need it skip and say so.</summary>
internal static class SharedMaterial
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder in <c>../shared</c>; the calling test is skipped where it is absent.</summary>
    /// <param name="relative">The path below <c>shared</c>, such as <c>reference/fixtures/stage_tr_in.npy</c>.</param>
    public static string Path(string relative)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, "..", "shared", relative));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Skip($"../shared/{relative} is not beside the repository.");
        }

        return path;
    }

    /// <summary>An array of the reference material, whole, in C order.</summary>
    /// <param name="relative">The path below <c>shared</c>.</param>
    public static NpyArray Npy(string relative) => NpyFile.Read(Path(relative));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DeepWonder3D.PowerShell.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No DeepWonder3D.PowerShell.sln above {AppContext.BaseDirectory}.");
    }
}
