namespace DeepWonder3D.Help.Facts;

/// <summary>What the code of a cmdlet says of a parameter.</summary>
internal sealed record ParameterFacts
{
    /// <summary>The name of the set that stands for all sets.</summary>
    public const string AllSets = "__AllParameterSets";

    public required string Name { get; init; }

    /// <summary>The type's name as users see it: <c>Double</c> for <c>double?</c>, <c>String[]</c>.</summary>
    public required string TypeName { get; init; }

    public required bool IsSwitch { get; init; }

    /// <summary>Whether it is a number or several.</summary>
    public required bool IsNumber { get; init; }

    public required bool IsEnumeration { get; init; }

    /// <summary>Whether Tab says what each of an enumeration's values means.</summary>
    public required bool IsCompletedWithMeanings { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Its part in each set, by the set's name.</summary>
    public required IReadOnlyDictionary<string, ParameterUse> Uses { get; init; }

    public required bool TakesWildcards { get; init; }

    /// <summary>The numbers that an attribute allows, in words, or null.</summary>
    public required string? Range { get; init; }

    /// <summary>The only values that it takes, if they are known.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>What a new cmdlet holds, or null where that says nothing.</summary>
    public required string? Default { get; init; }

    /// <summary>Whether it may be left out somewhere.</summary>
    public bool IsOptional => Uses.Values.Any(u => !u.Mandatory);

    /// <summary>Its part in a set, or null where it has none.</summary>
    public ParameterUse? UseIn(string set) => Uses.GetValueOrDefault(set) ?? Uses.GetValueOrDefault(AllSets);
}

/// <summary>How a parameter takes part in one parameter set.</summary>
/// <param name="Position">Its position, or null where it is named.</param>
/// <param name="Mandatory">Whether it must be given.</param>
/// <param name="ByValue">Whether it takes what comes through the pipeline.</param>
/// <param name="ByPropertyName">Whether it takes a property of what comes through the pipeline.</param>
internal sealed record ParameterUse(int? Position, bool Mandatory, bool ByValue, bool ByPropertyName)
{
    /// <summary>Pipeline input, in Get-Help's words.</summary>
    public string PipelineInput => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
