namespace DeepWonder3D.Formats;

/// <summary>Which way the planes of a volume are passed.</summary>
public enum PlaneOrder
{
    /// <summary>All volumes are recorded in the same direction.</summary>
    OneWay,

    /// <summary>Every second volume is recorded on the way back, from its last plane to its first.</summary>
    Bidirectional,
}
