using DeepWonder3D.Evaluation;

namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>Neurons in space against the truth.</summary>
/// <param name="Detection">What was found.</param>
/// <param name="LateralErrorUm">Median distance of the pairs in the image plane.</param>
/// <param name="DepthErrorUm">Median absolute difference of the pairs' depth.</param>
/// <param name="TraceCorrelation">Median correlation of the pairs' traces with true ΔF/F.</param>
internal sealed record SpatialScore(DetectionScore Detection, double LateralErrorUm, double DepthErrorUm, double TraceCorrelation)
{
    public static SpatialScore Of(NeuronComparison comparison) =>
        new(DetectionScore.Of(comparison), comparison.LateralErrorUm, comparison.DepthErrorUm, comparison.TraceCorrelation);
}
