using SkiaSharp;

namespace DeepWonder3D.Figures;

/// <summary>What a sort of outline means.</summary>
/// <param name="Colour">Its colour.</param>
/// <param name="Dashed">Whether it is dashed.</param>
/// <param name="Meaning">What it stands for.</param>
internal readonly record struct OutlineSample(SKColor Colour, bool Dashed, string Meaning);
