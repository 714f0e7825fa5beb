using System.Diagnostics;

namespace DeepWonder3D.Tests.Runs;

/// <summary>A small disk of its own in memory; the calling test is skipped where none can be mounted.</summary>
internal sealed class TmpfsMount(string root) : IDisposable
{
    public string Root { get; } = root;

    public static TmpfsMount CreateOrSkip(int kilobytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Only Linux mounts a disk in memory.");
        }

        string root = Directory.CreateTempSubdirectory("deepwonder-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k"), "tmpfs", root)
            is { Length: > 0 } reason)
        {
            Directory.Delete(root);
            Assert.Skip($"No disk can be mounted here: {reason}");
        }

        return new TmpfsMount(root);
    }

    public void MakeReadOnly() => Assert.Equal("", Run("mount", "-o", "remount,ro", Root));

    /// <summary>Takes all the room there is.</summary>
    public void Fill()
    {
        using FileStream ballast = new(Path.Combine(Root, "ballast"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1);
        foreach (int size in new[] { 1 << 16, 1 << 12 })
        {
            try
            {
                while (true)
                {
                    ballast.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full, to the block.
            }
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Path.Combine(Root, "ballast"));

    public void Dispose()
    {
        Run("umount", "-l", Root);
        Directory.Delete(Root);
    }

    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : errors.Trim() + " ";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
