namespace DeepWonder3D.Help.Markdown;

/// <summary>A flat list: <c>- …</c>.</summary>
internal sealed record BulletList(int Line, IReadOnlyList<string> Items) : Block(Line);
