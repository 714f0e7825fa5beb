namespace DeepWonder3D.Traces;

/// <summary>How an indicator answers an event, for deconvolution.</summary>
public enum DeconvolutionModel
{
    /// <summary>Traces are not deconvolved.</summary>
    None,

    /// <summary>A jump and an exponential decay: an autoregressive process of order 1.</summary>
    Ar1,

    /// <summary>An exponential rise and an exponential decay: an autoregressive process of order 2.</summary>
    Ar2,
}
