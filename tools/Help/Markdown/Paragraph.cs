namespace DeepWonder3D.Help.Markdown;

/// <summary>Lines of text, joined to one.</summary>
internal sealed record Paragraph(int Line, string Text) : Block(Line);
