using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using DeepWonder3D.Host.Commands;

namespace DeepWonder3D.Host;

/// <summary>One PowerShell engine with a console in front of it.</summary>
internal sealed class EngineSession : IDisposable
{
    private const int StoppedExitCode = 130;

    private readonly ConsoleHost _host = new();
    private readonly Runspace _runspace;
    private readonly string? _manifest;
    private volatile PowerShell? _running;
    private bool _stopped;

    /// <summary>Starts the engine.</summary>
    /// <param name="manifest">The module to load, or null for none.</param>
    public EngineSession(string? manifest)
    {
        _manifest = manifest;
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        state.Commands.Add(new SessionStateCmdletEntry("Format-Table", typeof(FormatTableCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Format-List", typeof(FormatListCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
    }

    /// <summary>Runs what was asked for.</summary>
    /// <returns>The process's exit code.</returns>
    public int Run(HostArguments arguments)
    {
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        bool succeeded = Invoke(Dot("Everyday.ps1")) && LoadModule() && Invoke(CommandFor(arguments));
        // A script file that ends with `exit N` leaves N here; a command that does so tells the host.
        int? scriptExitCode = arguments.Command is null ? _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") as int? : null;
        _host.Console.Progress.Clear();
        return _stopped ? StoppedExitCode : succeeded ? _host.ExitCode ?? scriptExitCode ?? 0 : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private static Command Dot(string script) =>
        new($". '{Path.Combine(AppContext.BaseDirectory, "Scripts", script).Replace("'", "''", StringComparison.Ordinal)}'", isScript: true);

    private static Command CommandFor(HostArguments arguments)
    {
        if (arguments.Command is not null)
        {
            return new Command(arguments.Command, isScript: true);
        }

        string path = Path.GetFullPath(arguments.Pester ?? arguments.File!);
        Command command = new(arguments.Pester is null ? path : Path.Combine(AppContext.BaseDirectory, "Scripts", "Pester.ps1"), isScript: false, useLocalScope: false);
        foreach (CommandParameter parameter in arguments.Pester is null
            ? HostArguments.ToParameters(arguments.ScriptArguments)
            : [new CommandParameter(null, path)])
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private bool LoadModule()
    {
        if (_manifest is null)
        {
            return true;
        }

        // Import-Module DeepWonder3D, by name, finds the same module in scripts and in other runspaces.
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(_manifest))!;
        string? modulePath = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable("PSModulePath", string.IsNullOrEmpty(modulePath) ? folder : folder + Path.PathSeparator + modulePath);
        Command import = new("Import-Module");
        import.Parameters.Add("Name", _manifest);
        import.Parameters.Add("Global");
        import.Parameters.Add("ErrorAction", ActionPreference.Stop);
        return Invoke(import);
    }

    /// <summary>Runs a command with its output on the console.</summary>
    /// <returns>Whether it ran to its end.</returns>
    private bool Invoke(Command command)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Commands.AddCommand(command);
        shell.AddCommand("Out-Default");
        _running = shell;
        try
        {
            if (!_stopped)
            {
                shell.Invoke();
            }

            return !_stopped;
        }
        catch (Exception e) when (e is PipelineStoppedException or InvalidPowerShellStateException)
        {
            // Stopped while it ran, or just before it began.
            return false;
        }
        catch (RuntimeException failure)
        {
            Report(failure.ErrorRecord);
            return false;
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>Shows an error as the engine shows those that end no pipeline.</summary>
    private void Report(ErrorRecord error)
    {
        PSObject shown = PSObject.AsPSObject(error);
        shown.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default").AddParameter("InputObject", shown).Invoke();
    }

    /// <summary>The first signal stops the pipeline, and a command that is at work ends first; the second ends the process.</summary>
    private void OnSignal(PosixSignalContext context)
    {
        if (_stopped)
        {
            return;
        }

        context.Cancel = true;
        _stopped = true;
        _running?.BeginStop(null, null);
    }
}
