namespace DeepWonder3D.Volumes;

/// <summary>Why a frame is no data.</summary>
public enum FrameFault
{
    /// <summary>The user said so.</summary>
    Named,

    /// <summary>The tissue could not be found in it: it moved too far, too fast or out of the plane.</summary>
    Unplaced,
}
