namespace DeepWonder3D.Tests.PowerShell;

/// <summary>The PowerShells that tests start.</summary>
public enum ShellProgram
{
    /// <summary><c>tools/Host</c>, a program with PowerShell in it, as an installed <c>pwsh</c> is.</summary>
    Host,

    /// <summary><c>pwsh</c> as the .NET tool, which is a library that <c>dotnet</c> runs.</summary>
    Tool,
}
