using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DeepWonder3D.Cmdlets;

/// <summary>Completes <c>-Axes</c>.</summary>
public sealed class AxesCompleter : IArgumentCompleter
{
    private static readonly (string Axes, string ToolTip)[] s_axes =
    [
        ("TYX", "A movie: every page is a frame."),
        ("ZYX", "One volume: every page is a plane in depth."),
        ("TZYX", "A movie of volumes, stored volume after volume."),
        ("ZTYX", "A movie of volumes, stored as one movie for each depth."),
        ("TZCYX", "Pages of several channels of each plane of each volume: the channel is fastest."),
        ("TCZYX", "The planes of one channel of a volume together, then those of the next."),
        ("TXY", "An array of frames in which columns come before rows, as in NWB."),
        ("YXT", "A MATLAB array of rows, columns and frames."),
        ("TCYX", "Frames of several channels, of which -Channel takes one."),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        s_axes
            .Where(a => a.Axes.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(a => new CompletionResult(a.Axes, a.Axes, CompletionResultType.ParameterValue, a.ToolTip));
}
