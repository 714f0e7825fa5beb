namespace DeepWonder3D.Help.Facts;

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
