namespace DeepWonder3D.Models;

/// <summary>What a network does in the method.</summary>
public enum ModelStage
{
    /// <summary>Takes the noise out of a movie (<c>Invoke-Denoise</c>).</summary>
    Denoise,

    /// <summary>Takes the out-of-focus background out of a movie (<c>Remove-Background</c>).</summary>
    RemoveBackground,

    /// <summary>Scores where neurons are in a window of frames (<c>Find-Neuron</c>).</summary>
    Segment,

    /// <summary>Resolves a movie on a finer grid (<c>Resize-Volume</c>).</summary>
    SuperResolve,
}
