namespace DeepWonder3D.Figures;

/// <summary>How a figure is stored.</summary>
internal enum FigureFormat
{
    /// <summary>Portable network graphics: pixels.</summary>
    Png,

    /// <summary>Scalable vector graphics: lines and text, with the background image inside.</summary>
    Svg,
}
