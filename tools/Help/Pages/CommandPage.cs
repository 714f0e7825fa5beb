using DeepWonder3D.Help.Markdown;

namespace DeepWonder3D.Help.Pages;

/// <summary>The page of a cmdlet.</summary>
internal sealed record CommandPage
{
    public required string Path { get; init; }

    public required string Name { get; init; }

    public required string Synopsis { get; init; }

    public required IReadOnlyList<Block> Description { get; init; }

    /// <summary>The parameters in the page's order; those that it shares with other pages say what the shared page says.</summary>
    public required IReadOnlyList<ParameterText> Parameters { get; init; }

    public required string Inputs { get; init; }

    public required string Outputs { get; init; }

    public required IReadOnlyList<Example> Examples { get; init; }

    public required IReadOnlyList<Block> Notes { get; init; }

    /// <summary>Other pages and files, each with its text and its path from this page.</summary>
    public required IReadOnlyList<(string Text, string Target)> Related { get; init; }
}
