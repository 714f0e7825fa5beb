namespace DeepWonder3D.Errors;

/// <summary>A value that would have been right.</summary>
/// <param name="Value">The value, as a parameter takes it.</param>
/// <param name="Meaning">What it stands for.</param>
internal sealed record ErrorChoice(string Value, string Meaning);
