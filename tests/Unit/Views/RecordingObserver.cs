namespace DeepWonder3D.Tests.Views;

/// <summary>Remembers what running work said.</summary>
internal sealed class RecordingObserver : IStageObserver
{
    private readonly Lock _gate = new();

    public List<string> Warnings { get; } = [];

    public List<StageProgress> Steps { get; } = [];

    public void Progress(StageProgress progress)
    {
        lock (_gate)
        {
            Steps.Add(progress);
        }
    }

    public void Warn(string message)
    {
        lock (_gate)
        {
            Warnings.Add(message);
        }
    }

    public void Verbose(string message)
    {
    }
}
