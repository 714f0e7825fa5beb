namespace DeepWonder3D.Simulation;

/// <summary>What a stream of random numbers is for. Each thing draws from its own stream, so that one more view or cell changes no other.</summary>
internal enum RandomUse
{
    Positions,
    Shape,
    Activity,
    Drive,
    Neuropil,
    Processes,
    Vessels,
    Illumination,
    Motion,
    HotPixels,
    CameraNoise,
    Scene,
}
