using DeepWonder3D.Formats;
using DeepWonder3D.Inference;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Views;

namespace DeepWonder3D.Runs;

/// <summary>
/// What a run is to do. All that <see cref="Reading"/>, <see cref="Pipeline"/>, <see cref="Calibration"/> and <see cref="Merging"/> hold
/// decides on results, and tells a step from another; the rest decides on what is written, how fast, and when.
/// </summary>
internal sealed record ExtractionOptions
{
    /// <summary>The results folder.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The stages to do where they apply.</summary>
    public IReadOnlySet<ExtractionStage> Stages { get; init; } = new HashSet<ExtractionStage>(Enum.GetValues<ExtractionStage>());

    /// <summary>What the caller knows of the recordings.</summary>
    public VolumeReadOptions Reading { get; init; } = VolumeReadOptions.Default;

    /// <summary>What the stages are told that lead to the neurons of a view; those that <see cref="Stages"/> lacks are left out.</summary>
    public PipelineOptions Pipeline
    {
        get => field with
        {
            Denoise = Does(ExtractionStage.Denoise) ? field.Denoise : null,
            Resize = Does(ExtractionStage.Resize) ? field.Resize : null,
            RemoveBackground = Does(ExtractionStage.RemoveBackground) ? field.RemoveBackground : null,
            FindNeurons = Does(ExtractionStage.FindNeuron) ? field.FindNeurons : null,
        };
        init;
    } = new();

    /// <summary>How views move with depth; null for a 2-D run.</summary>
    public ViewCalibration? Calibration { get; init; }

    /// <summary>How views are merged.</summary>
    public ViewMergingOptions Merging { get; init; } = new();

    /// <summary>The device that was asked for; a run may choose another while it is busy.</summary>
    public DeviceRequest Device { get; init; } = DeviceRequest.Auto;

    /// <summary>Whether each stage's movie is written.</summary>
    public bool KeepIntermediate { get; init; }

    /// <summary>Whether everything is computed again.</summary>
    public bool Force { get; init; }

    /// <summary>How many views to work on at once; null for what device and memory allow.</summary>
    public int? ViewsAtOnce { get; init; }

    /// <summary>Memory for results and tiles of one view, bytes; null for the usual limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Processors to keep busy; null for all.</summary>
    public int? MaxThreads { get; init; }

    /// <summary>How the run behaves beside other programs.</summary>
    public ScheduleOptions Schedule { get; init; } = new();

    public bool Does(ExtractionStage stage) => Stages.Contains(stage);
}
