using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace DeepWonder3D.Host;

/// <summary>The engine's way to this process's console.</summary>
internal sealed class ConsoleHost : PSHost
{
    private readonly Guid _id = Guid.NewGuid();

    public ConsoleInterface Console { get; } = new();

    /// <summary>What <c>exit</c> asked for.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "DeepWonder3D.Host";

    public override Version Version => typeof(ConsoleHost).Assembly.GetName().Version!;

    public override Guid InstanceId => _id;

    public override PSHostUserInterface UI => Console;

    /// <summary><c>$Host.PrivateData</c>: how the host's own scripts reach what the engine's wrapper hides.</summary>
    public override PSObject PrivateData => PSObject.AsPSObject(Console);

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no prompt to suspend to.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
