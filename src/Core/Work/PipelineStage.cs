namespace DeepWonder3D.Work;

/// <summary>The stages that objects go through, as the paper names them.</summary>
public enum PipelineStage
{
    /// <summary>The tissue's motion is taken out of a recording.</summary>
    RepairMotion,

    /// <summary>Noise is taken out of a movie.</summary>
    Denoise,

    /// <summary>A movie is brought to another frame rate or pixel size.</summary>
    Resize,

    /// <summary>Out-of-focus light and neuropil are taken out of a movie.</summary>
    RemoveBackground,

    /// <summary>The neurons of a movie are found.</summary>
    FindNeurons,

    /// <summary>Views are made of a movie of volumes or of light-field frames.</summary>
    ProjectViews,

    /// <summary>The neurons of all views are joined in space.</summary>
    MergeViews,

    /// <summary>Traces of known neurons are measured.</summary>
    MeasureTraces,

    /// <summary>Events are found in traces.</summary>
    DeconvolveTraces,

    /// <summary>Some of the neurons are kept.</summary>
    SelectNeurons,

    /// <summary>The same neurons are found in recordings of several days.</summary>
    RegisterNeurons,
}
