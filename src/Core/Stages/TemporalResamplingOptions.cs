using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages;

/// <summary>How a movie is brought to another frame rate.</summary>
internal sealed record TemporalResamplingOptions
{
    /// <summary>The rate wanted, Hz.</summary>
    public required double FrameRate { get; init; }

    /// <summary>Upstream spreads int(T · wanted / rate) frames from the first to the last, without averaging when frames are dropped.</summary>
    public Preset Preset { get; init; }

    /// <summary>The type of the result's samples.</summary>
    public SampleType SampleType { get; init; } = SampleType.Float32;
}
