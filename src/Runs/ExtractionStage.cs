namespace DeepWonder3D.Runs;

/// <summary>What a run does with a recording, in this order.</summary>
public enum ExtractionStage
{
    /// <summary>Takes the tissue's motion out: with a calibration, that of all views together.</summary>
    RepairMotion,

    /// <summary>Takes the noise out.</summary>
    Denoise,

    /// <summary>Brings movies to the frame rate and pixel size that were asked for.</summary>
    Resize,

    /// <summary>Takes the background out.</summary>
    RemoveBackground,

    /// <summary>Finds the neurons of each view.</summary>
    FindNeuron,

    /// <summary>Joins the views' neurons in space, where a calibration was given.</summary>
    Merge,

    /// <summary>Writes neurons as tables, for MATLAB and as NWB.</summary>
    Export,

    /// <summary>Writes the HTML report.</summary>
    Report,
}
