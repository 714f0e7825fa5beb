using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Runs;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Stages;
using DeepWonder3D.Traces;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets.Runs;

/// <summary>
/// A command that takes recordings to results folders: what can be said of recordings, stages, and of how to behave on the computer.
/// </summary>
public abstract class ExtractionCmdlet : RecordingCmdlet
{
    private ExtractionRun? _run;

    /// <summary>The results folder; it is made where it is missing. Each recording gets a folder in it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string OutputPath { get; set; } = "";

    /// <summary>How the views move with depth: their neurons are then joined in space. Without it, each view is for itself.</summary>
    [Parameter]
    [ValidateNotNull]
    public ViewCalibration? Calibration { get; set; }

    /// <summary>The stages to do; by default all that apply.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ExtractionStage[] Stage { get; set; } = Enum.GetValues<ExtractionStage>();

    /// <summary>The diameter of cells, pixels: by default what the pixel size says, or else what each recording shows.</summary>
    [Parameter]
    [Number]
    [ValidateRange(0.5, 1000.0)]
    public double? DiameterPx { get; set; }

    /// <summary>The same in µm, of recordings whose pixel size is known.</summary>
    [Parameter]
    [Number]
    [ValidateRange(0.5, 1000.0)]
    public double? DiameterUm { get; set; }

    /// <summary>The frame rate to bring movies to, Hz.</summary>
    [Parameter]
    [ValidateRange(1e-6, 1e6)]
    [Number]
    public double? TargetFrameRate { get; set; }

    /// <summary>The pixel size to bring movies to, µm.</summary>
    [Parameter]
    [ValidateRange(1e-3, 1e3)]
    [Number]
    public double? TargetPixelSizeUm { get; set; }

    /// <summary>The model that denoises; by default the catalog's that fits.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? DenoiseModel { get; set; }

    /// <summary>The model for finer pixels; by default the catalog's that fits.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? SuperResolutionModel { get; set; }

    /// <summary>The model that removes background; by default the catalog's that fits.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? BackgroundModel { get; set; }

    /// <summary>The model that finds neurons; by default the catalog's that fits.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? SegmentationModel { get; set; }

    /// <summary>
    /// What traces are measured in: the <c>Recording</c> (the default), or the movie that the networks made of it (<c>Input</c>, as
    /// published).
    /// </summary>
    [Parameter]
    public TraceSource? TraceFrom { get; set; }

    /// <summary>
    /// How events are found in the traces, as by <c>Invoke-Deconvolution</c>: <c>Ar2</c> (in traces of a recording the default),
    /// <c>Ar1</c>, or <c>None</c>.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<DeconvolutionModel>))]
    public Choice<DeconvolutionModel>? Deconvolution { get; set; }

    /// <summary>The calcium indicator, whose published answer gives decay and rise; by default they are found in the traces.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(IndicatorCompleter))]
    public string? Indicator { get; set; }

    /// <summary>
    /// Neurons whose signal-to-noise ratio in the recording is below this are left out; noise alone gives 3 to 5. 0 keeps all.
    /// </summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    [Number]
    public double MinSnr { get; set; } = new TraceOptions().MinSnr;

    /// <summary>
    /// Finds that are cell bodies with a smaller probability than this, by what lights up in the recording with them, are left out. 0 keeps
    /// all.
    /// </summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    [Number]
    public double MinProbability { get; set; } = new NeuronFindingOptions().MinProbability;

    /// <summary>
    /// Kinds of finds that are kept whatever their probability: <c>Process</c> (dendrites, axons, boutons and other spots), <c>Unsure</c>.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<NeuronKind>))]
    public Choice<NeuronKind>[] Include { get; set; } = [];

    /// <summary>The fewest views in which a neuron must be seen, as for Merge-View.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    [Number]
    public int? MinViewCount { get; set; }

    /// <summary>The smallest and the largest depth of neurons, µm, as for Merge-View.</summary>
    [Parameter]
    [ValidateCount(2, 2)]
    [Number(IsList = true)]
    public double[]? DepthRangeUm { get; set; }

    /// <summary>Keeps neurons that too few views saw, without a depth, as for Merge-View.</summary>
    [Parameter]
    public SwitchParameter KeepFlat { get; set; }

    /// <summary>Writes each stage's movie, too.</summary>
    [Parameter]
    public SwitchParameter KeepIntermediate { get; set; }

    /// <summary>The device that computes, as for Invoke-Denoise.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string Device { get; set; } = DeviceRequest.AutoName;

    /// <summary>The most rows and columns of a tile, pixels.</summary>
    [Parameter]
    [ValidateRange(32, 4096)]
    [Number]
    public int? TileSize { get; set; }

    /// <summary>How much memory each view may take, such as <c>2GB</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MemoryLimit { get; set; }

    /// <summary>How many processors to keep busy; all by default.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    [Number]
    public int? MaxThreads { get; set; }

    /// <summary>How many views to work on at once; by default what device and memory allow.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    [Number]
    public int? ThrottleLimit { get; set; }

    /// <summary>The process's priority while it works.</summary>
    [Parameter]
    public RunPriority Priority { get; set; } = RunPriority.BelowNormal;

    /// <summary>Two times of the day, such as <c>08:00, 19:00</c>, between which no view is begun; what was begun goes on.</summary>
    [Parameter]
    [ValidateCount(2, 2)]
    public string[]? NotBetween { get; set; }

    /// <summary>What to do while another program uses the GPU.</summary>
    [Parameter]
    public BusyGpuPolicy WhenGpuBusy { get; set; } = BusyGpuPolicy.StepDown;

    /// <summary>A script block that is called with the summary when the run has ended, however it ended.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Notify { get; set; }

    /// <summary>Computes everything again, whatever is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Begins the run. What no recording could be served with ends the command, with its exit code.</summary>
    internal ExtractionRun Begin()
    {
        try
        {
            ExtractionOptions options = Options();
            _run = Run((observer, token) => ExtractionRun.Start(options, observer, token));
            return _run;
        }
        catch (DeepWonderException e)
        {
            CouldNotRun(e, OutputPath);
            throw;
        }
    }

    /// <summary>Ends the command with what no recording can be served with, and the exit code that says so.</summary>
    internal void CouldNotRun(DeepWonderException failure, object target)
    {
        SetExitCode(failure.Id == ErrorId.ResultsInUse ? ExitCodes.InUse : ExitCodes.CouldNotRun);
        ThrowTerminatingError(ErrorRecords.From(failure, target));
    }

    /// <summary>Writes what was made of a recording, and its error if there is one.</summary>
    internal void Write(ExtractionResult result)
    {
        WriteObject(result);
        if (result.Failure is { } failure)
        {
            WriteError(ErrorRecords.From(failure, result.Source[0]));
        }
    }

    /// <summary>Ends the run: summary, exit code, and the user's script block.</summary>
    internal void End(ExtractionRun run, RunState? state = null, string? message = null)
    {
        RunSummary summary = run.Finish(state, message);
        SetExitCode(summary.ExitCode!.Value);
        if (summary.State is RunState.NothingDone or RunState.NoNeurons)
        {
            WriteWarning(summary.Message);
        }

        Tell(summary);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _run?.Dispose();
        base.Dispose(disposing);
    }

    private void Tell(RunSummary summary)
    {
        try
        {
            // What the block writes is the user's, not a result.
            Notify?.Invoke(summary);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            WriteWarning($"The script block of -Notify failed: {e.Message}");
        }
    }

    /// <summary>So that a scheduled task's command can end with <c>exit $LASTEXITCODE</c>.</summary>
    private void SetExitCode(int code) => SessionState.PSVariable.Set("global:LASTEXITCODE", code);

    private ExtractionOptions Options()
    {
        DeviceRequest device = DeviceRequest.Parse(Device);
        if (device.Kind is { } kind and not DeviceKind.Cpu)
        {
            ExecutionProviders.Require(kind, device.Index ?? 0);
        }

        return new ExtractionOptions
        {
            OutputPath = SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutputPath),
            Stages = Stage.ToHashSet(),
            Reading = Reading,
            Pipeline = new PipelineOptions
            {
                Denoise = Network(DenoiseModel, ModelStage.Denoise),
                Resize = TargetFrameRate is null && TargetPixelSizeUm is null ? null : new ResizeOptions
                {
                    FrameRate = TargetFrameRate,
                    PixelSizeUm = TargetPixelSizeUm,
                    Network = Network(SuperResolutionModel, ModelStage.SuperResolve),
                },
                RemoveBackground = AtScale(Network(BackgroundModel, ModelStage.RemoveBackground)),
                FindNeurons = new NeuronFindingOptions
                {
                    Network = AtScale(Network(SegmentationModel, ModelStage.Segment)),
                    MinProbability = MinProbability,
                    Include = [.. Include.Select(kind => kind.Value)],
                },
                Traces = new TraceOptions
                {
                    Source = TraceFrom,
                    MinSnr = MinSnr,
                    Deconvolution = Cmdlets.TraceFrom.DeconvolutionOf(Deconvolution, Indicator),
                },
            },
            Calibration = Calibration,
            Merging = new ViewMergingOptions
            {
                MinViewCount = MinViewCount,
                DepthRangeUm = DepthRangeUm is { } range ? (range[0], range[1]) : null,
                KeepFlat = KeepFlat,
                Deconvolution = Cmdlets.TraceFrom.DeconvolutionOf(Deconvolution, Indicator),
            },
            Device = device,
            KeepIntermediate = KeepIntermediate,
            Force = Force,
            ViewsAtOnce = ThrottleLimit,
            MemoryLimit = MemoryLimit is null ? null : MemoryBudget.Parse(MemoryLimit),
            MaxThreads = MaxThreads,
            Schedule = new ScheduleOptions
            {
                Priority = Priority,
                NotBetween = NotBetween is null ? null : HourWindow.Parse(NotBetween),
                WhenGpuBusy = WhenGpuBusy,
            },
        };
    }

    private NetworkOptions AtScale(NetworkOptions network) => network with { DiameterPx = DiameterPx, DiameterUm = DiameterUm };

    private NetworkOptions Network(string? nameOrPath, ModelStage stage)
    {
        string? model = nameOrPath is not null && ModelCatalog.IsPath(nameOrPath)
            ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(nameOrPath)
            : nameOrPath;
        if (model is not null)
        {
            ModelCatalog.Default.RequireStage(model, stage);
        }

        return new NetworkOptions { Model = model, TileSize = TileSize };
    }
}
