using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;
using System.Text;

namespace DeepWonder3D.Host;

/// <summary>
/// Output goes to standard output; errors, warnings, verbose messages and progress go to standard error, so that output can be
/// redirected alone.
/// </summary>
internal sealed class ConsoleInterface : PSHostUserInterface
{
    private readonly Lock _gate = new();
    private readonly ConsoleSurface _surface = new();
    private StringBuilder? _captured;

    public ProgressLine Progress { get; } = new();

    public override PSHostRawUserInterface RawUI => _surface;

    /// <summary>On Windows only the new terminal is sure to understand control sequences.</summary>
    public override bool SupportsVirtualTerminal =>
        !Console.IsOutputRedirected && !Console.IsErrorRedirected
        && (!OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("WT_SESSION") is not null);

    /// <summary>Keeps output instead of writing it, until <see cref="EndCapture"/>: how the host's Out-String works.</summary>
    public void BeginCapture() => _captured = new StringBuilder();

    /// <summary>Ends keeping output.</summary>
    /// <returns>What was kept.</returns>
    public string EndCapture()
    {
        string text = _captured?.ToString() ?? "";
        _captured = null;
        return text;
    }

    public override void Write(string value)
    {
        lock (_gate)
        {
            if (_captured is not null)
            {
                _captured.Append(Plain(value));
                return;
            }

            Progress.Clear();
            Console.Out.Write(SupportsVirtualTerminal ? value : Plain(value));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => WriteMessage(ConsoleColor.Red, value);

    public override void WriteWarningLine(string message) => WriteMessage(ConsoleColor.Yellow, "WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteMessage(ConsoleColor.DarkYellow, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteMessage(ConsoleColor.DarkYellow, "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            Progress.Show(record);
        }
    }

    public override string ReadLine()
    {
        Progress.Clear();
        return Console.In.ReadLine() ?? throw new HostException("The script asks for input, and there is none.");
    }

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("This host reads no secrets.");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        ShowQuestion(caption, message);
        Dictionary<string, PSObject> answers = [];
        foreach (FieldDescription field in descriptions)
        {
            Write(field.Name + ": ");
            answers[field.Name] = PSObject.AsPSObject(ReadLine());
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ShowQuestion(caption, message);
        string[] keys = [.. choices.Select(KeyOf)];
        while (true)
        {
            string offered = string.Join("  ", choices.Select((choice, i) => $"[{keys[i]}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}"));
            Write(defaultChoice >= 0 ? $"{offered} (default is \"{keys[defaultChoice]}\"): " : $"{offered}: ");
            string answer = ReadLine().Trim();
            int chosen = answer.Length == 0 ? defaultChoice : Array.FindIndex(keys, key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("This host asks for no credentials.");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException("This host asks for no credentials.");

    /// <summary>The letter behind the ampersand, or the whole label.</summary>
    private static string KeyOf(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[(mark + 1)..(mark + 2)].ToUpperInvariant() : choice.Label;
    }

    /// <summary>The engine decorates what it formats, and leaves it to the host to undo that.</summary>
    private static string Plain(string value) => new StringDecorated(value).ToString(OutputRendering.PlainText);

    private void ShowQuestion(string caption, string message)
    {
        foreach (string line in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(line))
            {
                WriteLine(line);
            }
        }
    }

    private void WriteMessage(ConsoleColor colour, string message)
    {
        lock (_gate)
        {
            Progress.Clear();
            if (!SupportsVirtualTerminal)
            {
                Console.Error.WriteLine(Plain(message));
                return;
            }

            Console.ForegroundColor = colour;
            Console.Error.WriteLine(message);
            Console.ResetColor();
        }
    }
}
