namespace DeepWonder3D.Help.Markdown;

/// <summary>A part of a page.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
internal abstract record Block(int Line);
