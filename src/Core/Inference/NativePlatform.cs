using System.Runtime.InteropServices;

namespace DeepWonder3D.Inference;

/// <summary>The platform that this process runs on, by the name of the folder that holds its native libraries.</summary>
public static class NativePlatform
{
    /// <summary>
    /// Such as <c>win-x64</c> or <c>linux-x64</c>. Made here, since <see cref="RuntimeInformation.RuntimeIdentifier"/> is what the runtime
    /// was built for: <c>debian.12-x64</c> or <c>fedora.40-x64</c> where a distribution built it.
    /// </summary>
    public static string Name { get; } =
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-")
            + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
}
