namespace DeepWonder3D.Help;

/// <summary>A page is not written as docs/help/README.md says. The message begins as a compiler's does, so that editors find the place.</summary>
internal sealed class HelpFormatException(string file, int line, string problem) : Exception($"{file}({line}): error HELP: {problem}");
