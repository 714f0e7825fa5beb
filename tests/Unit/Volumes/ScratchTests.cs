using DeepWonder3D.Files;
using Xunit;

namespace DeepWonder3D.Tests.Volumes;

/// <summary>Tests that look at this process's scratch files, or set its memory limit: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ScratchTests
{
    public const string Name = "Scratch";

    /// <summary>The scratch files of this process.</summary>
    internal static string[] OwnFiles() => Directory.Exists(ScratchFolder.Root)
        ? [.. Directory.GetFiles(ScratchFolder.Root, "*.scratch", SearchOption.AllDirectories).Where(f => f.Contains($"{Path.DirectorySeparatorChar}{Environment.ProcessId}-", StringComparison.Ordinal))]
        : [];
}
