namespace DeepWonder3D.Traces;

/// <summary>What traces are measured in.</summary>
public enum TraceSource
{
    /// <summary>The recording behind the movie, before any network.</summary>
    Recording,

    /// <summary>The movie as it is given: what the networks made of the recording. Its plain mean, as published.</summary>
    Input,
}
