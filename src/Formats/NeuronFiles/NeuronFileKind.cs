namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>What a neuron file holds.</summary>
internal enum NeuronFileKind
{
    /// <summary>The neurons of one view.</summary>
    View,

    /// <summary>The neurons of all views in space.</summary>
    Space,
}
