namespace DeepWonder3D.Figures;

/// <summary>What a figure shows.</summary>
public enum FigureKind
{
    /// <summary>What fits the object best: a summary of neurons, the mean image of a volume.</summary>
    Auto,

    /// <summary>Neuron outlines on the mean image, or on a dark ground where the volume is not given.</summary>
    Overlay,

    /// <summary>The best neurons' activity over time, stacked.</summary>
    Trace,

    /// <summary>Where the neurons are (in the image, or in space) and, beside it, what they did.</summary>
    Summary,

    /// <summary>The mean image, with outlines where there are neurons.</summary>
    Mean,

    /// <summary>The image of each pixel's mean correlation with its neighbours, with outlines where there are neurons.</summary>
    Correlation,

    /// <summary>The image of each pixel's largest sample, with outlines where there are neurons.</summary>
    Maximum,

    /// <summary>The image of each pixel's standard deviation, with outlines where there are neurons.</summary>
    StandardDeviation,

    /// <summary>Positions in space from above and from two sides.</summary>
    Population,

    /// <summary>
    /// How the tissue moved in a recording, and how well frames agree with their mean before and after that was taken out.
    /// </summary>
    Motion,
}
