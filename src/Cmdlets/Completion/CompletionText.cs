using System.Management.Automation.Language;

namespace DeepWonder3D.Cmdlets;

/// <summary>Values as they are typed.</summary>
internal static class CompletionText
{
    /// <summary>A value in quotes where it needs them.</summary>
    public static string Quoted(string value) => value.Any(c => !char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or '/'))
        ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'"
        : value;
}
