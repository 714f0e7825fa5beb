namespace DeepWonder3D.Volumes;

/// <summary>Why a frame is no data.</summary>
public enum FrameFault
{
    /// <summary>The user said so.</summary>
    Named,

    /// <summary>The tissue could not be found in it: it moved too far, too fast or out of the plane.</summary>
    Unplaced,

    /// <summary>Nothing was lit or nothing looked: the tissue's picture is gone and the level lies at the bottom.</summary>
    Dark,

    /// <summary>The tissue's picture is gone and the level lies at the top.</summary>
    Saturated,

    /// <summary>All of the field became brighter or darker at once, and went back at once.</summary>
    Flashed,

    /// <summary>Some rows were lit over all of their width.</summary>
    Striped,

    /// <summary>Some rows show another place than they should.</summary>
    Torn,

    /// <summary>The same samples as an earlier frame's.</summary>
    Duplicated,

    /// <summary>Too many samples are NaN, infinite, or outside of what a registration left.</summary>
    Incomplete,
}
