namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>All that a neuron file holds, before it is checked.</summary>
internal sealed record NeuronFileContent(NeuronFileHead Head, IReadOnlyList<NeuronDraft> Neurons);
