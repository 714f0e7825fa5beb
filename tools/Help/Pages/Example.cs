using DeepWonder3D.Help.Markdown;

namespace DeepWonder3D.Help.Pages;

/// <summary>An example of a page.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Code">The commands.</param>
/// <param name="Output">What they print, or null where they print nothing.</param>
/// <param name="Remarks">What there is to say of it.</param>
internal sealed record Example(int Line, string Title, string Code, string? Output, IReadOnlyList<Block> Remarks);
