namespace DeepWonder3D.Help.Markdown;

/// <summary>What stands between two lines of three backticks.</summary>
/// <param name="Line">The line of the first backticks.</param>
/// <param name="Language">What follows them.</param>
/// <param name="Code">The lines between, each as it is, joined by <c>\n</c>.</param>
internal sealed record CodeBlock(int Line, string Language, string Code) : Block(Line);
