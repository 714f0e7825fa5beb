namespace DeepWonder3D.Figures;

/// <summary>How a movie becomes one image.</summary>
internal enum ProjectionKind
{
    /// <summary>Mean over time.</summary>
    Mean,

    /// <summary>Mean Pearson correlation of a pixel's time course with those of its neighbours.</summary>
    Correlation,

    /// <summary>Largest sample over time.</summary>
    Maximum,

    /// <summary>Standard deviation over time.</summary>
    StandardDeviation,
}
