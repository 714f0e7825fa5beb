namespace DeepWonder3D.Help.Markdown;

/// <summary>A table; the first row is its heading.</summary>
internal sealed record Table(int Line, IReadOnlyList<IReadOnlyList<string>> Rows) : Block(Line);
