namespace DeepWonder3D.Help.Pages;

/// <summary>The page of a cmdlet, in plain text.</summary>
internal sealed record CommandPage
{
    public required string Path { get; init; }

    public required string Name { get; init; }

    public required string Synopsis { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The parameters in the page's order; those that it shares with other pages say what the shared page says.</summary>
    public required IReadOnlyList<ParameterText> Parameters { get; init; }

    public required string Inputs { get; init; }

    public required string Outputs { get; init; }

    public required IReadOnlyList<Example> Examples { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Other pages and files.</summary>
    public required IReadOnlyList<string> Related { get; init; }
}

/// <summary>What a page says of a parameter.</summary>
/// <param name="Name">Its name, without the dash.</param>
/// <param name="Description">What it means.</param>
/// <param name="Unit">The unit of a number, or null.</param>
/// <param name="Range">The numbers that are allowed, where the code does not say it in an attribute; or null.</param>
/// <param name="Default">What stands where it is not given, where the code does not say it; or null.</param>
internal sealed record ParameterText(string Name, IReadOnlyList<string> Description, string? Unit, string? Range, string? Default);

/// <summary>An example of a page.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Code">The commands.</param>
/// <param name="Output">What they print, or null where they print nothing.</param>
/// <param name="Remarks">What there is to say of it.</param>
internal sealed record Example(int Line, string Title, string Code, string? Output, IReadOnlyList<string> Remarks);
