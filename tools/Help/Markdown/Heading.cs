namespace DeepWonder3D.Help.Markdown;

/// <summary>A heading: <c># …</c> to <c>### …</c>.</summary>
internal sealed record Heading(int Line, int Level, string Text) : Block(Line);
