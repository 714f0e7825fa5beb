namespace DeepWonder3D.Simulation;

/// <summary>What a cell is in the scene.</summary>
internal enum CellKind
{
    /// <summary>A neuron within the depth range: it is to be found.</summary>
    InRange,

    /// <summary>A labelled cell above or below the range.</summary>
    OutOfRange,

    /// <summary>A cell without indicator.</summary>
    Unlabelled,
}
