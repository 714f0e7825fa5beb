using System.Management.Automation;

namespace DeepWonder3D.Host;

/// <summary>One line at the bottom of a terminal that says how far the work has come; nothing where standard error is redirected.</summary>
internal sealed class ProgressLine
{
    private const int DefaultWidth = 79;

    private readonly bool _visible = !Console.IsErrorRedirected;
    private int _shown;

    public void Show(ProgressRecord record)
    {
        if (!_visible)
        {
            return;
        }

        Clear();
        if (record.RecordType == ProgressRecordType.Processing)
        {
            string text = TextOf(record);
            // The width is that of standard output's console, which need not be there.
            int width = Console.IsOutputRedirected || Console.WindowWidth <= 1 ? DefaultWidth : Console.WindowWidth - 1;
            text = text.Length > width ? text[..width] : text;
            Console.Error.Write(text);
            _shown = text.Length;
        }
    }

    public void Clear()
    {
        if (_shown > 0)
        {
            Console.Error.Write("\r" + new string(' ', _shown) + "\r");
            _shown = 0;
        }
    }

    private static string TextOf(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        string left = record.SecondsRemaining >= 0 ? $", {TimeSpan.FromSeconds(record.SecondsRemaining):c} left" : "";
        return $"{record.Activity}: {record.StatusDescription}{percent}{left}";
    }
}
