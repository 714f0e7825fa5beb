namespace DeepWonder3D.Work;

/// <summary>An observer that listens to nothing.</summary>
internal sealed class SilentObserver : IStageObserver
{
    public static readonly SilentObserver Instance = new();

    public void Progress(StageProgress progress)
    {
    }

    public void Warn(string message)
    {
    }

    public void Verbose(string message)
    {
    }
}
