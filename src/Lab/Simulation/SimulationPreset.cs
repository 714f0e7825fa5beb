namespace DeepWonder3D.Simulation;

/// <summary>A named set of every number that a simulated recording depends on.</summary>
public enum SimulationPreset
{
    /// <summary>Few, bright neurons on a quiet background; nothing moves.</summary>
    Easy,

    /// <summary>Seven one-photon views of about 60 neurons with neuropil, out-of-focus cells, vessels, bleaching and motion.</summary>
    Typical,

    /// <summary>Seven one-photon views of 110 dim, dense neurons on a bright, lively background.</summary>
    Hard,

    /// <summary>One two-photon movie: optical section, few photons, dark nuclei, fibrous neuropil.</summary>
    TwoPhoton,

    /// <summary>21 views over the aperture of a light-field microscope, 4 µm pixels, neurons through 150 µm of depth.</summary>
    LightField,

    /// <summary>Everything drawn from wide ranges by the seed: brightness, density, noise, pixel size, frame rate. For training.</summary>
    Random,
}
