using DeepWonder3D.Activity;

namespace DeepWonder3D.Neurons.Judging;

/// <summary>What lit up in a recording for moments, at the scale of cells.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Clarity">How far it stood above its rest, in standard deviations of the noise.</param>
/// <param name="Cell">The light.</param>
internal sealed record ActiveEvidence(CellShape Shape, double Clarity, SeenCell Cell)
{
    /// <summary>The logarithm of the odds that it is a cell's body, by itself.</summary>
    public double LogOdds => CellJudge.LogOddsOf(Shape, Clarity);
}
