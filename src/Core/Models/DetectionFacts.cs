namespace DeepWonder3D.Models;

/// <summary>What a segmentation network's scores mean, so that neurons can be told in them.</summary>
/// <param name="ScoreThreshold">The least score of a neuron's pixel; null where the scores have no scale of their own, and each window's say what stands out.</param>
/// <param name="MinAreaPx">The area, in pixels, that a neuron's outline exceeds.</param>
/// <param name="MinRoundness">The least 4π·area / perimeter² of the outline.</param>
/// <param name="MaxDistancePx">Detections in different windows whose centroids are no closer than this are different neurons.</param>
internal sealed record DetectionFacts(double? ScoreThreshold, double MinAreaPx, double MinRoundness, double MaxDistancePx)
{
    /// <summary>The published values.</summary>
    public static DetectionFacts Published { get; } = new(null, 36, 0.8, 20);
}
