namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>Where a known neuron lies.</summary>
/// <param name="Row">Row in the centre view, from 0.</param>
/// <param name="Column">Column in the centre view, from 0.</param>
/// <param name="Z">Depth, in the unit of the file: µm, or the published nominal depth.</param>
internal readonly record struct NeuronCoordinate(double Row, double Column, double Z);
