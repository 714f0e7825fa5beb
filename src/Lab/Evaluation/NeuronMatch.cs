namespace DeepWonder3D.Evaluation;

/// <summary>A true neuron and the found neuron that stands for it.</summary>
/// <param name="TruthId">The true neuron.</param>
/// <param name="FoundId">The found neuron.</param>
/// <param name="LateralErrorPx">Distance of the centres in the image plane, pixels of the truth.</param>
/// <param name="LateralErrorUm">The same, µm; NaN where the pixel size is unknown.</param>
/// <param name="DepthErrorUm">Found minus true depth, µm; NaN in a view.</param>
/// <param name="IoU">Shared pixels over covered pixels; NaN in space, and where the images differ in size.</param>
/// <param name="TraceCorrelation">Pearson correlation of the traces; NaN where either has none or is constant.</param>
public sealed record NeuronMatch(
    int TruthId, int FoundId, double LateralErrorPx, double LateralErrorUm, double DepthErrorUm, double IoU, double TraceCorrelation);
