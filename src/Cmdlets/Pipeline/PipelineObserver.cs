using System.Collections.Concurrent;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Collects what running work says, for the pipeline thread to write: the only one that may.</summary>
internal sealed class PipelineObserver : IStageObserver
{
    private readonly ConcurrentQueue<(bool IsWarning, string Message)> _messages = new();
    private readonly Lock _gate = new();
    private ProgressEstimate? _estimate;
    private StageProgress? _progress;

    public void Progress(StageProgress progress)
    {
        lock (_gate)
        {
            if (_estimate?.Activity != progress.Activity)
            {
                _estimate = new ProgressEstimate(progress.Activity, progress.Done);
            }

            _progress = _estimate.Complete(progress);
        }
    }

    public void Warn(string message) => _messages.Enqueue((true, message));

    public void Verbose(string message) => _messages.Enqueue((false, message));

    public string NameOf(PipelineStage stage) => stage switch
    {
        PipelineStage.RepairMotion => "Repair-Motion",
        PipelineStage.Denoise => "Invoke-Denoise",
        PipelineStage.Resize => "Resize-Volume",
        PipelineStage.RemoveBackground => "Remove-Background",
        PipelineStage.FindNeurons => "Find-Neuron",
        PipelineStage.ProjectViews => "ConvertTo-View",
        PipelineStage.MergeViews => "Merge-View",
        PipelineStage.MeasureTraces => "Measure-Trace",
        PipelineStage.DeconvolveTraces => "Invoke-Deconvolution",
        PipelineStage.SelectNeurons => "Select-Neuron",
        PipelineStage.RegisterNeurons => "Register-Neuron",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, null),
    };

    /// <summary>The next message in order, if there is one.</summary>
    public bool TryTakeMessage(out (bool IsWarning, string Message) message) => _messages.TryDequeue(out message);

    /// <summary>The newest progress since it was last taken.</summary>
    public StageProgress? TakeProgress()
    {
        lock (_gate)
        {
            StageProgress? progress = _progress;
            _progress = null;
            return progress;
        }
    }
}
