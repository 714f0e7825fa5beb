namespace DeepWonder3D.Neurons;

/// <summary>What finds neurons.</summary>
public enum Detector
{
    /// <summary>A network that was trained to see cells in movies without noise and background.</summary>
    Network,

    /// <summary>
    /// No network: what lights up in the recording for moments, at the scale of cells. For indicators, tissues and microscopes that no
    /// model was trained on, as a second opinion, and for a quick look.
    /// </summary>
    Activity,
}
