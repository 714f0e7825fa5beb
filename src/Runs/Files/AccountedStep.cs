using DeepWonder3D.Runs.Journal;

namespace DeepWonder3D.Runs.Files;

/// <summary>A step in <c>run.json</c>.</summary>
/// <param name="Record">What it depended on, made, and took.</param>
/// <param name="Reused">Whether an earlier run had done it.</param>
internal sealed record AccountedStep(StepRecord Record, bool Reused);
