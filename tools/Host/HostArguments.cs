using System.Globalization;
using System.Management.Automation.Runspaces;

namespace DeepWonder3D.Host;

/// <summary>What the command line asks for: exactly one of a command, a script file and Pester files.</summary>
internal sealed record HostArguments
{
    public const int UsageExitCode = 64;

    public const string Usage = """
        deepwonder-host [-NoModule] -Command <text>
        deepwonder-host [-NoModule] -File <script.ps1> [arguments]
        deepwonder-host [-NoModule] -Pester <folder or file>

        Runs in a PowerShell engine with the module DeepWonder3D loaded from out/DeepWonder3D above this program, or from the
        folder that the environment variable DEEPWONDER3D_MODULE names. Exit code: 0, the script's own, or 1 after a failure.
        """;

    public string? Command { get; private init; }

    public string? File { get; private init; }

    public string? Pester { get; private init; }

    public bool NoModule { get; private init; }

    /// <summary>What follows the script file.</summary>
    public IReadOnlyList<string> ScriptArguments { get; private init; } = [];

    /// <summary>Reads a command line.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? TryParse(string[] arguments, out HostArguments parsed)
    {
        parsed = new HostArguments();
        for (int i = 0; i < arguments.Length; i++)
        {
            string option = arguments[i].ToLowerInvariant();
            if (option is "-nomodule")
            {
                parsed = parsed with { NoModule = true };
                continue;
            }

            if (option is not ("-command" or "-c" or "-file" or "-f" or "-pester"))
            {
                return $"Unknown argument '{arguments[i]}'.";
            }

            if (i + 1 == arguments.Length)
            {
                return $"{arguments[i]} needs a value.";
            }

            string value = arguments[i + 1];
            string[] rest = arguments[(i + 2)..];
            parsed = option switch
            {
                "-command" or "-c" => parsed with { Command = string.Join(' ', rest.Prepend(value)) },
                "-pester" => parsed with { Pester = value },
                _ => parsed with { File = value, ScriptArguments = rest },
            };
            return option is "-pester" && rest.Length > 0 ? $"Unknown argument '{rest[0]}'." : null;
        }

        return "Nothing to run.";
    }

    /// <summary>A script's arguments as <c>pwsh -File</c> passes them: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c>, values.</summary>
    public static IEnumerable<CommandParameter> ToParameters(IEnumerable<string> arguments)
    {
        foreach (string argument in arguments)
        {
            bool named = argument.Length > 1 && argument[0] == '-' && !double.TryParse(argument, CultureInfo.InvariantCulture, out _);
            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            yield return named switch
            {
                false => new CommandParameter(null, argument),
                true when colon < 0 => new CommandParameter(argument),
                true => new CommandParameter(argument[..colon], ToValue(argument[(colon + 1)..])),
            };
        }
    }

    private static object ToValue(string text) => text.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => text,
    };
}
