namespace DeepWonder3D.Tests.PowerShell;

/// <summary>What became of one Pester test, or of a block or a file that failed by itself.</summary>
/// <param name="Name">Its file and its path in it.</param>
/// <param name="Outcome">Passed, Skipped, or what went wrong.</param>
/// <param name="Message">Why it failed or was skipped.</param>
public sealed record PesterResult(string Name, string Outcome, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
