using DeepWonder3D.Neurons;

namespace DeepWonder3D.Evaluation;

/// <summary>A neuron of a view or in space, brought to common units.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Y">Place along the rows: µm from the image's first edge, or rows where the pixel size is unknown.</param>
/// <param name="X">Place along the columns.</param>
/// <param name="ZUm">Depth; NaN in a view.</param>
/// <param name="Trace">Its trace; empty where it has none.</param>
/// <param name="Footprint">Its pixels; null in space.</param>
internal sealed record ComparedNeuron(int Id, double Y, double X, double ZUm, Trace Trace, Footprint? Footprint);
