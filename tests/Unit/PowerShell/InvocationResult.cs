using System.Management.Automation;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>Everything that a script wrote. A terminating error is thrown instead.</summary>
/// <param name="Output">The objects it wrote.</param>
/// <param name="Errors">The errors that did not end it.</param>
/// <param name="Warnings">The warnings.</param>
/// <param name="Verbose">The verbose messages; they are there with <c>-Verbose</c> only.</param>
/// <param name="Progress">The progress records.</param>
public sealed record InvocationResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<ProgressRecord> Progress)
{
    /// <summary>The objects written, as what they are.</summary>
    public IReadOnlyList<T> OutputOf<T>() => [.. Output.Select(o => Assert.IsAssignableFrom<T>(o.BaseObject))];
}
