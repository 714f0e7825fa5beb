using DeepWonder3D.Formats;
using DeepWonder3D.Inference;
using DeepWonder3D.Runs.Guest;
using DeepWonder3D.Runs.Journal;
using DeepWonder3D.Stages;
using DeepWonder3D.Views;

namespace DeepWonder3D.Runs;

/// <summary>What a run is to do. What decides on results goes into the steps' facts (<see cref="StepFacts"/>); what only decides on how fast does not.</summary>
internal sealed record ExtractionOptions
{
    /// <summary>The results folder.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The stages to do where they apply.</summary>
    public IReadOnlySet<ExtractionStage> Stages { get; init; } = new HashSet<ExtractionStage>(Enum.GetValues<ExtractionStage>());

    /// <summary>What the caller knows of the recordings.</summary>
    public VolumeReadOptions Reading { get; init; } = VolumeReadOptions.Default;

    /// <summary>How views move with depth; null for a 2-D run.</summary>
    public ViewCalibration? Calibration { get; init; }

    public ViewMergingOptions Merging { get; init; } = new();

    public DeviceRequest Device { get; init; } = DeviceRequest.Auto;

    public int? TileSize { get; init; }

    public string? DenoiseModel { get; init; }

    public string? SuperResolutionModel { get; init; }

    public string? BackgroundModel { get; init; }

    public string? SegmentationModel { get; init; }

    /// <summary>The frame rate to bring movies to, Hz; null leaves it.</summary>
    public double? TargetFrameRate { get; init; }

    /// <summary>The pixel size to bring movies to, µm; null leaves it.</summary>
    public double? TargetPixelSizeUm { get; init; }

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

    public GuestOptions Guest { get; init; } = new();

    public bool Does(ExtractionStage stage) => Stages.Contains(stage);

    /// <summary>What every stage with a network is told.</summary>
    public NetworkOptions Network(string? model, DeviceRequest device) => new() { Model = model, Device = device, TileSize = TileSize };
}
