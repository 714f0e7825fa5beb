using DeepWonder3D.Inference;
using DeepWonder3D.Motion;
using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using DeepWonder3D.Traces;

namespace DeepWonder3D;

/// <summary>How a recording is taken to its neurons: what each stage is told. A stage that is null is left out.</summary>
public sealed record PipelineOptions
{
    /// <summary>How the tissue's motion is taken out; a recording whose motion was taken out already stays as it is.</summary>
    public MotionCorrectionOptions? Motion { get; init; } = new();

    /// <summary>How noise is taken out.</summary>
    public NetworkOptions? Denoise { get; init; } = new();

    /// <summary>The frame rate and pixel size to bring the movie to; by default it stays as it is.</summary>
    public ResizeOptions? Resize { get; init; }

    /// <summary>How background is taken out.</summary>
    public NetworkOptions? RemoveBackground { get; init; } = new();

    /// <summary>How neurons are found.</summary>
    public NeuronFindingOptions? FindNeurons { get; init; } = new();

    /// <summary>What traces are measured in, and how.</summary>
    public TraceOptions Traces { get; init; } = new();

    /// <summary>The same with all networks on one device.</summary>
    public PipelineOptions On(DeviceRequest device) => this with
    {
        Denoise = Denoise is null ? null : Denoise with { Device = device },
        Resize = Resize is null ? null : Resize with { Network = Resize.Network with { Device = device } },
        RemoveBackground = RemoveBackground is null ? null : RemoveBackground with { Device = device },
        FindNeurons = FindNeurons is null ? null : FindNeurons with { Network = FindNeurons.Network with { Device = device } },
    };
}
