namespace DeepWonder3D.Neurons;

/// <summary>What a find is, by what lights up in the recording when it is active.</summary>
public enum NeuronKind
{
    /// <summary>It was not judged.</summary>
    Unknown = 0,

    /// <summary>A cell's body: <see cref="Neuron.Probability"/> of 0.7 or more.</summary>
    Soma,

    /// <summary>It may be either: a probability between.</summary>
    Unsure,

    /// <summary>A dendrite, an axon, a bouton or another spot that is no cell's body: a probability below 0.3.</summary>
    Process,
}
